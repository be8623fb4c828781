"""How far evidence carries: sources and statements judged apart, and the grade of an incident by a stated rule.

Source A to F and information 1 to 6 are those of the Admiralty system (NATO STANAG 2511, AJP-2.1), judged independently.
The grades are those by which Airwars sorts reports of civilian harm, in our words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SourceKind(StrEnum):
    UN = "United Nations"
    NGO = "non-governmental organisation"
    NEWS = "news"
    OFFICIAL = "official"
    SOCIAL = "social media"
    NOT_SAID = "not said"


class Reliability(StrEnum):
    """Of the source, whatever it says this time."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        return _RELIABILITY[self]


class Credibility(StrEnum):
    """Of what is said, whoever says it."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"

    @property
    def words(self) -> str:
        return _CREDIBILITY[self]


_RELIABILITY: Final = dict(
    zip(
        Reliability,
        ("completely reliable", "usually reliable", "fairly reliable", "not usually reliable", "unreliable", "cannot be judged"),
        strict=True,
    )
)
_CREDIBILITY: Final = dict(
    zip(Credibility, ("confirmed by others", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"), strict=True)
)
_RELIABLE: Final = frozenset({Reliability.A, Reliability.B, Reliability.C})
_CREDIBLE: Final = frozenset({Credibility.ONE, Credibility.TWO, Credibility.THREE})


class Position(StrEnum):
    """What a party to the conflict itself says of its responsibility."""

    ACCEPTED = "accepts"
    DENIED = "denies"
    SILENT = "has not said"


class Action(StrEnum):
    """Whether that party was acting there and then."""

    DECLARED = "declared"
    LIKELY = "likely"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A party to the conflict that sources name as responsible: an armed force or group, never a private person."""

    party: str
    position: Position = Position.SILENT
    action: Action = Action.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Judged:
    """One quoted statement, with its source as judged on the day of grading."""

    source: str
    reliability: Reliability
    credibility: Credibility

    @property
    def credible(self) -> bool:
        return self.reliability in _RELIABLE and self.credibility in _CREDIBLE


class Grade(StrEnum):
    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Graded:
    """``why`` is the rule that gave the grade, as one clause."""

    grade: Grade
    why: str


def grade(*, judged: Iterable[Judged], attributions: Sequence[Attribution], discounted_because: str = "") -> Graded:
    """The grade of an incident: the first rule that applies. Sources are counted, never their numbers added.

    Two statements of one source are one; whether two sources copied each other is for the analyst to see.
    """
    if discounted_because:
        return Graded(Grade.DISCOUNTED, f"set down as not harm to civilians by the party in question: {discounted_because}")
    accepted = sorted(item.party for item in attributions if item.position is Position.ACCEPTED)
    if accepted:
        return Graded(Grade.CONFIRMED, f"responsibility is accepted by {', '.join(accepted)}")
    parties = sorted({item.party for item in attributions})
    if len(parties) > 1:
        return Graded(Grade.CONTESTED, f"sources name {' and '.join(parties)}, and none accepts responsibility")
    credible = sorted({item.source for item in judged if item.credible})
    if len(credible) > 1 and any(item.action is not Action.NOT_KNOWN for item in attributions):
        return Graded(Grade.FAIR, f"{len(credible)} credible sources, and action there by {parties[0]} is declared or likely")
    if len(credible) > 1:
        return Graded(Grade.WEAK, f"{len(credible)} credible sources, but no party is known to have been acting there")
    return Graded(Grade.WEAK, "a single credible source" if credible else "no source that is both reliable and credible")
