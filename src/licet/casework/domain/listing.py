"""Where a case is in lists: first those that somebody must act on, by the day by which they must, then ended ones, newest first.

A place is one number, so that a list is read from its index in this order (decision 0295).
"""

from datetime import date
from typing import Final

_NUMBERS: Final = 32  # bits for the number of a case among all cases
_ENDED: Final = 1 << 62


def place_by_day(act_by: date, number: int) -> int:
    """The place of a case that is worked on.

    >>> place_by_day(date(2031, 5, 2), 7) < place_by_day(date(2031, 5, 2), 8) < place_by_day(date(2031, 5, 3), 1)
    True
    """
    return first_place_of(act_by) + number


def place_of_ended(number: int) -> int:
    """The place of a case that nobody works on any more.

    >>> place_by_day(date.max, 7) < place_of_ended(8) < place_of_ended(7)
    True
    """
    return _ENDED - number


def first_place_of(day: date) -> int:
    """Cases at places before this one should have been acted on before ``day``."""
    return day.toordinal() << _NUMBERS
