"""What a licence is and what may happen to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licet.kernel.permission import Permission
from licet.kernel.transitions import Transition, Transitions


class LicenceStatus(StrEnum):
    """The status of a licence."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"


_LIVE = frozenset({LicenceStatus.IN_FORCE, LicenceStatus.SUSPENDED})

TRANSITIONS = Transitions(
    "licence",
    (
        Transition("suspend", frozenset({LicenceStatus.IN_FORCE}), LicenceStatus.SUSPENDED, Permission.LICENCE_SUSPEND),
        Transition("reinstate", frozenset({LicenceStatus.SUSPENDED}), LicenceStatus.IN_FORCE, Permission.LICENCE_REINSTATE),
        Transition("revoke", _LIVE, LicenceStatus.REVOKED, Permission.LICENCE_REVOKE),
        Transition("expire", _LIVE, LicenceStatus.EXPIRED, None),
    ),
)


def changes_from(status: LicenceStatus) -> frozenset[str]:
    """What may happen to a licence of this status by decision: *suspend*, *reinstate*, *revoke*."""
    return frozenset(row.name for row in TRANSITIONS.open_from(status) if row.permission)


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day on which a licence may be used."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def validity(decided_on: date, months: int) -> Validity:
    """From the day of decision to the day before the same day ``months`` later.

    >>> validity(date(2031, 1, 31), 13).last
    datetime.date(2032, 2, 29)
    """
    year, month = divmod(decided_on.month - 1 + months, 12)
    year, month = decided_on.year + year, month + 1
    day = decided_on.day
    while True:
        try:
            end = date(year, month, day)
        except ValueError:
            day -= 1
            continue
        break
    last = date.fromordinal(end.toordinal() - 1) if day == decided_on.day else end
    return Validity(decided_on, last)
