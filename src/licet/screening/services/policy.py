"""What screening asks of policy: today's day at the authority, and the codes of countries that a list names."""

from collections.abc import Sequence
from datetime import date

from licet.kernel.instants import Instant
from licet.policy.public import working_calendar


def authority_day(now: Instant) -> date:
    return working_calendar().local_day(now)


def country_codes(names: Sequence[str]) -> list[str]:
    return []
