"""Statuses and validity of a licence."""

from datetime import date

import pytest

from licet.kernel.errors import InvalidTransition
from licet.licences.domain import TRANSITIONS, LicenceStatus, validity


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        (date(2031, 5, 2), 24, date(2033, 5, 1)),
        (date(2031, 12, 1), 1, date(2031, 12, 31)),
        (date(2032, 2, 29), 12, date(2033, 2, 28)),
        (date(2031, 1, 31), 1, date(2031, 2, 28)),
    ],
)
def test_validity_ends_the_day_before_the_same_day(decided: date, months: int, last: date) -> None:
    found = validity(decided, months)
    assert (found.first, found.last) == (decided, last)
    assert found.covers(last)
    assert not found.covers(date.fromordinal(last.toordinal() + 1))


@pytest.mark.parametrize(
    ("state", "name", "target"),
    [
        (LicenceStatus.IN_FORCE, "suspend", LicenceStatus.SUSPENDED),
        (LicenceStatus.SUSPENDED, "reinstate", LicenceStatus.IN_FORCE),
        (LicenceStatus.SUSPENDED, "revoke", LicenceStatus.REVOKED),
        (LicenceStatus.IN_FORCE, "expire", LicenceStatus.EXPIRED),
        (LicenceStatus.SUSPENDED, "suspend", None),
        (LicenceStatus.IN_FORCE, "reinstate", None),
        (LicenceStatus.REVOKED, "reinstate", None),
        (LicenceStatus.EXPIRED, "revoke", None),
    ],
)
def test_transitions_of_a_licence(state: LicenceStatus, name: str, target: LicenceStatus | None) -> None:
    if target is None:
        with pytest.raises(InvalidTransition):
            TRANSITIONS.target(state, name)
    else:
        assert TRANSITIONS.target(state, name) is target
