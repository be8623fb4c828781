"""Days as people type them and programs send them: pages, the API and commands all read them here, so one rule holds for all."""

import re
from datetime import date
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
