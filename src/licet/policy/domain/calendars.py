"""Holidays by rule and by declaration, made into the kernel's working calendar."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from licet.kernel.instants import WorkingCalendar
from licet.policy.domain.pack import Checked, PackInfo


@dataclass(frozen=True, slots=True)
class Declared:
    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same day of the same month each year."""

    name: str
    month: int
    day: int

    def on(self, year: int) -> date:
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth weekday (Monday is 0) of a month; -1 is the last."""

    name: str
    month: int
    weekday: int
    n: int

    def on(self, year: int) -> date:
        if self.n > 0:
            first = date(year, self.month, 1)
            return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.n - 1))
        last = date(year, self.month, monthrange(year, self.month)[1])
        return last - timedelta(days=(last.weekday() - self.weekday) % 7)


@dataclass(frozen=True, slots=True)
class Holiday:
    on: date
    name: str


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Holidays of the years it covers, in order of day."""

    info: PackInfo
    first_year: int
    last_year: int
    weekend: frozenset[int]
    holidays: tuple[Holiday, ...]
    source: str
    checked: Checked

    def working(self, *, zone: str, cutoff_hour: int) -> WorkingCalendar:
        days = frozenset(holiday.on for holiday in self.holidays)
        return WorkingCalendar(zone, self.weekend, days, cutoff_hour, range(self.first_year, self.last_year + 1), self.info.title)


def holidays(
    *, years: range, weekend: frozenset[int], declared: Iterable[Declared], ruled: Iterable[Fixed | Nth], substitute: bool
) -> tuple[Holiday, ...]:
    """All holidays of ``years``. With ``substitute``, one on a day off moves to the next working day that is no holiday."""
    found = {day: item.name for item in declared for day in item.days}
    by_rule = sorted((rule.on(year), rule.name) for rule in ruled for year in years)
    taken = {day for day, _ in by_rule} | set(found)
    for day, name in by_rule:
        found.setdefault(day, name)
        if substitute and day.weekday() in weekend:
            free = _next_free(day, weekend, taken)
            taken.add(free)
            found[free] = f"{name} (in lieu)"
    return tuple(Holiday(day, found[day]) for day in sorted(found))


def _next_free(day: date, weekend: frozenset[int], taken: set[date]) -> date:
    while day.weekday() in weekend or day in taken:
        day += timedelta(days=1)
    return day
