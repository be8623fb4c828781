"""Where and when incidents happened, each with its table, by what an assessment found of them: on a map, and by month."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import Breach, VersionDraft
from licet.web.components.charts import Edge, Kind, Period, series
from licet.web.components.filters import day
from licet.web.desk.presenting import mapped
from licet.web.desk.presenting.mapped import Incident, Row

FOUND: Final = range(4)
BREACH, NO_BREACH, UNDETERMINED, NOT_ASSESSED = FOUND
"""What was found of an incident under all its rules; counted as the coverage counts it."""
MOST_MONTHS: Final = 36


def found_words() -> list[str]:
    return [_("likely or possible breach"), _("breach unlikely, or none"), _("undetermined"), _("not assessed")]


def incidents(versions: Iterable[Any], content: VersionDraft) -> tuple[Incident, ...]:
    """``versions`` are those of the evidence that stand, without those set aside."""
    said: dict[str, set[Breach]] = {}
    for row in content.incidents:
        said.setdefault(row.incident, set()).add(row.finding)
    found = {reference: found_of(findings) for reference, findings in said.items()}
    words = found_words()
    return tuple(
        Incident(
            reference=item.incident.reference,
            href=reverse("desk:incident", args=[item.incident.reference]),
            title=item.title,
            draft=item.to_domain(),
            part=(part := found.get(item.incident.reference, NOT_ASSESSED)),
            words=words[part],
        )
        for item in versions
    )


def found_of(findings: set[Breach]) -> int:
    """Undetermined only where nothing else was said; a breach under one rule is not made good under another."""
    if findings & {Breach.LIKELY, Breach.POSSIBLE}:
        return BREACH
    if findings & {Breach.UNLIKELY, Breach.NONE}:
        return NO_BREACH
    return UNDETERMINED if Breach.INSUFFICIENT in findings else NOT_ASSESSED


def on_a_map(known: Sequence[Incident]) -> dict[str, Any]:
    return mapped.on_a_map(known, _kinds())


def _kinds() -> list[Kind]:
    looks = (("1", "diamond"), ("3", "hexagon"), ("none", "square"), ("2", "triangle"))
    return [Kind(said, fill, shape) for said, (fill, shape) in zip(found_words(), looks, strict=True)]


def by_month(known: Sequence[Incident], until: date) -> dict[str, Any]:
    """The picture with the cut-off of the evidence, its table, and how many happened before the first month shown."""
    span = _span([item.draft.date_from for item in known] + [until] * bool(known))
    shown = span[-MOST_MONTHS:]
    rows = [_month(month, known) for month in shown]
    earlier = sum(f"{item.draft.date_from:%Y-%m}" < shown[0] for item in known) if shown else 0
    return {
        "months": rows,
        "months_picture": _picture(shown, rows, until) if rows else "",
        "months_earlier": _earlier(earlier) if earlier else "",
        "found_words": found_words(),
    }


def _month(month: str, known: Sequence[Incident]) -> Row:
    there = (item for item in known if f"{item.draft.date_from:%Y-%m}" == month)
    return mapped.row(f"month-{month}", date_format(date.fromisoformat(f"{month}-01"), "F Y"), "", there, len(FOUND))


def _picture(span: Sequence[str], rows: Sequence[Row], until: date) -> SafeString:
    columns = [Period(month, tuple(map(len, row.cells)), _leads(row)) for month, row in zip(span, rows, strict=True)]
    edge = Edge(_months_before(span, until), _("evidence to %(day)s") % {"day": day(until)})
    told = ". ".join(_told(row) for row in rows if any(row.cells))
    looks = tuple(kind.fill for kind in _kinds())
    return series(columns, parts=found_words(), title=_("Incidents by month"), description=told, kinds=looks, edge=edge)


def _leads(row: Row) -> tuple[str, ...]:
    """A part of one leads to its incident, a part of several to the row that names them."""
    return tuple(there[0].href if len(there) == 1 else f"#{row.anchor}" for there in row.cells)


def _told(row: Row) -> str:
    parts = (f"{len(there)} {words}" for there, words in zip(row.cells, found_words(), strict=True) if there)
    return f"{row.name}: {', '.join(parts)}"


def _months_before(span: Sequence[str], until: date) -> float:
    """Columns before the end of a day; below nought or beyond the last where the day is not among them."""
    year, month = map(int, span[0].split("-"))
    whole = (until.year - year) * 12 + until.month - month
    return whole + until.day / monthrange(until.year, until.month)[1]


def _earlier(count: int) -> str:
    return ngettext(
        "%(count)s incident before these %(months)s months is not shown here.",
        "%(count)s incidents before these %(months)s months are not shown here.",
        count,
    ) % {"count": count, "months": MOST_MONTHS}


def _span(days: Sequence[date]) -> list[str]:
    """Every month from the first to the last, also those without any."""
    if not days:
        return []
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]
