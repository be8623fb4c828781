"""Where an incident was, and how exactly that is known: from its place's invented coordinates. Pure, and the same every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from licet.demo.domain.composing import pick
from licet.demo.domain.happenings import Happening

EXACT, NEAR, DISTRICT = "exact", "within 25 kilometres", "district"
_SPREAD: Final = {EXACT: 90, NEAR: 700, DISTRICT: 0}
"""How far from the middle of its place, in ten-thousandths of a degree: under a kilometre, or some kilometres."""
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``precision`` in the words of the evidence. No latitude and longitude: sources name the place, and no more was found."""

    precision: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def whereabouts(item: Happening, places: Mapping[str, Any]) -> Whereabouts:
    """``places`` are those of ``places.toml``: one incident in twelve has no coordinates, one is known to the district only."""
    middle = places[item.theatre.conflict][item.place]
    drawn = pick(f"{item.key} whereabouts", 12)
    if drawn == 0:
        return Whereabouts(DISTRICT)
    precision = DISTRICT if drawn == 1 else EXACT if pick(item.key, 2) else NEAR
    return Whereabouts(precision, *_at(middle, item.key, _SPREAD[precision]))


def _at(middle: Sequence[float], key: str, spread: int) -> tuple[Decimal, Decimal]:
    moved = (pick(f"{key} {axis}", 2 * spread + 1) - spread for axis in ("latitude", "longitude"))
    latitude, longitude = (Decimal(str(degrees)) + by * _PLACES for degrees, by in zip(middle, moved, strict=True))
    return latitude.quantize(_PLACES), longitude.quantize(_PLACES)
