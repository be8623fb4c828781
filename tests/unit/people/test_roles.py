"""The matrix, and what one person may not be at once."""

from datetime import date

import pytest

from licet.kernel.audience import Audience
from licet.kernel.errors import Invalid
from licet.kernel.permission import Permission as P
from licet.people import domain
from licet.people.domain import EXPORTER_ROLES, MEANING, OFFICIAL_ROLES, ROLE_PERMISSIONS, Held, OrganisationStatus, Role, Side


def test_matrix_gives_every_permission_to_somebody_or_to_the_system() -> None:
    held = domain.permissions_of(Role)
    assert held | domain.SYSTEM_PERMISSIONS == frozenset(P)
    assert not held & domain.SYSTEM_PERMISSIONS


def test_matrix_names_and_explains_every_role() -> None:
    assert set(ROLE_PERMISSIONS) == set(MEANING) == set(Role) == EXPORTER_ROLES | OFFICIAL_ROLES


@pytest.mark.parametrize("role", sorted(Role))
def test_matrix_nobody_both_submits_and_takes_part_in_cases(role: Role) -> None:
    held = ROLE_PERMISSIONS[role]
    if P.APPLICATION_SUBMIT in held:
        assert not {permission for permission in held if permission.value.startswith(("casework:", "decisions:"))}


@pytest.mark.parametrize("role", sorted(Role))
def test_matrix_no_role_holds_two_seats(role: Role) -> None:
    assert not {P.DECISION_SIGN, P.DECISION_COUNTERSIGN} <= ROLE_PERMISSIONS[role]


def test_matrix_officer_signs_countersigner_countersigns_minister_departs() -> None:
    assert domain.roles_with(P.DECISION_SIGN) == (Role.CASE_OFFICER, Role.MINISTER, Role.LICENSING_MANAGER)
    assert domain.roles_with(P.DECISION_COUNTERSIGN) == (Role.COUNTERSIGNER,)
    assert domain.roles_with(P.DEPARTURE_SIGN) == (Role.MINISTER,)


def test_matrix_auditor_only_reads() -> None:
    assert ROLE_PERMISSIONS[Role.AUDITOR] <= domain.READING


def test_roles_of_the_other_side_are_refused() -> None:
    with pytest.raises(Invalid, match="A person of an organisation cannot be case-officer"):
        domain.check_roles([Role.EXPORTER, Role.CASE_OFFICER], side=Side.ORGANISATION)
    with pytest.raises(Invalid, match="A person of a department cannot be exporter"):
        domain.check_roles([Role.EXPORTER], side=Side.DEPARTMENT)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COUNTERSIGNER, Role.MINISTER, Role.LICENSING_MANAGER])
def test_roles_administrator_never_signs(role: Role) -> None:
    with pytest.raises(Invalid, match="whoever gives roles must not sign"):
        domain.check_roles([Role.ADMINISTRATOR, role], side=Side.DEPARTMENT)


def test_roles_count_on_their_days_both_included() -> None:
    held = [Held(Role.ADVISER, date(2031, 5, 1), date(2031, 5, 31)), Held(Role.AUDITOR, date(2031, 6, 1))]
    assert domain.roles_on(date(2031, 4, 30), held) == frozenset()
    assert domain.roles_on(date(2031, 5, 1), held) == {Role.ADVISER}
    assert domain.roles_on(date(2031, 5, 31), held) == {Role.ADVISER}
    assert domain.roles_on(date(2031, 6, 1), held) == {Role.AUDITOR}


def test_roles_of_a_closed_organisation_only_read() -> None:
    assert domain.roles_in(OrganisationStatus.CLOSED, frozenset({Role.EXPORTER})) == {Role.EXPORTER_VIEWER}
    assert domain.roles_in(OrganisationStatus.CLOSED, frozenset()) == frozenset()
    assert domain.roles_in(OrganisationStatus.ACTIVE, frozenset({Role.EXPORTER})) == {Role.EXPORTER}


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("a@authority.example", True),
        ("A@AUTHORITY.EXAMPLE ", True),
        ("a@sub.authority.example", False),
        ("a@notauthority.example", False),
        ("authority.example@evil.example", False),
        ('"a@authority.example"@evil.example', False),
    ],
)
def test_list_internal_reaches_only_its_domains(address: str, reached: bool) -> None:
    assert domain.may_reach(Audience.OFFICIALS, ["authority.example"], address) is reached


def test_list_internal_must_name_domains_and_public_none() -> None:
    assert domain.check_domains(Audience.OFFICIALS, [" B.example", "a.example", ""]) == ("a.example", "b.example")
    with pytest.raises(Invalid, match="must name"):
        domain.check_domains(Audience.MISSIONS, [])
    with pytest.raises(Invalid, match="leave its mail domains empty"):
        domain.check_domains(Audience.PUBLIC, ["a.example"])
