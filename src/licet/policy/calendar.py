"""The authority's day: what every act and every deadline is dated by."""

from datetime import date

from licet.kernel.instants import Instant
from licet.policy import selectors


def today(now: Instant) -> date:
    """The day in the authority's zone."""
    authority = selectors.current_authority()
    working = selectors.working_calendar(authority.calendar, zone=authority.zone, cutoff_hour=authority.cutoff_hour)
    return working.local_day(now)
