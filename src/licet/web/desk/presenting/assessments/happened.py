"""Where and when incidents happened: on a map and by month, each with its table, by what an assessment found of them."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import Breach, VersionDraft
from licet.evidence.public import IncidentDraft, PlacePrecision
from licet.web.components.charts import Edge, Kind, Period, Spot, Together, places, series
from licet.web.components.filters import day

FOUND: Final = range(4)
BREACH, NO_BREACH, UNDETERMINED, NOT_ASSESSED = FOUND
"""What was found of an incident under all its rules; counted as the coverage counts it."""
MOST_MONTHS: Final = 36
AREAS: Final = frozenset({PlacePrecision.DISTRICT, PlacePrecision.REGION, PlacePrecision.COUNTRY})


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it stands, with what the assessment's version found of it."""

    reference: str
    href: str
    title: str
    draft: IncidentDraft
    found: int

    @property
    def words(self) -> str:
        return found_words()[self.found]

    @property
    def named(self) -> str:
        """As a picture calls it."""
        return f"{self.title}, {day(self.draft.date_from)}: {self.words}. {_('Place')}: {self.draft.place_precision}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside a picture: its incidents parted by what was found, in the order of :func:`found_words`."""

    anchor: str
    name: str
    note: str
    cells: tuple[tuple[Incident, ...], ...]


def _row(anchor: str, name: str, note: str, there: Iterable[Incident]) -> Row:
    among = tuple(there)
    return Row(anchor, name, note, tuple(tuple(item for item in among if item.found == found) for found in FOUND))


def found_words() -> list[str]:
    return [_("likely or possible breach"), _("breach unlikely, or none"), _("undetermined"), _("not assessed")]


def incidents(versions: Iterable[Any], content: VersionDraft) -> tuple[Incident, ...]:
    """``versions`` are those of the evidence that stand, without those set aside."""
    said: dict[str, set[Breach]] = {}
    for row in content.incidents:
        said.setdefault(row.incident, set()).add(row.finding)
    return tuple(
        Incident(
            reference=item.incident.reference,
            href=reverse("desk:incident", args=[item.incident.reference]),
            title=item.title,
            draft=item.to_domain(),
            found=found_of(said.get(item.incident.reference, set())),
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


# --- where ----------------------------------------------------------------------------------------------------------
def on_a_map(known: Sequence[Incident]) -> dict[str, Any]:
    """The picture, its rows, and how many could not be drawn."""
    by_key = {item.reference: item for item in known}
    spots = [_spot(item) for item in known if item.draft.latitude is not None]
    nowhere = tuple(item for item in known if item.draft.latitude is None)
    rows = []
    picture: SafeString | str = ""
    if spots:
        shown = places(spots, kinds=_kinds(), title=_("Incidents on a map"), description=_described(len(spots)))
        picture = shown.picture
        rows = [_where(row, by_key) for row in shown.rows]
    if nowhere:
        rows.append(_row("place-none", _("No place recorded"), _("no coordinates"), nowhere))
    return {"map_picture": picture, "map_rows": rows, "map_without": _without(len(nowhere)) if nowhere else ""}


def _described(count: int) -> str:
    said = ngettext("%(count)s incident by its coordinates", "%(count)s incidents by their coordinates", count) % {"count": count}
    return _("%(said)s, within lines of degrees. Each mark is a link; the table below says the same in words.") % {"said": said}


def _without(count: int) -> str:
    return ngettext(
        "%(count)s incident has no place recorded by coordinates: it is not on the map, and stands last in the table.",
        "%(count)s incidents have no place recorded by coordinates: they are not on the map, and stand last in the table.",
        count,
    ) % {"count": count}


def _kinds() -> list[Kind]:
    words = found_words()
    looks = (("1", "diamond"), ("3", "hexagon"), ("none", "square"), ("2", "triangle"))
    return [Kind(said, fill, shape) for said, (fill, shape) in zip(words, looks, strict=True)]


def _spot(item: Incident) -> Spot:
    draft = item.draft
    assert draft.latitude is not None
    assert draft.longitude is not None
    return Spot(
        key=item.reference,
        latitude=float(draft.latitude),
        longitude=float(draft.longitude),
        kind=item.found,
        words=item.named,
        href=item.href,
        area=draft.place_precision in AREAS,
        near=draft.place_precision is PlacePrecision.NEAR,
    )


def _where(row: Together, by_key: Mapping[str, Incident]) -> Row:
    found = tuple(by_key[spot.key] for spot in row.spots)
    counted = Counter(item.draft.place for item in found)
    named = ", ".join(f"{place} ({count})" if len(counted) > 1 else place for place, count in counted.most_common())
    known = [exactness for exactness in PlacePrecision if any(item.draft.place_precision is exactness for item in found)]
    return _row(row.anchor, named, ", ".join(known), found)


# --- when -----------------------------------------------------------------------------------------------------------
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
    return _row(f"month-{month}", date_format(date.fromisoformat(f"{month}-01"), "F Y"), "", there)


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
