"""Correcting names, email addresses and departments: each change an event, and no way round the rules about accounts."""

import pytest
from tests.internal import internal_events
from tests.module.people.builders import KEEPER, NOW, department, exporter, official, organisation

from licet.kernel.errors import Invalid, MissingReasons, NotAllowed, NotFound
from licet.people import public as people
from licet.people.models import PasswordLink, PersonChange
from licet.people.public import PersonDetails, Role, User

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def change(user: User, *, actor: object = KEEPER, reasons: str = "Married.", **details: str) -> User:
    return people.change_person(actor=actor, user=user.pk, details=PersonDetails(**details), reasons=reasons, now=NOW)  # type: ignore[arg-type]


def test_each_detail_that_changes_is_an_event_and_nothing_else_is() -> None:
    user = official("tomas.ferrin")
    department("defence")
    before = len(internal_events())
    changed = change(user, full_name=" Tomas Marsh ", email="Tomas.Marsh@Authority.example", department="licensing")
    assert (changed.full_name, changed.email, changed.username) == ("Tomas Marsh", "tomas.marsh@authority.example", "tomas.ferrin")
    events = internal_events()[before:]
    assert [event.kind for event in events] == ["people:user:changed"] * 2
    details = PersonChange.objects.filter(kind="people:user:changed").values_list("details", flat=True)
    assert sorted((item["detail"], item["before"], item["after"], item["reasons"]) for item in details) == [
        ("email", "tomas.ferrin@authority.example", "tomas.marsh@authority.example", "Married."),
        ("full_name", "Tomas Ferrin", "Tomas Marsh", "Married."),
    ]
    assert change(user, department="defence").department == department("defence")


def test_new_email_address_makes_an_unused_link_void() -> None:
    user = official("tomas.ferrin")
    made = people.make_password_link(actor=KEEPER, user=user.pk, now=NOW)
    change(user, full_name="Tomas Marsh")
    assert PasswordLink.objects.get().voided_at is None
    change(user, email="tomas.marsh@authority.example")
    with pytest.raises(Invalid, match="This link cannot be used"):
        people.use_password_link(code=made.code, password="harbour lantern 31", now=NOW)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"full_name": " "}, "Give the person’s name"),
        ({"full_name": "T\u202eF"}, "U\\+202E"),
        ({"email": "nobody"}, "email"),
        ({"email": "else.where@authority.example"}, "already signs in"),
        ({"department": "nowhere"}, "There is no department “nowhere”"),
        ({"full_name": "Tomas Ferrin"}, "Nothing would change"),
        ({}, "Nothing would change"),
    ],
)
def test_wrong_details_are_refused_and_nothing_is_changed(details: dict[str, str], words: str) -> None:
    user = official("tomas.ferrin")
    official("else.where")
    with pytest.raises((Invalid, NotFound), match=words):
        change(user, **details)
    assert User.objects.get(pk=user.pk).full_name == "Tomas Ferrin"
    assert not PersonChange.objects.filter(kind="people:user:changed").exists()


def test_reasons_are_needed() -> None:
    with pytest.raises(MissingReasons):
        change(official("tomas.ferrin"), full_name="Tomas Marsh", reasons=" ")


def test_a_person_of_an_exporter_has_no_department() -> None:
    department()
    with pytest.raises(Invalid, match="has no department"):
        change(exporter(organisation()), department="licensing")


def test_administrators_change_neither_themselves_nor_an_account_into_their_own() -> None:
    ann, other = official("ann.keeper", Role.ADMINISTRATOR), official("tomas.ferrin")
    actor = people.actor_for(ann, on=TODAY)
    with pytest.raises(NotAllowed, match="your own account"):
        change(ann, actor=actor, full_name="Ann Marsh")
    with pytest.raises(Invalid, match="in your own name"):
        change(other, actor=actor, full_name="ANN  KEEPER")
    with pytest.raises(Invalid, match="your own email address"):
        change(other, actor=actor, email="ann.keeper+two@authority.example")


def test_others_may_not_change_anybody_and_closed_accounts_stay_as_they_are() -> None:
    user, officer = official("tomas.ferrin"), official("otto.lind", Role.CASE_OFFICER)
    with pytest.raises(NotAllowed):
        change(user, actor=people.actor_for(officer, on=TODAY), full_name="Tomas Marsh")
    people.deactivate_user(actor=KEEPER, user=user.pk, reasons="Left.", now=NOW)
    with pytest.raises(NotFound):
        change(user, full_name="Tomas Marsh")
