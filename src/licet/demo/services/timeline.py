"""Many stories on one clock: each says when it goes on, and all go on in the order of time.

So references, revisions and the log come out in the order of days, as they would have in an authority that was there.
"""

import heapq
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from licet.kernel.instants import ONE_DAY, Instant, WorkingCalendar

type Story = Iterator[Instant]
"""Yields the moment at which it goes on, does what it does then, and yields the next."""

EVENING = time(17, 30)


class Pace(Protocol):
    """The moments of one story. ``stopped`` are days on which the exporter was waited for."""

    stopped: int

    def __call__(self, day: float) -> Instant:
        """A moment of the story's day ``day``, later than all before."""
        ...

    def on(self, before: int) -> Instant:
        """A moment of the day that lies ``before`` working days before the last."""
        ...


class Timeline:
    """Working days up to the last one before ``today``, and the stories that are told over them. ``now`` only goes on."""

    def __init__(self, calendar: WorkingCalendar, today: date, length: int) -> None:
        self.days, self.today = working_days_before(calendar, today, length), today
        self.now: Instant = self.at(length - 1, time(8, 0))
        self._waiting: list[tuple[Instant, int, Story]] = []
        self._begun = 0

    def at(self, before: int, hour: time) -> Instant:
        """``hour`` of the day that lies ``before`` working days before the last."""
        return datetime.combine(self.days[len(self.days) - 1 - max(before, 0)], hour, UTC)

    def ago(self, days: int, hour: time) -> Instant:
        """``hour`` of the first working day that lies at most ``days`` calendar days back."""
        wanted = self.today - timedelta(days=days)
        place = min(bisect_left(self.days, wanted), len(self.days) - 1)
        return datetime.combine(self.days[place], hour, UTC)

    def begin(self, story: Story) -> None:
        self._begun += 1
        self._go_on(self._begun, story)

    def _go_on(self, number: int, story: Story) -> None:
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(self._waiting, (max(moment, self.now), number, story))

    def run(self, evening: Callable[[Instant], None]) -> None:
        """Tell all stories to their ends; ``evening`` is called at the end of each day on which something happened."""
        while self._waiting:
            moment, number, story = heapq.heappop(self._waiting)
            if moment.date() > self.now.date():
                evening(datetime.combine(self.now.date(), EVENING, UTC))
            self.now = moment
            self._go_on(number, story)
        evening(datetime.combine(self.now.date(), EVENING, UTC))


def working_days_before(calendar: WorkingCalendar, today: date, length: int) -> Sequence[date]:
    """The last ``length`` working days before ``today``, in order."""
    days: list[date] = []
    day = today
    while len(days) < length:
        day -= ONE_DAY
        if calendar.is_working(day):
            days.append(day)
    return days[::-1]


class Moments:
    """The moments of one story: ``m(3)`` is on its fourth day, and each is later than the one before."""

    def __init__(self, timeline: Timeline, key: str, start: int, pace: float = 1.0) -> None:
        self._timeline, self._start, self._pace = timeline, start, pace
        self._minute = zlib.crc32(key.encode()) % 75
        self._steps = 0
        self._last: Instant | None = None
        self.stopped = 0

    def __call__(self, day: float) -> Instant:
        """Every step comes a little later in the day; days on which the exporter was waited for are added."""
        self._steps += 1
        before = self._start - round(day * self._pace) - self.stopped
        return self._later(self._timeline.at(before, time(8, 30)) + timedelta(minutes=self._minute + 17 * self._steps))

    def on(self, before: int) -> Instant:
        """A moment of the day that lies ``before`` working days before the last, whatever the story's pace."""
        self._steps += 1
        return self._later(self._timeline.at(before, time(10, 30)) + timedelta(minutes=self._minute + self._steps))

    def _later(self, moment: Instant) -> Instant:
        """Nothing in a story happens before what came before it."""
        self._last = moment if self._last is None else max(moment, self._last + timedelta(minutes=6))
        return self._last
