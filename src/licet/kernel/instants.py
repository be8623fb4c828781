"""Moments, days and working-day clocks over a given calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from licet.kernel.errors import Invalid

type Instant = datetime
"""An aware moment in UTC."""

ONE_DAY = timedelta(days=1)


def instant(moment: datetime) -> Instant:
    """The same moment in UTC; refuses a moment that does not say its zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment must say its zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the clock stood still, such as an open enquiry. ``until`` is None while it lasts."""

    since: Instant
    until: Instant | None = None

    def covers(self, moment: Instant) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


class UnknownDay(Invalid):
    """A calendar was asked about a day of a year that it does not hold."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The authority's zone, weekend (Monday is 0), holidays, and the hour after which it is tomorrow.

    It holds the holidays of ``years``. Asked about a day of another year it raises :class:`UnknownDay`: that may be a holiday.
    """

    zone: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = field(default_factory=frozenset)
    cutoff_hour: int = 18
    years: range = range(MINYEAR, MAXYEAR + 1)
    title: str = "working calendar"

    def __post_init__(self) -> None:
        if self.weekend >= set(range(7)):
            raise ValueError("a calendar needs a working day in the week")

    def local_day(self, moment: Instant) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def cutoff(self, day: date) -> Instant:
        return instant(datetime.combine(day, time(self.cutoff_hour), ZoneInfo(self.zone)))

    def is_working(self, day: date) -> bool:
        if day.year not in self.years:
            raise UnknownDay(
                f"The calendar “{self.title}” holds the holidays of {self.years[0]} to {self.years[-1]}, so nobody knows whether {day} is "
                "a working day: the authority adds that year to its calendar.",
                place="calendar",
            )
        return day.weekday() not in self.weekend and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def receipt_day(self, moment: Instant) -> date:
        """Day 0. What comes after the cut-off hour, or on a day off, is received on the next working day."""
        day = self.local_day(moment)
        if not self.is_working(day) or moment >= self.cutoff(day):
            return self.next_working_day(day)
        return day

    def add(self, day: date, working_days: int) -> date:
        for _ in range(working_days):
            day = self.next_working_day(day)
        return day

    def working_days(self, after: date, until: date) -> Iterable[date]:
        """Working days later than ``after`` and not later than ``until``."""
        for number in range(1, (until - after).days + 1):
            if self.is_working(day := after + timedelta(days=number)):
                yield day


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How far a clock has run: ``counted`` working days, and ``stopped`` ones that do not count."""

    counted: int
    stopped: int


@dataclass(frozen=True, slots=True)
class UnknownElapsed:
    """Nobody can count: the calendar holds no holidays of one of the years. ``why`` says what the authority adds."""

    why: str


def elapsed_if_known(calendar: WorkingCalendar, *, received: Instant, now: Instant, stops: Iterable[Stop] = ()) -> Elapsed | UnknownElapsed:
    """As :func:`elapsed`, for pages: that a day is not known is shown, and the rest of the page with it."""
    try:
        return elapsed(calendar, received=received, now=now, stops=stops)
    except UnknownDay as unknown:
        return UnknownElapsed(unknown.message)


def elapsed(calendar: WorkingCalendar, *, received: Instant, now: Instant, stops: Iterable[Stop] = ()) -> Elapsed:
    """Working days since receipt. A day counts as stopped if a stop covers its cut-off hour."""
    stops = tuple(stops)
    days = list(calendar.working_days(calendar.receipt_day(received), calendar.local_day(now)))
    stopped = sum(any(stop.covers(calendar.cutoff(day)) for stop in stops) for day in days)
    return Elapsed(counted=len(days) - stopped, stopped=stopped)
