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
    """The rows of a source at a vintage. ``size`` is that of the log, ``newest`` whether nothing more was read; 0 for an import."""

    rows: QuerySet[Any]
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
    """``total`` also holds what the caveats depend on; ``added`` are the lines in the total."""

    rows: tuple[Cell, ...]
    total: Mapping[str, Any]
    added: QuerySet[Any]


def _from_lines(source: _Source, query: FigureQuery) -> _Counted:
    rows = _rows(source, query)
    added = _added(rows, query)
    total = added.order_by().aggregate(**_measures(source), **_seen_measures(source))
    return _Counted(_grouped(source, query, rows), total | (_later(source, added) if query.source == LOG else {}), added)


def _from_sums(source: _Source, query: FigureQuery) -> _Counted | None:
    """None where the sums do not hold this figure, or hold it as of another vintage by now."""
    if not (source.newest and sums.answers(query)):
        return None
    rows, total = _sorted_cells(query, sums.rows_summed(query)), sums.total_summed(query)
    return _Counted(rows, total, _added(_rows(source, query), query)) if _read() == source.size else None


def _added(rows: QuerySet[Any], query: FigureQuery) -> QuerySet[Any]:
    return rows.filter(outcome__in=query.totalled) if query.totalled else rows


def cells(query: FigureQuery, size: int) -> tuple[Cell, ...]:
    """The rows of a figure over the first ``size`` entries of the log, by themselves: two queries, for pages that link to it."""
    if sums.answers(query):
        rows = _sorted_cells(query, sums.rows_summed(query))
        if _read() == size:
            return rows
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
    wanted = [Q(**{f"{COLUMNS[key]}__in": values}) for key, values in query.where]
    return source.rows.filter(*wanted, *([Q(outcome__in=query.outcomes)] if query.outcomes else []))


def _grouped(source: _Source, query: FigureQuery, rows: QuerySet[Any]) -> tuple[Cell, ...]:
    columns = [COLUMNS[each] for each in query.by]
    return _sorted_cells(query, rows.order_by().values(*columns).annotate(**_measures(source)) if columns else [])


def _sorted_cells(query: FigureQuery, rows: Iterable[Mapping[str, Any]]) -> tuple[Cell, ...]:
    columns = [COLUMNS[each] for each in query.by]
    return tuple(sorted((_cell(query.measure, row, columns) for row in rows), key=lambda cell: cell.key))


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


def _cell(measure: Measure, row: Mapping[str, Any], columns: Iterable[str]) -> Cell:
    key = tuple(str(row[column]) for column in columns)
    lines, valued, inapplicable = row["n"], row["valued"], row["inapplicable"]
    count = None if row["counted"] is None and lines else int(row["counted"] or 0)
    if measure is Measure.COUNT:
        return Cell(key, State.NONE_RECORDED if count is None else State.RECORDED, None, count, lines, 0)
    value = int(row["value"]) if valued else None
    state = State.RECORDED if valued else State.NOT_APPLICABLE if lines and lines == inapplicable else State.NONE_RECORDED
    return Cell(key, state, value, count, lines, lines - valued - inapplicable)


def _read() -> int:
    """How far the register read the log; it moves with the lines, in one transaction. One query."""
    return Progress.objects.values_list("size", flat=True).first() or 0


def _log(asof: str) -> _Source:
    read = _read()
    size = _size(asof, read) if asof else read
    return _log_at(size, newest=size == read)


def _log_at(size: int, *, newest: bool) -> _Source:
    rows = RegisteredLine.objects.filter(Q(until=None) | Q(until__gte=size), Q(excluded=None) | Q(excluded__gte=size), since__lt=size)
    return _Source(
        rows,
        Vintage(str(size), f"the published log at {size:,} entries"),
        policy.pack().currency,
        Count("decision", distinct=True),
        size,
        ~Q(destination=""),
        "decision",
        newest,
    )


def _size(asof: str, read: int) -> int:
    if not (asof.isascii() and asof.isdecimal() and len(asof) < 16):
        raise Invalid(f"“{asof[:40]}” is no size of the log.", place="asof")
    if int(asof) > read:
        raise NotFound(f"log of {int(asof):,} entries yet")
    return int(asof)


def _import(name: str, asof: str) -> _Source:
    files = ImportFile.objects.filter(source=name)
    file = (files.filter(Q(sha256__startswith=asof) | Q(release=asof)) if asof else files).order_by("-release", "-imported_at").first()
    if file is None:
        raise NotFound(f"import of {name[:40]} {asof[:40]}".strip())
    words = f"{file.source}, release {file.release}, file {file.sha256[:16]}…"
    rows = ImportedLine.objects.filter(file_id=file.id)
    return _Source(rows, Vintage(file.sha256, words), file.currency, Sum("licences"), 0, Q(country_known=True), "group", newest=False)


def _seen(query: FigureQuery, source: _Source, counted: _Counted) -> Seen:
    total = counted.total
    of_value = query.measure is Measure.VALUE
    largest = total["largest"] if of_value else None
    dominates = largest and total["value"] and largest * 10 >= total["value"] * 2 and total["n"] > 1
    reference = counted.added.filter(value_minor=largest).values_list(source.reference, flat=True).first() if dominates else ""
    facts: dict[str, Any] = {
        "of_value": of_value,
        "by_rating": Dimension.RATING in query.by,
        "by_destination": Dimension.DESTINATION in {*query.by, *(key for key, _ in query.where)},
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


def _later(source: _Source, rows: QuerySet[Any]) -> dict[str, int]:
    """Of the licences these decisions issued: those suspended and revoked as of the vintage."""
    issued = rows.filter(outcome=domain.ISSUED).values("decision")
    licences = RegisteredLicence.objects.filter(decision__in=issued).values("reference")
    newest = StatusEntry.objects.filter(licence__in=licences, position__lt=source.size).values("licence").annotate(last=Max("position"))
    return StatusEntry.objects.filter(position__in=newest.values("last")).aggregate(
        suspended=Count("position", filter=Q(target="suspended")), revoked=Count("position", filter=Q(target="revoked"))
    )


def years() -> list[int]:
    """The years in which something was decided, newest first."""
    left_out = RegisteredLine.objects.filter(excluded__isnull=False).values_list("year", flat=True)
    counted = FigureCell.objects.filter(grouping="").values_list("year", flat=True)
    return sorted({*left_out, *counted.distinct()}, reverse=True)


def destinations_in() -> list[str]:
    """Codes of the destinations that were decided on."""
    left_out = RegisteredLine.objects.filter(excluded__isnull=False, until=None).values_list("destination", flat=True)
    counted = FigureCell.objects.filter(grouping=Dimension.DESTINATION.value).values_list("destination", flat=True)
    return sorted(filter(None, {*left_out, *counted.distinct()}))
