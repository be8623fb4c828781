"""What a draft conclusion would do to lines, beside what stands now: counted before anybody concludes.

Only conclusions are looked at, not departures: a departure covers the version it was made with, and a draft is a later one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from licet.assessments.domain import ConclusionFacts, ConclusionFinding
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope


class Concluding(Protocol):
    """A conclusion, drafted or in force."""

    @property
    def finding(self) -> ConclusionFinding: ...

    @property
    def scope(self) -> Scope: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftConclusion:
    """What somebody thinks of concluding."""

    finding: ConclusionFinding
    scope: Scope


class Under(StrEnum):
    """The worst that conclusions say of a line, best first. *No conclusion* is not the best: it says nothing."""

    NOTHING = "no conclusion"
    NO_CLEAR_RISK = "no clear risk"
    NOT_DETERMINED = "not determined"
    UNKNOWN = "may be under a clear risk"
    CLEAR_RISK = "clear risk"


_BEST_FIRST = tuple(Under)


def under(facts: LineFacts, conclusions: Iterable[Concluding]) -> Under:
    """As at the gate: all that take the line apply and the worst stands; the unknown is never taken for outside.

    What is not controlled needs no licence, and no conclusion is asked of it.
    """
    if facts.controlled is False:
        return Under.NOTHING
    return worst_of(_under(item.finding, item.scope.takes(facts)) for item in conclusions)


def _under(finding: ConclusionFinding, answer: Match) -> Under:
    if answer is Match.NO:
        return Under.NOTHING
    if finding is ConclusionFinding.CLEAR_RISK:
        return Under.CLEAR_RISK if answer is Match.YES else Under.UNKNOWN
    if finding is ConclusionFinding.NOT_DETERMINED:
        return Under.NOT_DETERMINED
    return Under.NO_CLEAR_RISK if answer is Match.YES else Under.NOTHING


def worst_of(found: Iterable[Under]) -> Under:
    return max(found, key=_BEST_FIRST.index, default=Under.NOTHING)


@dataclass(frozen=True, slots=True)
class Moved:
    """Lines that go from one standing to another, or stay. ``value_minor`` is of those that have a value; the rest is counted."""

    before: Under
    after: Under
    lines: int
    value_minor: int
    without_value: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Every line once, by what stands now and what would stand; and wholes (licences or cases) by the worst of their lines."""

    moved: tuple[Moved, ...]
    wholes: tuple[tuple[Under, Under, int], ...]

    def lines(self, test: Callable[[Under, Under], bool]) -> int:
        return sum(item.lines for item in self.moved if test(item.before, item.after))

    def value_minor(self, test: Callable[[Under, Under], bool]) -> int:
        return sum(item.value_minor for item in self.moved if test(item.before, item.after))

    def whole(self, test: Callable[[Under, Under], bool]) -> int:
        return sum(count for before, after, count in self.wholes if test(before, after))


def newly_barred(before: Under, after: Under) -> bool:
    """Under a clear risk by the draft, and not now."""
    return after is Under.CLEAR_RISK and before is not Under.CLEAR_RISK


def freed(before: Under, after: Under) -> bool:
    """Under a clear risk now, and not by the draft. That is no finding of no risk."""
    return before is Under.CLEAR_RISK and after is not Under.CLEAR_RISK


@dataclass(slots=True)
class Counting:
    """Counts lines as they stream by, those of one whole after another; keeps no line."""

    now: Sequence[Concluding]
    draft: Sequence[Concluding]
    _lines: Counter[tuple[Under, Under]] = field(default_factory=Counter)
    _value: Counter[tuple[Under, Under]] = field(default_factory=Counter)
    _bare: Counter[tuple[Under, Under]] = field(default_factory=Counter)
    _wholes: Counter[tuple[Under, Under]] = field(default_factory=Counter)
    _open: str = ""
    _worst: tuple[Under, Under] = (Under.NOTHING, Under.NOTHING)

    def standing(self, facts: LineFacts) -> tuple[Under, Under]:
        return under(facts, self.now), under(facts, self.draft)

    def count(self, whole: str, standing: tuple[Under, Under], value_minor: int | None) -> None:
        """One line of ``whole``; the lines of a whole come together."""
        if whole != self._open:
            self._close()
            self._open, self._worst = whole, standing
        else:
            self._worst = (worst_of((self._worst[0], standing[0])), worst_of((self._worst[1], standing[1])))
        self._lines[standing] += 1
        self._value[standing] += value_minor or 0
        self._bare[standing] += value_minor is None

    def _close(self) -> None:
        if self._open:
            self._wholes[self._worst] += 1

    def result(self) -> WhatIf:
        self._close()
        self._open = ""
        keys = [(before, after) for before in Under for after in Under]
        moved = (Moved(*key, self._lines[key], self._value[key], self._bare[key]) for key in keys if self._lines[key])
        return WhatIf(tuple(moved), tuple((*key, self._wholes[key]) for key in keys if self._wholes[key]))


def as_they_stand(conclusions: Iterable[ConclusionFacts]) -> Iterator[DraftConclusion]:
    """Those in force, each as the gate reads it: without a sufficient basis *no clear risk* is not determined."""
    return (DraftConclusion(finding=item.stands_as, scope=item.scope) for item in conclusions)


def without(conclusions: Iterable[ConclusionFacts], assessment: str) -> Iterator[ConclusionFacts]:
    """Those in force but for the assessment that the draft would take the place of."""
    return (item for item in conclusions if not assessment or item.assessment != assessment)
