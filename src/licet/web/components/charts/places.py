"""Incidents where they happened, in a frame of degrees: no base map, for a border on a picture is a statement of its own."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from licet.web.components.charts import svg
from licet.web.components.charts.geometry import Frame, Mark, frame, gathered, round_below, steps, turns

LEFT, TOP, BOTTOM = 62.0, 10.0, 26.0
LOWEST, HIGHEST = 230.0, 440.0
POINT, LARGEST = 8.0, 34.0
AREA, LARGEST_AREA, BAND = 25.0, 46.0, 7.0
ROW = 24.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A state: its words, its hatching (as boxes have it), and the shape of a mark that stands alone."""

    words: str
    fill: str
    shape: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing at a place. ``kind`` is its number among the kinds; ``area``: only the region is known, ``near``: not to the point."""

    key: str
    latitude: float
    longitude: float
    kind: int
    words: str
    href: str
    area: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Spots that are drawn as one mark, for the row of the table that the mark leads to."""

    anchor: str
    area: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Places:
    picture: SafeString
    rows: tuple[Together, ...]


def places(spots: Sequence[Spot], *, kinds: Sequence[Kind], title: str, description: str, anchor: str = "place") -> Places:
    """A picture of at least one spot, and a row for each of its marks from north to south.

    A mark of one leads where its spot does; a mark of several says how many and leads to its row, ``#anchor-1`` and so on.
    """
    ident = svg.identifier(title)
    within = frame([(spot.latitude, spot.longitude) for spot in spots], width=svg.WIDTH - LEFT - 1, lowest=LOWEST, highest=HIGHEST)
    marks = sorted(chain(_gather(spots, within, area=True), _gather(spots, within, area=False)), key=lambda pair: (pair[0].y, pair[0].x))
    rows = tuple(Together(f"{anchor}-{number}", area, mark.things) for number, (mark, area) in enumerate(marks, 1))
    drawn = [(row, mark) for row, (mark, _) in zip(rows, marks, strict=True)]
    drawn.sort(key=lambda pair: not pair[0].area)  # what is not known exactly lies below what is
    parts = [
        *_graticule(within),
        *chain.from_iterable(_drawn(ident, row, mark, kinds) for row, mark in drawn),
        *_scale_bar(within),
        *_legend(ident, kinds, TOP + within.height + BOTTOM + 22),
    ]
    height = TOP + within.height + BOTTOM + 14 + ROW * (math.ceil(len(kinds) / 2) + 2)
    return Places(svg.picture(title=title, description=description, height=height, parts=parts, links=True), rows)


def _gather(spots: Sequence[Spot], within: Frame, *, area: bool) -> Iterator[tuple[Mark[Spot], bool]]:
    placed = ((*within.at(spot.latitude, spot.longitude), spot) for spot in spots if spot.area is area)
    for mark in gathered(placed, smallest=AREA if area else POINT, largest=LARGEST_AREA if area else LARGEST):
        yield mark, area


def _told(row: Together, kinds: Sequence[Kind]) -> str:
    if len(row.spots) == 1:
        return row.spots[0].words
    counted = Counter(spot.kind for spot in row.spots)
    parts = ", ".join(f"{counted[number]} {kind.words}" for number, kind in enumerate(kinds) if counted[number])
    return ngettext("%(count)s incident: %(parts)s", "%(count)s incidents: %(parts)s", len(row.spots)) % {
        "count": len(row.spots),
        "parts": parts,
    }


# --- marks ----------------------------------------------------------------------------------------------------------
def _drawn(ident: str, row: Together, mark: Mark[Spot], kinds: Sequence[Kind]) -> Iterator[SafeString]:
    x, y, count = LEFT + mark.x, TOP + mark.y, len(row.spots)
    alone = row.spots[0]
    if row.area:
        pieces = list(_round(ident, row, kinds, x, y, mark.radius, inner=mark.radius - BAND))
    elif count > 1:
        pieces = list(_round(ident, row, kinds, x, y, mark.radius, inner=0))
    else:
        pieces = [*_halo(alone, x, y), _shape(ident, kinds[alone.kind], x, y)]
    if count > 1:  # beside a ring, for what is known exactly may lie in its middle
        aside = mark.radius * 0.8 if row.area else 0
        pieces.append(svg.text(f"{count:,}", x + aside, y + aside + 5, anchor="middle", kind="count"))
    yield svg.linked(svg.joined(pieces), alone.href if count == 1 else f"#{row.anchor}", _told(row, kinds))


def _halo(spot: Spot, x: float, y: float) -> Iterator[SafeString]:
    if spot.near:
        yield format_html('<circle class="halo" cx="{}" cy="{}" r="{}"/>', svg.figure(x), svg.figure(y), svg.figure(POINT + 5))


def _round(ident: str, row: Together, kinds: Sequence[Kind], x: float, y: float, outer: float, *, inner: float) -> Iterator[SafeString]:
    """Cut into the states by their numbers; hollow, where only the region is known."""
    counted = Counter(spot.kind for spot in row.spots)
    there = [number for number in range(len(kinds)) if counted[number]]
    for number, (begin, end) in zip(there, turns([counted[number] for number in there]), strict=True):
        yield svg.path(ident, kinds[number].fill, _piece(x, y, inner, outer, begin, end))


