"""The levels that answer concerns, in order, with their clocks: policy as data, read here as a ladder."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from licet.kernel.errors import Invalid
from licet.kernel.instants import WorkingCalendar
from licet.policy.domain import ConcernLevel, ConcernRules


class Climb(StrEnum):
    """Why a concern left a level for the next."""

    OVERDUE = "no answer in time"
    CONTESTED = "the answer was contested"
    OF_RIGHT = "the raiser took it further"
    NOBODY = "nobody at that level may handle it"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level as one concern passed it. ``extended`` counts the working days given so far."""

    level: str
    since: date
    acknowledge_by: date
    answer_by: date
    acknowledged_on: date | None = None
    answered_on: date | None = None
    extended: int = 0
    left_on: date | None = None
    left_why: Climb | None = None

    def leave(self, day: date, why: Climb) -> "Rung":
        return replace(self, left_on=day, left_why=why)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rules in force and the calendar by which they count. ``able`` says at which levels somebody may handle a concern."""

    rules: ConcernRules
    calendar: WorkingCalendar

    def level(self, level: str) -> ConcernLevel:
        for each in self.rules.levels:
            if each.id == level:
                return each
        raise Invalid(f"There is no level “{level[:40]}” for concerns.", place="level")

    def first(self, able: Collection[str]) -> ConcernLevel:
        """The lowest level with somebody to handle it; the last where there is none at all."""
        return next((each for each in self.rules.levels if each.id in able), self.rules.levels[-1])

    def after(self, level: str, able: Collection[str]) -> ConcernLevel | None:
        """The next level up with somebody to handle it; the last, able or not, rather than none. None above the last."""
        above = self.rules.levels[self.place(level) + 1 :]
        return next((each for each in above if each.id in able), above[-1] if above else None)

    def place(self, level: str) -> int:
        """0 for the first level."""
        return self.rules.levels.index(self.level(level))

    def is_last(self, level: str) -> bool:
        return self.level(level) is self.rules.levels[-1]

    def rung(self, level: ConcernLevel, day: date) -> Rung:
        """A level entered on a day, which is day 0."""
        return Rung(
            level.id,
            day,
            acknowledge_by=self.calendar.add(day, level.acknowledge_days),
            answer_by=self.calendar.add(day, level.answer_days),
        )

    def extend(self, rung: Rung, days: int) -> Rung:
        """Some working days more. All extensions at one level together stay within the rules."""
        left = self.rules.extension_days - rung.extended
        if not 1 <= days <= left:
            more = f"{left} more" if rung.extended else f"{left}"
            raise Invalid(f"At this level the answer can be put off by 1 to {more} working days, not by {days}.", place="days")
        return replace(rung, answer_by=self.calendar.add(rung.answer_by, days), extended=rung.extended + days)
