"""Figures from the register's lines, and for the newest vintage from the sums of them: the same on both engines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import Any, Final

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.lookups import Exact

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.policy import public as policy
from licet.register import domain
from licet.register.domain import Cell, Dimension, Figure, FigureQuery, Measure, Seen, State
from licet.register.domain.coverage import Coverage
from licet.register.domain.figures import LOG, LargestLine, dominates
from licet.register.models import Correction, Exclusion, FigureCell, RegisteredLicence, RegisteredLine, StatusEntry
from licet.register.selectors import sums
from licet.register.selectors.sources import Source, entries_read, find_source, log_at
from licet.register.selectors.sums import COLUMNS

NOT_APPLICABLE = Q(no_value="not applicable")
_VALUES_AT_ONCE: Final = 5_000

type Measured = Mapping[str, Any]
type Key = tuple[str, ...]


def figure(query: FigureQuery) -> Figure:
    """Count a figure, with what must be said beside it. Twelve queries at most, but for figures in which lines dominate thousands of rows.

    The newest vintage is answered from the sums that are kept with the lines. If the register read on meanwhile, they are of a later
    vintage than the one that was begun with, and the figure is counted from the lines.
    """
    source = find_source(query.source, query.vintage)
    counted = _from_sums(source, query) or _from_lines(source, query)
    coverage = source.coverage()
    largest = _largest_lines(source, query, counted)
    rows = tuple(replace(cell, largest=largest.get(cell.key)) for cell in _sorted_cells(query, counted.groups))
    total = replace(_cell(query.measure, counted.total, []), largest=largest.get(()) if query.by else None)
    if query.periods and len(query.outside(coverage)) == len(query.periods):
        total = Cell((), State.OUTSIDE, None, None, 0, 0)
    return Figure(
        query=query,
        rows=rows,
        total=total,
        currency=source.currency,
        vintage=source.vintage,
        caveats=domain.caveats(_seen(query, source, counted, coverage, total)),
        definition=query.definition(policy.destination_names()),
        coverage=coverage,
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """``total`` also holds what the caveats depend on; ``lines`` are those in the total."""

    groups: Sequence[Measured]
    total: Measured
    lines: QuerySet[Any]


def _from_lines(source: Source, query: FigureQuery) -> _Counted:
    lines = _rows(source, query)
    lines_in_total = _added(lines, query)
    total = lines_in_total.order_by().aggregate(**_measures(source), **_seen_measures(source))
    if query.source == LOG:
        total |= _later(source, lines_in_total)
    if _tells_licences_apart(query):
        on_licences = lines_in_total.filter(outcome__in=domain.STATUS_OUTCOMES)
        total |= on_licences.order_by().aggregate(on_licences=Count("decision", distinct=True))
    return _Counted(list(_grouped(source, query, lines)), total, lines_in_total)


def _from_sums(source: Source, query: FigureQuery) -> _Counted | None:
    """None where the sums do not hold this figure, or hold it as of another vintage by now."""
    if not (source.newest and sums.answers(query)):
        return None
    groups, total = sums.rows_and_total(query)
    if _tells_licences_apart(query):
        total |= {"on_licences": sums.count_on_licences(query)}
    return _Counted(groups, total, _added(_rows(source, query), query)) if entries_read() == source.size else None


def _added(lines: QuerySet[Any], query: FigureQuery) -> QuerySet[Any]:
    return lines.filter(outcome__in=query.totalled) if query.totalled else lines


def cells(query: FigureQuery, size: int) -> tuple[Cell, ...]:
    """The rows of a figure over the first ``size`` entries of the log, by themselves: two queries, for pages that link to it."""
    return cells_of([query], size)[0]


def cells_of(queries: Sequence[FigureQuery], size: int) -> list[tuple[Cell, ...]]:
    """The rows of several figures over the first ``size`` entries of the log: a query for each and one more."""
    if all(map(sums.answers, queries)):
        rows_of_each = [_sorted_cells(query, sums.rows_summed(query)) for query in queries]
        if entries_read() == size:
            return rows_of_each
    source = log_at(size, newest=False)
    return [_sorted_cells(query, _grouped(source, query, _rows(source, query))) for query in queries]


def total_of(query: FigureQuery, size: int) -> Cell:
    """The total of a figure over the first ``size`` entries, by itself: two queries."""
    if sums.answers(query):
        total = sums.total_summed(query)
        if entries_read() == size:
            return _cell(query.measure, total, [])
    source = log_at(size, newest=False)
    return _cell(query.measure, _added(_rows(source, query), query).order_by().aggregate(**_measures(source)), [])


def _rows(source: Source, query: FigureQuery) -> QuerySet[Any]:
    conditions = [_condition(dimension, values) for dimension, values in query.where]
    return source.lines.filter(*conditions, *([Q(outcome__in=query.outcomes)] if query.outcomes else []))


def _condition(dimension: Dimension, values: tuple[str, ...]) -> Q:
    if dimension is not Dimension.RATING:
        return Q(**{f"{COLUMNS[dimension]}__in": values})
    rated = Q()
    for value in values:
        rated |= _rated_under(value)
    return rated


def _rated_under(value: str) -> Q:
    """Lines whose rating is this code or one below it; a text that is not a code is what a source wrote."""
    try:
        code = RatingCode.parse(value)
    except Invalid:
        return Q(head=value)
    if code.is_category:
        return Q(head__startswith=value)
    return Q(head=value) if code.head == value else Q(rating=value) | Q(rating__startswith=f"{value}.")


def _grouped(source: Source, query: FigureQuery, lines: QuerySet[Any]) -> Iterable[Measured]:
    columns = [COLUMNS[dimension] for dimension in query.by]
    largest = {"largest": Max("value_minor")} if query.measure is Measure.VALUE else {}
    return lines.order_by().values(*columns).annotate(**_measures(source), **largest) if columns else []


def _largest_lines(source: Source, query: FigureQuery, counted: _Counted) -> dict[Key, LargestLine]:
    """For each row whose value one line dominates, and for the total under an empty key: that line. One query for 5,000 values."""
    if query.measure is not Measure.VALUE:
        return {}
    columns = [COLUMNS[dimension] for dimension in query.by]
    measured = [((), counted.total), *((_key(group, columns), group) for group in counted.groups)]
    dominated = {key: group for key, group in measured if dominates(group["largest"], group["value"], group["n"])}
    found: dict[Key, LargestLine] = {}
    for values in batched(sorted({group["largest"] for group in dominated.values()}), _VALUES_AT_ONCE):
        lines = _rows(source, query).filter(value_minor__in=values).order_by(source.reference, "number")
        for line in lines.values(*columns, "outcome", "value_minor", "number", source.reference):
            keys = [_key(line, columns), *([()] if line["outcome"] in (query.totalled or domain.OUTCOMES) else [])]
            for key in keys:
                if key in dominated and key not in found and dominated[key]["largest"] == line["value_minor"]:
                    found[key] = _largest(source, line, int(dominated[key]["value"]))
    return found


def _largest(source: Source, line: Measured, total: int) -> LargestLine:
    value = int(line["value_minor"])
    return LargestLine(str(line[source.reference]), int(line["number"]), value, round(100 * value / total))


def _key(measured: Measured, columns: Iterable[str]) -> Key:
    return tuple(str(measured[column]) for column in columns)


def _sorted_cells(query: FigureQuery, measured_groups: Iterable[Measured]) -> tuple[Cell, ...]:
    columns = [COLUMNS[dimension] for dimension in query.by]
    return tuple(sorted((_cell(query.measure, measured, columns) for measured in measured_groups), key=lambda cell: cell.key))


def _measures(source: Source) -> dict[str, Any]:
    return {
        "n": Count("outcome"),
        "valued": Count("value_minor"),
        "inapplicable": Count("outcome", filter=NOT_APPLICABLE),
        "value": Sum("value_minor"),
        "counted": source.counted,
    }


def _seen_measures(source: Source) -> dict[str, Any]:
    return {
        "zero": Count("outcome", filter=Q(value_minor=0)),
        "largest": Max("value_minor"),
        "unlisted": Count("outcome", filter=Q(listed=False)),
        "unrated": Count("outcome", filter=Q(head=domain.NOT_RATED)),
        "strange": Count("outcome", filter=~source.known),
    }


def _cell(measure: Measure, measured: Mapping[str, Any], columns: Iterable[str]) -> Cell:
    key = _key(measured, columns)
    lines, valued, inapplicable = measured["n"], measured["valued"], measured["inapplicable"]
    count = None if measured["counted"] is None and lines else int(measured["counted"] or 0)
    if measure is Measure.COUNT:
        return Cell(key, State.NONE_RECORDED if count is None else State.RECORDED, None, count, lines, 0)
    value = int(measured["value"]) if valued else None
    state = State.RECORDED if valued else State.NOT_APPLICABLE if lines and lines == inapplicable else State.NONE_RECORDED
    return Cell(key, state, value, count, lines, lines - valued - inapplicable)


def _seen(query: FigureQuery, source: Source, counted: _Counted, coverage: Coverage | None, total_cell: Cell) -> Seen:
    total = counted.total
    of_value = query.measure is Measure.VALUE
    national = _national_lines(counted.lines) if Dimension.MILITARY in {*query.by, *(dimension for dimension, _ in query.where)} else {}
    largest = total_cell.largest
    facts: dict[str, Any] = {
        "of_value": of_value,
        "by_rating": Dimension.RATING in query.by,
        "by_destination": Dimension.DESTINATION in {*query.by, *(dimension for dimension, _ in query.where)},
        "from_log": bool(query.source == LOG),
        "outcomes": query.outcomes or domain.OUTCOMES,
        "without_value": total["n"] - total["valued"] - total["inapplicable"] if of_value else 0,
        "zero_values": total["zero"] if of_value else 0,
        "not_listed": total["unlisted"],
        "not_rated": total["unrated"],
        "unknown_countries": total["strange"],
        "largest_percent": largest.percent if largest else 0,
        "largest_ref": line_name(query.source, largest) if largest else "",
        "coverage": coverage.sentence() if coverage else "",
        "incomplete": coverage.incomplete(query.periods) if coverage else (),
        "outside": query.outside(coverage),
        **_on_licences(query, total),
        "national_codes": tuple(sorted(national)),
        "national_lines": sum(national.values()),
    }
    return Seen(**facts | (_changed_since(total, source, query) if query.source == LOG else {}))


def line_name(source: str, line: LargestLine) -> str:
    """How people name a line of the log, or of a file that others published.

    >>> line_name("log", LargestLine("XA-DEC 2031/000001", 2, 100, 50))
    'line 2 of XA-DEC 2031/000001'
    """
    return f"line {line.number} of {line.reference}" if source == LOG else f"line {line.number:,} of the file (group {line.reference})"


def _tells_licences_apart(query: FigureQuery) -> bool:
    """Whether all decisions of the log are counted: the figure then says how many are on licences, since the list shows the others."""
    return query.source == LOG and query.outcomes is None and query.measure is Measure.COUNT


def _on_licences(query: FigureQuery, total: Measured) -> dict[str, int]:
    if not _tells_licences_apart(query):
        return {}
    return {"on_licences": total["on_licences"], "on_applications": int(total["counted"] or 0) - total["on_licences"]}


def _national_lines(lines: QuerySet[Any]) -> dict[str, int]:
    """How many of these lines bear each national code that the control list counts as military."""
    national = {entry.code.head for entry in policy.control_list().entries if entry.kind == "national" and entry.military}
    counted = lines.order_by().filter(military="military", head__in=national).values_list("head").annotate(n=Count("outcome"))
    return dict(counted)


def _changed_since(total: Mapping[str, Any], source: Source, query: FigureQuery) -> dict[str, int]:
    """What became of the licences that were issued, and what was left out of this figure and put right in it, as of the vintage.

    A correction also concerns the figure that a line no longer falls under. One query.
    """
    conditions = [_condition(dimension, values) for dimension, values in query.where]
    outcomes = {"outcome__in": query.outcomes} if query.outcomes else {}
    versions = RegisteredLine.objects.filter(Q(until=None) | Q(until__gte=OuterRef("position")), since__lte=OuterRef("position"))
    lines = versions.filter(*conditions, **outcomes, decision=OuterRef("decision"))
    exclusions = Exclusion.objects.filter(Exists(lines), position__lt=source.size).order_by()
    of_the_line = lines.filter(Q(number=OuterRef("line")) | Q(Exact(OuterRef("line"), 0)))
    corrections = Correction.objects.filter(Exists(of_the_line), position__lt=source.size).order_by()
    changes = exclusions.values_list(Value("excluded"), "position").union(corrections.values_list(Value("corrected"), "position"), all=True)
    made = Counter(kind for kind, _position in changes)
    return {
        "suspended": total["suspended"],
        "revoked": total["revoked"],
        "excluded": made["excluded"],
        "corrected": made["corrected"],
    }


def _later(source: Source, lines: QuerySet[Any]) -> dict[str, int]:
    """Of the licences these decisions issued: those suspended and revoked as of the vintage."""
    issued = lines.filter(outcome=domain.ISSUED).values("decision")
    licences = RegisteredLicence.objects.filter(decision__in=issued).values("reference")
    newest = StatusEntry.objects.filter(licence__in=licences, position__lt=source.size).values("licence").annotate(last=Max("position"))
    return StatusEntry.objects.filter(position__in=newest.values("last")).aggregate(
        suspended=Count("position", filter=Q(target="suspended")), revoked=Count("position", filter=Q(target="revoked"))
    )


def years() -> list[int]:
    """The years in which something was decided, newest first."""
    of_excluded_lines = RegisteredLine.objects.filter(excluded__isnull=False).values_list("year", flat=True)
    of_sums = FigureCell.objects.filter(grouping="").values_list("year", flat=True)
    return sorted({*of_excluded_lines, *of_sums.distinct()}, reverse=True)


def destinations_in() -> list[str]:
    """Codes of the destinations that were decided on."""
    of_excluded_lines = RegisteredLine.objects.filter(excluded__isnull=False, until=None).values_list("destination", flat=True)
    of_sums = FigureCell.objects.filter(grouping=Dimension.DESTINATION.value).values_list("destination", flat=True)
    return sorted(filter(None, {*of_excluded_lines, *of_sums.distinct()}))
