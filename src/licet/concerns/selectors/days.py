"""Days of the procedure: each ends with its batch, and no finer time is known."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from licet.concerns.selectors import people
from licet.kernel.instants import Instant
from licet.policy import public as policy


def batch_day(now: Instant) -> date:
    """The last day of the procedure that has ended: the one whose batch is due."""
    calendar = policy.working_calendar()
    today = calendar.local_day(now)
    return today if now.astimezone(ZoneInfo(calendar.zone)).hour >= people.ladder().rules.batch_hour else today - timedelta(days=1)
