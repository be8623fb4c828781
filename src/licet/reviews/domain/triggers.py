"""Triggers: a new fact, connected to the licences that it touches, that somebody must take up in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licet.assessments.domain.conclusions import ConclusionFinding
from licet.kernel.instants import WorkingCalendar
from licet.kernel.permission import Permission
from licet.kernel.transitions import Transition, Transitions
from licet.policy.domain import TriggerLevel


class TriggerKind(StrEnum):
    CONCLUSION = "conclusion"
    HIT = "watchlist hit"
    PROCEEDING = "proceeding"
    INCIDENT = "incident"
    EXPIRED = "expired evidence"
    CONCERN = "answered concern"
    BY_HAND = "by hand"


class TriggerState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"


TRIGGER_TRANSITIONS = Transitions(
    "trigger",
    (
        Transition("take", frozenset({TriggerState.OPEN}), TriggerState.TAKEN, Permission.REVIEW_OPEN),
        Transition("dismiss", frozenset({TriggerState.OPEN}), TriggerState.DISMISSED, Permission.REVIEW_WORK),
        Transition("climb", frozenset({TriggerState.OPEN}), TriggerState.OPEN, Permission.TRIGGER_CLIMB),
    ),
)

FEWEST_LICENCES = 10
"""How many licences a fact touches is published for so many or more (docs/decisions/0250)."""

TOUCHES_NOTHING = "It touches no live licence and no open case, and no fact of one is unknown to it."
"""The words with which a trigger is dismissed at once; the fact stays on the record."""

WITHDRAWN = "withdrawn"
"""What became of a conclusion whose scope a later version of its assessment no longer has."""


_BEST_FIRST = tuple(
    item.value for item in (ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.NOT_DETERMINED, ConclusionFinding.CLEAR_RISK)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a trigger touched when it was raised: licences and cases that its scope takes, and those it cannot say of."""

    licences: int = 0
    licences_unknown: int = 0
    cases: int = 0
    cases_unknown: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.licences or self.licences_unknown or self.cases or self.cases_unknown)


@dataclass(frozen=True, slots=True)
class Concluded:
    """One conclusion of a version as published. ``scope`` is in text form, which two scopes share only if they are the same."""

    scope: str
    finding: str


def to_raise(before: Mapping[str, str], now: Iterable[Concluded]) -> tuple[Concluded, ...]:
    """Which conclusions of a new version are news, by what was last told of each scope of the same assessment.

    The same finding again is no news. *No clear risk* where nothing was told asks nothing of licences already granted; after
    another finding it does. A scope that the version no longer has is *withdrawn*; of two findings on one scope the worst tells.

    >>> [each.finding for each in to_raise({"a": "clear risk"}, [Concluded("a", "clear risk"), Concluded("b", "clear risk")])]
    ['clear risk']
    """
    worst: dict[str, Concluded] = {}
    for each in now:
        worst[each.scope] = max(worst.get(each.scope, each), each, key=lambda item: _BEST_FIRST.index(item.finding))
    given = tuple(worst.values())
    quiet = ConclusionFinding.NO_CLEAR_RISK.value
    news = [each for each in given if before.get(each.scope, quiet) != each.finding]
    kept = {each.scope for each in given}
    gone = [scope for scope, finding in before.items() if scope not in kept and finding != WITHDRAWN]
    return (*news, *(Concluded(scope, WITHDRAWN) for scope in gone))


def due_on(levels: Sequence[TriggerLevel], level: int, start: date, calendar: WorkingCalendar) -> date:
    """The last day on which a trigger may lie at a level, from the day on which it came there."""
    return calendar.add(start, levels[level].days)


def climbs(levels: Sequence[TriggerLevel], level: int, due: date, today: date) -> bool:
    """Whether a trigger goes to the next level: it is overdue and there is one. At the last it stays, and stays overdue."""
    return today > due and level + 1 < len(levels)
