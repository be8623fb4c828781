"""The clock of a case, whatever is asked and answered when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from licet.kernel.instants import Stop, WorkingCalendar, elapsed

CALENDAR = WorkingCalendar("UTC", holidays=frozenset({datetime(2031, 5, 9, tzinfo=UTC).date()}))
START = datetime(2031, 5, 5, 9, tzinfo=UTC)


class Clock(RuleBasedStateMachine):
    """Time passes, questions are asked and answered; what is held against the clock is counted day by day."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.stops: list[Stop] = []
        self.counted = self.stopped = 0

    @property
    def waiting(self) -> bool:
        return bool(self.stops) and self.stops[-1].until is None

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        for _ in range(hours):
            self.now += timedelta(hours=1)
            self._cut_off()

    def _cut_off(self) -> None:
        """At the cut-off hour of each working day after receipt somebody looks whether a question is open."""
        day = self.now.date()
        if self.now.hour == CALENDAR.cutoff_hour and CALENDAR.is_working(day) and day > CALENDAR.receipt_day(START):
            self.stopped += self.waiting
            self.counted += not self.waiting

    @precondition(lambda self: not self.waiting)
    @rule()
    def ask(self) -> None:
        self.stops.append(Stop(self.now + timedelta(minutes=1)))

    @precondition(lambda self: self.waiting)
    @rule()
    def answer(self) -> None:
        self.stops[-1] = Stop(self.stops[-1].since, self.now + timedelta(minutes=2))

    @invariant()
    def clock_agrees_with_the_days_looked_at(self) -> None:
        found = elapsed(CALENDAR, received=START, now=self.now, stops=self.stops)
        seen_today = self.now.hour >= CALENDAR.cutoff_hour or not CALENDAR.is_working(self.now.date())
        if seen_today or self.now.date() == START.date():
            assert (found.counted, found.stopped) == (self.counted, self.stopped)
        assert found.counted + found.stopped == len(list(CALENDAR.working_days(CALENDAR.receipt_day(START), self.now.date())))

    @invariant()
    def target_moves_by_the_days_stopped(self) -> None:
        """The target keeps its working days: between receipt and it lie 20 that count and those that did not."""
        found = elapsed(CALENDAR, received=START, now=self.now, stops=self.stops)
        target = CALENDAR.add(CALENDAR.receipt_day(START), 20 + found.stopped)
        assert len(list(CALENDAR.working_days(CALENDAR.receipt_day(START), target))) == 20 + found.stopped


TestClock = Clock.TestCase
