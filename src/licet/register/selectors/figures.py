"""Figures from the register's rows: grouped by the database, never cached, the same on both engines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from licet.kernel.errors import Invalid, NotFound
from licet.policy import public as policy
from licet.register import domain
from licet.register.domain import Cell, Dimension, Figure, FigureQuery, Measure, Seen, State, Vintage
from licet.register.domain.figures import LOG
from licet.register.models import Correction, ImportedLine, ImportFile, Progress, RegisteredLicence, RegisteredLine, StatusEntry

_COLUMN = {
    Dimension.DESTINATION: "destination",
    Dimension.YEAR: "year",
    Dimension.QUARTER: "quarter",
    Dimension.RATING: "head",
    Dimension.MILITARY: "military",
    Dimension.OUTCOME: "outcome",
}
NOT_APPLICABLE = Q(no_value="not applicable")


@dataclass(frozen=True, slots=True)
class _Source:
    """The rows of a source at a vintage. ``size`` is that of the log; 0 for an import."""

    rows: QuerySet[Any]
    vintage: Vintage
    currency: str
    counted: Any
    size: int
    known: Q
    reference: str


def figure_of(name: str, parameters: Mapping[str, str]) -> Figure:
    """The figure at an address. Raises Invalid or NotFound."""
    return figure(FigureQuery.parse(name, parameters))


def figure(query: FigureQuery) -> Figure:
    """Count a figure, with what must be said beside it. Seven queries at most, whatever it holds."""
    source = _source(query)
    rows = _rows(source, query)
    added = rows.filter(outcome__in=query.totalled) if query.totalled else rows
    total = added.order_by().aggregate(**_measures(source), **_seen_measures(source))
    return Figure(
        query=query,
        rows=_grouped(source, query, rows),
        total=_cell(query.measure, total, []),
        currency=source.currency,
        vintage=source.vintage,
        caveats=domain.caveats(_seen(query, source, added, total)),
        definition=query.definition(policy.destination_names()),
    )


def cells(query: FigureQuery, size: int) -> tuple[Cell, ...]:
    """The rows of a figure over the first ``size`` entries of the log, by themselves: one query, for pages that link to it."""
    source = _log_at(size)
    return _grouped(source, query, _rows(source, query))


def total_of(query: FigureQuery, size: int) -> Cell:
    """The total of a figure over the first ``size`` entries, by itself: one query."""
    source = _log_at(size)
    return _cell(query.measure, _rows(source, query).order_by().aggregate(**_measures(source)), [])


def _source(query: FigureQuery) -> _Source:
    return _log(query.vintage) if query.source == LOG else _import(query.source, query.vintage)


def _rows(source: _Source, query: FigureQuery) -> QuerySet[Any]:
    wanted = [Q(**{f"{_COLUMN[key]}__in": values}) for key, values in query.where]
    return source.rows.filter(*wanted, *([Q(outcome__in=query.outcomes)] if query.outcomes else []))


def _grouped(source: _Source, query: FigureQuery, rows: QuerySet[Any]) -> tuple[Cell, ...]:
    columns = [_COLUMN[each] for each in query.by]
    found = rows.order_by().values(*columns).annotate(**_measures(source)) if columns else []
    return tuple(sorted((_cell(query.measure, row, columns) for row in found), key=lambda cell: cell.key))


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


def _log(asof: str) -> _Source:
    read = Progress.objects.values_list("size", flat=True).first() or 0
    return _log_at(_size(asof, read) if asof else read)


def _log_at(size: int) -> _Source:
    rows = RegisteredLine.objects.filter(Q(until=None) | Q(until__gte=size), Q(excluded=None) | Q(excluded__gte=size), since__lt=size)
    return _Source(
        rows,
        Vintage(str(size), f"the published log at {size:,} entries"),
        policy.pack().currency,
        Count("decision", distinct=True),
        size,
        ~Q(destination=""),
        "decision",
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
    return _Source(rows, Vintage(file.sha256, words), file.currency, Sum("licences"), 0, Q(country_known=True), "group")


def _seen(query: FigureQuery, source: _Source, rows: QuerySet[Any], total: Mapping[str, Any]) -> Seen:
    of_value = query.measure is Measure.VALUE
    largest = total["largest"] if of_value else None
    dominates = largest and total["value"] and largest * 10 >= total["value"] * 2 and total["n"] > 1
    reference = rows.filter(value_minor=largest).values_list(source.reference, flat=True).first() if dominates else ""
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
    return Seen(**facts | (_later(source, rows) if query.source == LOG else {}))


def _later(source: _Source, rows: QuerySet[Any]) -> dict[str, int]:
    """Of the licences these decisions issued: those suspended and revoked as of the vintage; and what was put right."""
    issued = rows.filter(outcome=domain.ISSUED).values("decision")
    licences = RegisteredLicence.objects.filter(decision__in=issued).values("reference")
    newest = StatusEntry.objects.filter(licence__in=licences, position__lt=source.size).values("licence").annotate(last=Max("position"))
    standing = StatusEntry.objects.filter(position__in=newest.values("last")).aggregate(
        suspended=Count("position", filter=Q(target="suspended")), revoked=Count("position", filter=Q(target="revoked"))
    )
    excluded = RegisteredLine.objects.filter(until=None, excluded__lt=source.size).aggregate(n=Count("decision", distinct=True))
    return {**standing, "excluded": excluded["n"], "corrected": Correction.objects.filter(position__lt=source.size).count()}


def years() -> list[int]:
    """The years in which something was decided, newest first."""
    return list(RegisteredLine.objects.order_by("-year").values_list("year", flat=True).distinct())


def destinations_in() -> list[str]:
    """Codes of the destinations that were decided on."""
    return sorted(filter(None, RegisteredLine.objects.filter(until=None).values_list("destination", flat=True).distinct()))
