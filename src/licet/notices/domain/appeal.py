"""How long there is to appeal (regime.md §6: 28 days beginning with the date of the notice)."""

from datetime import date, timedelta
from typing import Final

APPEAL_DAYS: Final = 28


def appeal_until(notice_on: date) -> date:
    """The last day for an appeal. The day of the notice is day 1, so the last is 27 days later.

    >>> appeal_until(date(2031, 5, 1)).isoformat()
    '2031-05-28'
    """
    return notice_on + timedelta(days=APPEAL_DAYS - 1)
