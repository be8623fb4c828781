"""What a person found of a hit, and how long that holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Conflict, Invalid, MissingReasons
from licet.kernel.visible_text import read_visible_text


class Outcome(StrEnum):
    """``CANNOT_TELL`` keeps the hit open: not knowing is never clearance."""

    SAME = "same"
    NOT_SAME = "not the same"
    CANNOT_TELL = "cannot tell"


class HitState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    CLEARED = "cleared"


STATE_OF: Final[Mapping[Outcome | None, HitState]] = {
    None: HitState.OPEN,
    Outcome.CANNOT_TELL: HitState.OPEN,
    Outcome.SAME: HitState.CONFIRMED,
    Outcome.NOT_SAME: HitState.CLEARED,
}
CARRIED: Final = frozenset({Outcome.SAME, Outcome.NOT_SAME})
BARRING: Final = frozenset({HitState.OPEN, HitState.CONFIRMED})
LONGEST_REASONS: Final = 10_000


def state(own: Outcome | None, carried: Outcome | None) -> HitState:
    """A hit's own latest adjudication stands; else that of the same pair in an earlier run; else it is open."""
    return STATE_OF[own if own is not None else carried]


def check_adjudication(*, reasons: str, started_from: int, latest: int) -> str:
    """The reasons, stripped. Raises MissingReasons, Invalid, or Conflict if somebody adjudicated meanwhile."""
    words = read_visible_text(reasons, what="the reasons", place="reasons", many_lines=True)
    if not words:
        raise MissingReasons("Say why: a hit is adjudicated with reasons.", place="reasons")
    if len(words) > LONGEST_REASONS:
        raise Invalid(f"The reasons are longer than {LONGEST_REASONS} characters.", place="reasons")
    if started_from != latest:
        raise Conflict("Somebody else has adjudicated this hit meanwhile. Read what they wrote, then decide.", place="version")
    return words


@dataclass(frozen=True, slots=True)
class Earlier:
    """An adjudicated hit of an earlier run, with its latest outcome."""

    hit: str
    party_fingerprint: str
    entry_fingerprint: str
    outcome: Outcome


def carried_from(earlier: Sequence[Earlier]) -> dict[tuple[str, str], str]:
    """Which earlier hit speaks for a pair of fingerprints: the last adjudicated one (``earlier`` is oldest first)."""
    latest = {(each.party_fingerprint, each.entry_fingerprint): each for each in earlier}
    return {pair: each.hit for pair, each in latest.items() if each.outcome in CARRIED}
