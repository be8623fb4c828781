"""What stretch of time a source covers. A year that it holds in part is incomplete, and of any other year it says nothing."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Held(StrEnum):
    """How much of a year or quarter a source covers."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and the last day that a source covers. ``by_month`` where it gives months only."""

    first: date
    last: date
    by_month: bool = False

    def of(self, period: str) -> Held:
        """How much of a year such as “2031”, or a quarter such as “2031 Q2”, is covered.

        >>> [Coverage(date(2031, 2, 1), date(2032, 6, 30)).of(period) for period in ("2031", "2031 Q2", "2032 Q3")]
        [<Held.PART: 'part'>, <Held.WHOLE: 'whole'>, <Held.NONE: 'none'>]
        """
        first, last = days_of(period)
        if last < self.first or first > self.last:
            return Held.NONE
        return Held.WHOLE if self.first <= first and last <= self.last else Held.PART

    def incomplete(self, periods: Iterable[str]) -> tuple[str, ...]:
        """Those of these years and quarters that are covered in part."""
        return tuple(period for period in periods if self.of(period) is Held.PART)

    @property
    def incomplete_years(self) -> tuple[str, ...]:
        return self.incomplete(str(year) for year in sorted({self.first.year, self.last.year}))

    def sentence(self) -> str:
        """
        >>> Coverage(date(2008, 1, 1), date(2012, 9, 30), by_month=True).sentence()
        'This source covers January 2008 to September 2012; the year 2012 is incomplete.'
        """
        form = "%B %Y" if self.by_month else "%-d %B %Y"
        years = self.incomplete_years
        plural = "year {} is" if len(years) == 1 else "years {} are"
        incomplete = f"; the {plural.format(' and '.join(years))} incomplete" if years else ""
        return f"This source covers {self.first.strftime(form)} to {self.last.strftime(form)}{incomplete}."


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a year or a quarter.

    >>> days_of("2031 Q4")
    (datetime.date(2031, 10, 1), datetime.date(2031, 12, 31))
    """
    year, _, quarter = period.partition(" Q")
    months = (int(quarter) * 3 - 2, int(quarter) * 3) if quarter else (1, 12)
    return date(int(year), months[0], 1), month_end(date(int(year), months[1], 1))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_start(quarter: str) -> date:
    return days_of(quarter)[0]
