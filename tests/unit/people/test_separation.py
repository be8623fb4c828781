"""What one person may not be or do at once: truth tables over roles, orders and days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from licet.kernel.errors import Invalid, NotAllowed, Refused
from licet.kernel.permission import Permission as P
from licet.people import domain
from licet.people.domain import OFFICIAL_ROLES, ROLE_PERMISSIONS, SIGNING, Held, NameAndAddress, OtherAdministrator, Role, Side

TODAY = date(2031, 5, 1)
NEVER_WITH_ADMINISTRATOR = {role for role in Role if ROLE_PERMISSIONS[role] & (SIGNING | {P.CONCERN_HANDLE})}


def test_roles_that_sign_are_those_of_the_matrix() -> None:
    """The next tables are about these: a role added to the matrix joins them by itself."""
    assert {role for role in Role if ROLE_PERMISSIONS[role] & SIGNING} == {
        Role.CASE_OFFICER,
        Role.COUNTERSIGNER,
        Role.MINISTER,
        Role.LICENSING_MANAGER,
    }


@pytest.mark.parametrize("order", ["administrator first", "administrator second"])
@pytest.mark.parametrize("role", sorted(OFFICIAL_ROLES - {Role.ADMINISTRATOR}))
def test_nobody_is_administrator_and_signer_in_either_order(role: Role, order: str) -> None:
    first, second = (Role.ADMINISTRATOR, role) if order == "administrator first" else (role, Role.ADMINISTRATOR)
    new, existing = Held(second, TODAY), [Held(first, TODAY)]
    if role in NEVER_WITH_ADMINISTRATOR:
        with pytest.raises(Invalid, match=f"An administrator cannot also be {role.value}") as refused:
            domain.check_new_role(new, existing, side=Side.DEPARTMENT)
        assert refused.value.place == "role"
    else:
        domain.check_new_role(new, existing, side=Side.DEPARTMENT)


DAYS = [TODAY + timedelta(days=days) for days in range(4)]
SPANS = [(since, until) for since in DAYS for until in (*DAYS, None) if until is None or until >= since]


@pytest.mark.parametrize("order", ["administrator first", "administrator second"])
def test_days_decide_whether_two_roles_meet(order: str) -> None:
    """For every pair of spans of four days: refused exactly where some day lies in both."""
    horizon = [*DAYS, TODAY + timedelta(days=400)]
    first, second = (Role.ADMINISTRATOR, Role.COUNTERSIGNER) if order == "administrator first" else (Role.COUNTERSIGNER, Role.ADMINISTRATOR)
    for old_days, new_days in product(SPANS, SPANS):
        old, new = Held(first, *old_days), Held(second, *new_days)
        meet = any(old.on(day) and new.on(day) for day in horizon)
        try:
            domain.check_new_role(new, [old], side=Side.DEPARTMENT)
        except Invalid:
            assert meet, (old, new)
        else:
            assert not meet, (old, new)


def test_role_ended_before_its_first_day_meets_nothing() -> None:
    ended = Held(Role.ADMINISTRATOR, TODAY, TODAY - timedelta(days=1))
    domain.check_new_role(Held(Role.COUNTERSIGNER, TODAY), [ended], side=Side.DEPARTMENT)


@pytest.mark.parametrize("side", sorted(Side))
@pytest.mark.parametrize("role", sorted(Role))
def test_role_is_for_one_side(role: Role, side: Side) -> None:
    if domain.side_of(role) is side:
        domain.check_new_role(Held(role, TODAY), [], side=side)
    else:
        with pytest.raises(Invalid, match="that role is for a person of"):
            domain.check_new_role(Held(role, TODAY), [], side=side)


@pytest.mark.parametrize(
    ("since", "until", "place"),
    [
        (TODAY - timedelta(days=1), None, "valid_from"),
        (TODAY - timedelta(days=9), TODAY, "valid_from"),
        (TODAY, TODAY - timedelta(days=1), "valid_to"),
        (TODAY, TODAY, None),
        (TODAY, None, None),
        (TODAY + timedelta(days=9), None, None),
    ],
)
def test_role_never_begins_in_the_past(since: date, until: date | None, place: str | None) -> None:
    role = Held(Role.COUNTERSIGNER, since, until)
    if place is None:
        domain.check_days(role, today=TODAY)
        return
    with pytest.raises(Invalid) as refused:
        domain.check_days(role, today=TODAY)
    assert refused.value.place == place


def test_nobody_changes_their_own_roles() -> None:
    domain.check_other_person("user:A", "user:B")
    domain.check_other_person("system:command-line", "user:B")
    with pytest.raises(NotAllowed):
        domain.check_other_person("user:A", "user:A")


ADA = NameAndAddress("Ada Keeper", "ada.keeper@authority.example")


@pytest.mark.parametrize(
    ("full_name", "email", "place"),
    [
        ("Ada Keeper", "second@authority.example", "full_name"),
        ("  ADA   keeper ", "second@authority.example", "full_name"),
        ("Somebody Else", "Ada.Keeper@authority.example", "email"),
        ("Somebody Else", "ada.keeper+signer@authority.example", "email"),
        ("Somebody Else", "ada.keeper@elsewhere.example", None),
        ("Ada Keepers", "second@authority.example", None),
    ],
)
def test_nobody_makes_a_second_account_for_themselves(full_name: str, email: str, place: str | None) -> None:
    new = NameAndAddress(full_name, email)
    if place is None:
        domain.check_no_second_account(new, creator=ADA)
        return
    with pytest.raises(Invalid) as refused:
        domain.check_no_second_account(new, creator=ADA)
    assert refused.value.place == place


@pytest.mark.parametrize(
    ("others", "remains"),
    [
        ([], False),
        ([(False, None)], False),
        ([(True, TODAY)], False),
        ([(False, None), (True, TODAY)], False),
        ([(True, None)], True),
        ([(False, None), (True, None)], True),
    ],
)
def test_an_administrator_remains(others: list[tuple[bool, date | None]], remains: bool) -> None:
    administrators = [OtherAdministrator(can_sign_in=able, until=until) for able, until in others]
    if remains:
        domain.check_administrator_remains(administrators)
        return
    with pytest.raises(Refused, match="last administrator"):
        domain.check_administrator_remains(administrators)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0123456789ABCDEFGHJKMNPQRS", "0123456789ABCDEFGHJKMNPQRS"),
        ("  0123456789abcdefghjkmnpqrs\n", "0123456789ABCDEFGHJKMNPQRS"),
        ("https://x.example/account/password#0123456789ABCDEFGHJKMNPQRS", "0123456789ABCDEFGHJKMNPQRS"),
        ("o1234-56789-ABCDEFGHJKMNPQRS", "0123456789ABCDEFGHJKMNPQRS"),
        ("0123456789", ""),
        ("", ""),
        ("https://x.example/account/password", ""),
    ],
)
def test_code_is_read_from_the_code_or_the_whole_link(typed: str, code: str) -> None:
    assert domain.read_link_code(typed) == code
