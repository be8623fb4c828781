"""Days as people type them and programs send them: pages, the API and commands all read them here, so one rule holds for all.

A source often names only a month or a year. A :class:`KnownDay` says so, and no day is invented for it.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.typed import read_typed

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date:
    """The day that was written as year, month and day. Raises :class:`Invalid` for any other way of writing it.

    >>> read_day("2031-05-02")
    datetime.date(2031, 5, 2)
    """
    typed = read_typed(text)
    try:
        day = date.fromisoformat(typed) if _WRITTEN.fullmatch(typed) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid(f"“{text[:20]}” is not a day: write year, month and day, such as 2031-05-02.")
    return check_year(day)


def check_year(day: date) -> date:
    """The same day. Raises :class:`Invalid` if nobody can mean its year: a date of 1/5/24 becomes the year 24."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid(f"The year cannot be {day.year}: write it in full, from {FIRST_DAY.year} to {LAST_DAY.year}.")
    return day


class DayPrecision(StrEnum):
    """How much of a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_LENGTH: Final = {DayPrecision.DAY: 10, DayPrecision.MONTH: 7, DayPrecision.YEAR: 4}


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day, or the month or year in which it lies. ``first`` is the first day that it may have been."""

    first: date
    precision: DayPrecision = DayPrecision.DAY

    def __post_init__(self) -> None:
        if self.first != self._first_day():
            raise ValueError(f"a {self.precision} begins on {self._first_day()}, not on {self.first}")

    def _first_day(self) -> date:
        month = 1 if self.precision is DayPrecision.YEAR else self.first.month
        return date(self.first.year, month, self.first.day if self.precision is DayPrecision.DAY else 1)

    @property
    def last(self) -> date:
        """The last day that it may have been."""
        year, month = self.first.year, self.first.month
        match self.precision:
            case DayPrecision.DAY:
                return self.first
            case DayPrecision.MONTH:
                return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            case DayPrecision.YEAR:
                return date(year, 12, 31)

    def __str__(self) -> str:
        """As much as is known: 2031-05-02, 2031-05 or 2031."""
        return self.first.isoformat()[: _LENGTH[self.precision]]

    @classmethod
    def parse(cls, written: str) -> "KnownDay":
        """The reverse of ``str``.

        >>> KnownDay.parse("2031-05").last
        datetime.date(2031, 5, 31)
        """
        precision = next((name for name, length in _LENGTH.items() if length == len(written)), None)
        if precision is None:
            raise Invalid(f"“{written[:20]}” is neither a day, a month nor a year: write 2031-05-02, 2031-05 or 2031.")
        return cls(read_day(written + "2031-01-01"[len(written) :]), precision)
