"""Where things lie on a picture of places: projection, round steps, marks that fall together. Pure; no map data is in it.

The projection is equirectangular: a degree of longitude is drawn as long as it is in the middle of the picture, so that
shapes and distances are true there and nearly true over the few degrees that a conflict spans.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

KILOMETRES_A_DEGREE: Final = 111.2
_SMALLEST_SPAN: Final = 0.25
"""Degrees of latitude that are shown at least, so that one place does not fill the picture."""
_ROOM: Final = 0.14
"""What is left free around the outermost places, as a part of the whole."""
_STEPS: Final = (1, 2, 5)
_FEWEST_COSINE: Final = 0.05
_CELL: Final = 12.0
"""Units within which places are taken together before anything is compared: keeps the work small however many there are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the globe is drawn, and how large. ``west`` may be below −180 or ``east`` above 180 across the date line."""

    north: float
    west: float
    scale: float
    width: float
    height: float
    shrink: float
    """Units of a degree of latitude are ``scale``; of a degree of longitude ``scale * shrink``."""

    @property
    def south(self) -> float:
        return self.north - self.height / self.scale

    @property
    def east(self) -> float:
        return self.west + self.width / (self.scale * self.shrink)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Units from the upper left corner."""
        across = (longitude - self.west) % 360
        return across * self.scale * self.shrink, (self.north - latitude) * self.scale

    @property
    def units_a_kilometre(self) -> float:
        return self.scale / KILOMETRES_A_DEGREE


def frame(places: Sequence[tuple[float, float]], *, width: float, lowest: float, highest: float) -> Frame:
    """The frame that holds all ``places`` (latitude, longitude) with room around; as high as they need, within bounds."""
    if not places:
        raise ValueError("there is no frame around nothing")
    latitudes = [latitude for latitude, _ in places]
    west, across = _span([longitude for _, longitude in places])
    north, south = max(latitudes), min(latitudes)
    shrink = max(math.cos(math.radians((north + south) / 2)), _FEWEST_COSINE)
    roomy = 1 + 2 * _ROOM
    tall = max(north - south, _SMALLEST_SPAN) * roomy
    wide = max(across, _SMALLEST_SPAN / shrink) * roomy
    scale = min(width / (wide * shrink), highest / tall)
    height = min(max(tall * scale, lowest), highest)
    return Frame(
        north=(north + south) / 2 + height / scale / 2,
        west=west + across / 2 - width / (scale * shrink) / 2,
        scale=scale,
        width=width,
        height=height,
        shrink=shrink,
    )


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    """Where the shortest stretch that holds them all begins, and how many degrees it has: also across the date line."""
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in zip(around, [*around[1:], around[0] + 360], strict=True)]
    widest, begin = max(gaps)
    return (begin + 180) % 360 - 180, 360 - widest


def steps(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round numbers between two bounds, at most so many: 1, 2 or 5 times a power of ten apart."""
    step = round_above((high - low) / most)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def round_above(number: float) -> float:
    """The next 1, 2 or 5 times a power of ten that is no smaller."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(times * power for times in (*_STEPS, 10) if times * power >= number * (1 - 1e-9))


def round_below(number: float) -> float:
    """The 1, 2 or 5 times a power of ten that is no larger."""
    power = 10.0 ** math.floor(math.log10(number))
    return max(times * power for times in _STEPS if times * power <= number * (1 + 1e-9))


@dataclass(frozen=True, slots=True)
class Mark[K: Hashable]:
    """Things that fall together on the picture, in the order in which they were given; ``radius`` grows with their number."""

    x: float
    y: float
    radius: float
    things: tuple[K, ...]


def gathered[K: Hashable](placed: Iterable[tuple[float, float, K]], *, smallest: float, largest: float) -> tuple[Mark[K], ...]:
    """Marks of which no two overlap: what would is drawn as one, in the middle of its things. From the top down."""
    cells: dict[tuple[int, int], list[tuple[float, float, int, K]]] = defaultdict(list)
    for number, (x, y, thing) in enumerate(placed):
        cells[int(x // _CELL), int(y // _CELL)].append((x, y, number, thing))
    groups = list(cells.values())
    while (joined := _joined(groups, smallest, largest)) is not None:
        groups = joined
    marks = (_mark(sorted(group, key=lambda item: item[2]), smallest, largest) for group in groups)
    return tuple(sorted(marks, key=lambda mark: (mark.y, mark.x)))


type _Group[K] = list[tuple[float, float, int, K]]


def _joined[K: Hashable](groups: Sequence[_Group[K]], smallest: float, largest: float) -> list[_Group[K]] | None:
    """Groups with those joined that overlap, each with one other at a time; None: no two do."""
    marks = sorted(((_mark(group, smallest, largest), group) for group in groups), key=lambda pair: (pair[0].x, pair[0].y))
    taken: set[int] = set()
    found: list[_Group[K]] = []
    for at, (mark, group) in enumerate(marks):
        if at in taken:
            continue
        other = next((then for then in _near(marks, at, largest) if then not in taken and _overlap(mark, marks[then][0])), None)
        taken |= {at} if other is None else {at, other}
        found.append(group if other is None else group + marks[other][1])
    return found if len(found) < len(groups) else None


def _near[K: Hashable](marks: Sequence[tuple[Mark[K], object]], at: int, largest: float) -> Iterator[int]:
    """Marks further to the right that may reach this one."""
    for then in range(at + 1, len(marks)):
        if marks[then][0].x - marks[at][0].x > 2 * largest:
            return
        yield then


def _overlap[K: Hashable](one: Mark[K], other: Mark[K]) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius


def _mark[K: Hashable](group: Sequence[tuple[float, float, int, K]], smallest: float, largest: float) -> Mark[K]:
    count = len(group)
    x, y = sum(item[0] for item in group) / count, sum(item[1] for item in group) / count
    return Mark(x, y, radius(count, smallest, largest), tuple(item[3] for item in group))


def radius(count: int, smallest: float, largest: float) -> float:
    """Larger for more, by area rather than by width; a second thing makes room for the number."""
    return min(smallest if count == 1 else smallest + 2 + 3 * math.sqrt(count), largest)


def turns(counts: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Where each part of a round begins and ends, in turns from the top, clockwise."""
    whole = sum(counts)
    ends = [sum(counts[: number + 1]) / whole for number in range(len(counts))]
    return tuple(zip([0.0, *ends[:-1]], ends, strict=True))