def _piece(x: float, y: float, inner: float, outer: float, begin: float, end: float) -> str:
    """A piece of a round between two turns."""
    if end - begin == 1:
        return _whole(x, y, outer, 1) + (_whole(x, y, inner, 0) if inner else "")
    large = int(end - begin > 0.5)
    out = f"M{_on(x, y, outer, begin)}A{svg.figure(outer)} {svg.figure(outer)} 0 {large} 1 {_on(x, y, outer, end)}"
    if not inner:
        return f"{out}L{svg.figure(x)} {svg.figure(y)}Z"
    return f"{out}L{_on(x, y, inner, end)}A{svg.figure(inner)} {svg.figure(inner)} 0 {large} 0 {_on(x, y, inner, begin)}Z"


def _whole(x: float, y: float, radius: float, sweep: int) -> str:
    """All around, in two halves, for an arc cannot end where it begins; one turned the other way is a hole."""
    half = f"A{svg.figure(radius)} {svg.figure(radius)} 0 1 {sweep}"
    top, bottom = _on(x, y, radius, 0), _on(x, y, radius, 0.5)
    return f"M{top}{half} {bottom}{half} {top}Z"


def _on(x: float, y: float, radius: float, turn: float) -> str:
    angle = 2 * math.pi * turn
    return f"{svg.figure(x + radius * math.sin(angle))} {svg.figure(y - radius * math.cos(angle))}"


_SHAPES: Final = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    "triangle": ((0, -1.3), (1.25, 0.95), (-1.25, 0.95)),
    "hexagon": ((-0.6, -1.05), (0.6, -1.05), (1.2, 0), (0.6, 1.05), (-0.6, 1.05), (-1.2, 0)),
}


def _shape(ident: str, kind: Kind, x: float, y: float) -> SafeString:
    corners = (f"{svg.figure(x + POINT * dx)} {svg.figure(y + POINT * dy)}" for dx, dy in _SHAPES[kind.shape])
    return svg.path(ident, kind.fill, f"M{'L'.join(corners)}Z")


# --- what stands around them ----------------------------------------------------------------------------------------
def _graticule(within: Frame) -> Iterator[SafeString]:
    """Lines of degrees, each with its number: the only thing that says where on the globe this is."""
    right, floor = LEFT + within.width, TOP + within.height
    for degrees in steps(within.south, within.north, 6):
        y = TOP + within.at(degrees, within.west)[1]
        yield svg.line("grid", LEFT, y, right, y)
        yield svg.text(_latitude(degrees), LEFT - 8, y + 5, anchor="end", kind="quiet")
    for degrees in steps(within.west, within.east, 7):
        x = LEFT + (degrees - within.west) * within.scale * within.shrink
        yield svg.line("grid", x, TOP, x, floor)
        if LEFT + 20 < x < right - 24:
            yield svg.text(_longitude(degrees), x, floor + 18, anchor="middle", kind="quiet")
    yield format_html(
        '<rect class="edge" x="{}" y="{}" width="{}" height="{}"/>', *map(svg.figure, (LEFT, TOP, within.width, within.height))
    )


def _latitude(degrees: float) -> str:
    return f"{abs(degrees):g}°" + (f" {gettext('N') if degrees > 0 else gettext('S')}" if degrees else "")


def _longitude(degrees: float) -> str:
    turned = round((degrees + 180) % 360 - 180, 6)
    return f"{abs(turned):g}°" + (f" {gettext('E') if turned > 0 else gettext('W')}" if abs(turned) not in (0, 180) else "")


def _scale_bar(within: Frame) -> Iterator[SafeString]:
    """How long some kilometres are in the middle of the picture."""
    kilometres = round_below(within.width / 4 / within.units_a_kilometre)
    length = kilometres * within.units_a_kilometre
    right, y = LEFT + within.width - 14, TOP + within.height - 14
    yield svg.text(f"{kilometres:,g} km", right - length / 2, y - 8, anchor="middle", kind="over")
    yield format_html('<path class="scale" d="M{0} {2}v6H{1}v-6"/>', svg.figure(right - length), svg.figure(right), svg.figure(y - 6))


def _legend(ident: str, kinds: Sequence[Kind], top: float) -> Iterator[SafeString]:
    """What the shapes mean, two in a line; then what rings and numbers mean."""
    half = (svg.WIDTH - LEFT) / 2
    for number, kind in enumerate(kinds):
        x, y = LEFT + half * (number % 2) + 12, top + ROW * (number // 2)
        yield _shape(ident, kind, x, y)
        yield svg.text(kind.words, x + 20, y + 5)
    y = top + ROW * math.ceil(len(kinds) / 2)
    x = LEFT + 12
    yield format_html('<circle class="halo" cx="{}" cy="{}" r="10"/>', svg.figure(x), svg.figure(y))
    yield svg.text(gettext("within 25 kilometres"), x + 20, y + 5)
    yield format_html('<circle class="hollow" cx="{}" cy="{}" r="9"/>', svg.figure(x + half), svg.figure(y))
    yield svg.text(gettext("known to the district or region only"), x + half + 20, y + 5)
    y += ROW
    yield format_html('<circle class="dot" cx="{}" cy="{}" r="9"/>', svg.figure(x), svg.figure(y))
    yield svg.text("2", x, y + 5, anchor="middle", kind="count")
    yield svg.text(gettext("so many fall together, each part by its number; larger for more"), x + 20, y + 5)
