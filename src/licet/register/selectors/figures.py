"""Figures from the register's lines, and for the newest vintage from the sums of them: the same on both engines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from licet.kernel.errors import Invalid, NotFound
from licet.policy import public as policy
from licet.register import domain
from licet.register.domain import Cell, Dimension, Figure, FigureQuery, Measure, Seen, State, Vintage
from licet.register.domain.figures import LOG
from licet.register.models import (
    Correction,
    FigureCell,
    ImportedLine,
    ImportFile,
    Progress,
    RegisteredLicence,
    RegisteredLine,
    StatusEntry,
)
from licet.register.selectors import sums
from licet.register.selectors.sums import COLUMNS

NOT_APPLICABLE = Q(no_value="not applicable")


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines of a source at a vintage. ``size`` is that of the log, ``newest`` whether nothing more was read; 0 for an import."""

    lines: QuerySet[Any]
    vintage: Vintage
    currency: str
    counted: Any
    size: int
    known: Q
    reference: str
    newest: bool


def figure_of(name: str, parameters: Mapping[str, str]) -> Figure:
    """The figure at an address. Raises Invalid or NotFound."""
    return figure(FigureQuery.parse(name, parameters))


def figure(query: FigureQuery) -> Figure:
    """Count a figure, with what must be said beside it. Seven queries at most, whatever it holds.

    The newest vintage is answered from the sums that are kept with the lines. If the register read on meanwhile, they are of a later
    vintage than the one that was begun with, and the figure is counted from the lines.
    """
    source = _source(query)
    counted = _from_sums(source, query) or _from_lines(source, query)
    return Figure(
        query=query,
        rows=counted.rows,
        total=_cell(query.measure, counted.total, []),
        currency=source.currency,
        vintage=source.vintage,
        caveats=domain.caveats(_seen(query, source, counted)),
        definition=query.definition(policy.destination_names()),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """``total`` also holds what the caveats depend on; ``lines`` are those in the total."""

    rows: tuple[Cell, ...]
    total: Mapping[str, Any]
    lines: QuerySet[Any]


def _from_lines(source: _Source, query: FigureQuery) -> _Counted:
    lines = _rows(source, query)
    lines_in_total = _added(lines, query)
    total = lines_in_total.order_by().aggregate(**_measures(source), **_seen_measures(source))
    later = _later(source, lines_in_total) if query.source == LOG else {}
    return _Counted(_grouped(source, query, lines), total | later, lines_in_total)


def _from_sums(source: _Source, query: FigureQuery) -> _Counted | None:
    """None where the sums do not hold this figure, or hold it as of another vintage by now."""
    if not (source.newest and sums.answers(query)):
        return None
    sorted_cells, total = _sorted_cells(query, sums.rows_summed(query)), sums.total_summed(query)
    return _Counted(sorted_cells, total, _added(_rows(source, query), query)) if _read() == source.size else None


def _added(lines: QuerySet[Any], query: FigureQuery) -> QuerySet[Any]:
    return lines.filter(outcome__in=query.totalled) if query.totalled else lines


def cells(query: FigureQuery, size: int) -> tuple[Cell, ...]:
    """The rows of a figure over the first ``size`` entries of the log, by themselves: two queries, for pages that link to it."""
    if sums.answers(query):
        sorted_cells = _sorted_cells(query, sums.rows_summed(query))
        if _read() == size:
            return sorted_cells
    source = _log_at(size, newest=False)
    return _grouped(source, query, _rows(source, query))


def total_of(query: FigureQuery, size: int) -> Cell:
    """The total of a figure over the first ``size`` entries, by itself: two queries."""
    if sums.answers(query):
        total = sums.total_summed(query)
        if _read() == size:
            return _cell(query.measure, total, [])
    source = _log_at(size, newest=False)
    return _cell(query.measure, _added(_rows(source, query), query).order_by().aggregate(**_measures(source)), [])


def _source(query: FigureQuery) -> _Source:
    return _log(query.vintage) if query.source == LOG else _import(query.source, query.vintage)


def _rows(source: _Source, query: FigureQuery) -> QuerySet[Any]:
    conditions = [Q(**{f"{COLUMNS[dimension]}__in": values}) for dimension, values in query.where]
    return source.lines.filter(*conditions, *([Q(outcome__in=query.outcomes)] if query.outcomes else []))


def _grouped(source: _Source, query: FigureQuery, lines: QuerySet[Any]) -> tuple[Cell, ...]:
    columns = [COLUMNS[dimension] for dimension in query.by]
    return _sorted_cells(query, lines.order_by().values(*columns).annotate(**_measures(source)) if columns else [])


def _sorted_cells(query: FigureQuery, measured_groups: Iterable[Mapping[str, Any]]) -> tuple[Cell, ...]:
    columns = [COLUMNS[dimension] for dimension in query.by]
    return tuple(sorted((_cell(query.measure, measured, columns) for measured in measured_groups), key=lambda cell: cell.key))


def _measures(source: _Source) -> dict[str, Any]:
    return {
        "n": Count("outcome"),
        "valued": Count("value_minor"),
        "inapplicable": Count("outcome", filter=NOT_APPLICABLE),
        "value": Sum("value_minor"),
        "counted": source.counted,
    }


def _seen_measures(source: _Source) -> dict[str, Any]:
    return {
        "zero": Count("outcome", filter=Q(value_minor=0)),
        "largest": Max("value_minor"),
        "unlisted": Count("outcome", filter=Q(listed=False)),
        "unrated": Count("outcome", filter=Q(head=domain.NOT_RATED)),
        "strange": Count("outcome", filter=~source.known),
    }


def _cell(measure: Measure, measured: Mapping[str, Any], columns: Iterable[str]) -> Cell:
    key = tuple(str(measured[column]) for column in columns)
    lines, valued, inapplicable = measured["n"], measured["valued"], measured["inapplicable"]
    count = None if measured["counted"] is None and lines else int(measured["counted"] or 0)
    if measure is Measure.COUNT:
        return Cell(key, State.NONE_RECORDED if count is None else State.RECORDED, None, count, lines, 0)
    value = int(measured["value"]) if valued else None
    state = State.RECORDED if valued else State.NOT_APPLICABLE if lines and lines == inapplicable else State.NONE_RECORDED
    return Cell(key, state, value, count, lines, lines - valued - inapplicable)


def _read() -> int:
    """How far the register read the log; it moves with the lines, in one transaction. One query."""
    return Progress.objects.values_list("size", flat=True).first() or 0


def _log(asof: str) -> _Source:
    entries_read = _read()
    size = _size(asof, entries_read) if asof else entries_read
    return _log_at(size, newest=size == entries_read)


def _log_at(size: int, *, newest: bool) -> _Source:
    lines = RegisteredLine.objects.filter(Q(until=None) | Q(until__gte=size), Q(excluded=None) | Q(excluded__gte=size), since__lt=size)
    return _Source(
        lines,
        Vintage(str(size), f"the published log at {size:,} entries"),
        policy.pack().currency,
        Count("decision", distinct=True),
        size,
        ~Q(destination=""),
        "decision",
        newest,
    )


def _size(asof: str, entries_read: int) -> int:
    if not (asof.isascii() and asof.isdecimal() and len(asof) < 16):
        raise Invalid(f"“{asof[:40]}” is no size of the log.", place="asof")
    if int(asof) > entries_read:
        raise NotFound(f"log of {int(asof):,} entries yet")
    return int(asof)


def _import(name: str, asof: str) -> _Source:
    files = ImportFile.objects.filter(source=name)
    file = (files.filter(Q(sha256__startswith=asof) | Q(release=asof)) if asof else files).order_by("-release", "-imported_at").first()
    if file is None:
        raise NotFound(f"import of {name[:40]} {asof[:40]}".strip())
    description = f"{file.source}, release {file.release}, file {file.sha256[:16]}…"
    lines = ImportedLine.objects.filter(file_id=file.id)
    vintage = Vintage(file.sha256, description)
    return _Source(lines, vintage, file.currency, Sum("licences"), 0, Q(country_known=True), "group", newest=False)


def _seen(query: FigureQuery, source: _Source, counted: _Counted) -> Seen:
    total = counted.total
    of_value = query.measure is Measure.VALUE
    largest = total["largest"] if of_value else None
    dominates = largest and total["value"] and largest * 10 >= total["value"] * 2 and total["n"] > 1
    reference = counted.lines.filter(value_minor=largest).values_list(source.reference, flat=True).first() if dominates else ""
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
        "largest_minor": largest if dominates else None,
        "total_minor": total["value"],
        "largest_ref": str(reference or "") if query.source == LOG else "",
    }
    return Seen(**facts | (_changed_since(total, source) if query.source == LOG else {}))


def _changed_since(total: Mapping[str, Any], source: _Source) -> dict[str, int]:
    """What became of the licences that were issued, and what was left out and put right, as of the vintage."""
    excluded = RegisteredLine.objects.filter(until=None, excluded__lt=source.size).aggregate(n=Count("decision", distinct=True))
    return {
        "suspended": total["suspended"],
        "revoked": total["revoked"],
        "excluded": excluded["n"],
        "corrected": Correction.objects.filter(position__lt=source.size).count(),
    }


def _later(source: _Source, lines: QuerySet[Any]) -> dict[str, int]:
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
