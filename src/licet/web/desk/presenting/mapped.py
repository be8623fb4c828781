"""Incidents on a map, parted by what is said of each: the picture, and the rows of the table beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.evidence.public import IncidentDraft, PlacedIncidents, PlacePrecision, Standing
from licet.web.components.charts import Kind, Spot, Together, places
from licet.web.components.filters import day

AREAS: Final = frozenset({PlacePrecision.DISTRICT, PlacePrecision.REGION, PlacePrecision.COUNTRY})
STANDINGS: Final = (Standing.TRIAGED, Standing.REGISTERED, Standing.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it stands. ``part`` is its number among the parts of the picture; ``words`` say it, and what else is told."""

    reference: str
    href: str
    title: str
    draft: IncidentDraft
    part: int
    words: str

    @property
    def named(self) -> str:
        """As a picture calls it."""
        return f"{self.title}, {day(self.draft.date_from)}: {self.words}. {_('Place')}: {self.draft.place_precision}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside a picture: its incidents by their parts."""

    anchor: str
    name: str
    note: str
    cells: tuple[tuple[Incident, ...], ...]


def row(anchor: str, name: str, note: str, there: Iterable[Incident], parts: int) -> Row:
    among = tuple(there)
    return Row(anchor, name, note, tuple(tuple(item for item in among if item.part == part) for part in range(parts)))


def on_a_map(known: Sequence[Incident], kinds: Sequence[Kind]) -> dict[str, Any]:
    """The picture, its rows, and how many could not be drawn."""
    by_key = {item.reference: item for item in known}
    spots = [_spot(item) for item in known if item.draft.latitude is not None]
    nowhere = tuple(item for item in known if item.draft.latitude is None)
    rows = []
    picture: SafeString | str = ""
    if spots:
        shown = places(spots, kinds=kinds, title=_("Incidents on a map"), description=_described(len(spots)))
        picture = shown.picture
        rows = [_where(together, by_key, len(kinds)) for together in shown.rows]
    if nowhere:
        rows.append(row("place-none", _("No place recorded"), _("no coordinates"), nowhere, len(kinds)))
    return {"map_picture": picture, "map_rows": rows, "map_without": _without(len(nowhere)) if nowhere else ""}


def by_standing(found: PlacedIncidents) -> dict[str, Any]:
    """The map of a list, its parts in words, and how many are beyond what it holds."""
    known = [
        Incident(
            reference=item.reference,
            href=reverse("desk:incident", args=[item.reference]),
            title=f"[{item.draft.marking}] {item.draft.title}" if item.draft.marking else item.draft.title,
            draft=item.draft,
            part=STANDINGS.index(item.standing),
            words=_("%(standing)s, grade: %(grade)s") % {"standing": item.standing, "grade": item.grade},
        )
        for item in found.rows
    ]
    looks = (("1", "diamond"), ("2", "triangle"), ("none", "square"))
    kinds = [Kind(standing, fill, shape) for standing, (fill, shape) in zip(STANDINGS, looks, strict=True)]
    words = {"map_words": [kind.words for kind in kinds], "map_beyond": _beyond(found) if found.beyond else ""}
    return on_a_map(known, kinds) | words


def _beyond(found: PlacedIncidents) -> str:
    return ngettext(
        "The map takes the latest %(most)s of %(total)s incidents: %(count)s earlier one is not on it. Narrow the list to see it.",
        "The map takes the latest %(most)s of %(total)s incidents: %(count)s earlier ones are not on it. Narrow the list to see them.",
        found.beyond,
    ) % {"most": f"{len(found.rows):,}", "total": f"{found.total:,}", "count": f"{found.beyond:,}"}


def _described(count: int) -> str:
    said = ngettext("%(count)s incident by its coordinates", "%(count)s incidents by their coordinates", count) % {"count": count}
    return _("%(said)s, within lines of degrees. Each mark is a link; the table below says the same in words.") % {"said": said}


def _without(count: int) -> str:
    return ngettext(
        "%(count)s incident has no place recorded by coordinates: it is not on the map, and stands last in the table.",
        "%(count)s incidents have no place recorded by coordinates: they are not on the map, and stand last in the table.",
        count,
    ) % {"count": count}


def _spot(item: Incident) -> Spot:
    draft = item.draft
    assert draft.latitude is not None
    assert draft.longitude is not None
    return Spot(
        key=item.reference,
        latitude=float(draft.latitude),
        longitude=float(draft.longitude),
        kind=item.part,
        words=item.named,
        href=item.href,
        area=draft.place_precision in AREAS,
        near=draft.place_precision is PlacePrecision.NEAR,
    )


def _where(together: Together, by_key: Mapping[str, Incident], parts: int) -> Row:
    found = tuple(by_key[spot.key] for spot in together.spots)
    counted = Counter(item.draft.place for item in found)
    named = ", ".join(f"{place} ({count})" if len(counted) > 1 else place for place, count in counted.most_common())
    known = [exactness for exactness in PlacePrecision if any(item.draft.place_precision is exactness for item in found)]
    return row(together.anchor, named, ", ".join(known), found, parts)
