"""Organisations, people and roles, on both engines."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from tests.internal import internal_events
from tests.module.people.builders import KEEPER, NOW, department, exporter, official, organisation

from licet.kernel.actor import Actor
from licet.kernel.audience import Audience
from licet.kernel.errors import Invalid, InvalidTransition, MissingReasons, NotAllowed, NotFound
from licet.kernel.permission import Permission as P
from licet.people import public as people
from licet.people.public import Membership, Role, User

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NOBODY = Actor("user:0", "Nobody")


def test_actor_of_an_official_has_the_permissions_of_their_roles() -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER, code="licensing")
    actor = people.actor_for(user, on=TODAY)
    assert (actor.id, actor.name, actor.department, actor.organisation) == (f"user:{user.id}", "Tomas Ferrin", "licensing", None)
    assert actor.roles == {"case-officer"}
    assert actor.may(P.DECISION_SIGN)
    assert not actor.may(P.DECISION_COUNTERSIGN)


def test_actor_of_an_exporter_names_the_organisation() -> None:
    home = organisation()
    actor = people.actor_for(exporter(home), on=TODAY)
    assert (actor.organisation, actor.department) == (home.id, None)
    assert actor.may(P.APPLICATION_SUBMIT)


def test_actor_takes_two_queries_with_the_user(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER, Role.TECHNICAL_ASSESSOR)
    with django_assert_num_queries(2):
        people.actor_for(User.objects.get(pk=user.pk), on=TODAY)


def test_actor_deactivated_has_no_permission() -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER)
    people.deactivate_user(actor=KEEPER, user=user.id, reasons="Left the service.", now=NOW)
    assert not people.actor_for(user, on=TODAY).permissions
    with pytest.raises(InvalidTransition):
        people.deactivate_user(actor=KEEPER, user=user.id, reasons="Again.", now=NOW)


def test_actor_of_a_closed_organisation_reads_and_starts_nothing() -> None:
    home = organisation()
    user = exporter(home)
    people.close_organisation(actor=KEEPER, organisation=home.id, reasons="Dissolved.", now=NOW)
    actor = people.actor_for(User.objects.get(pk=user.pk), on=TODAY)
    assert actor.may(P.LICENCE_READ)
    assert not actor.may(P.APPLICATION_SUBMIT)


def test_role_counts_from_its_day_and_not_after_it_ended() -> None:
    user = official("tomas.ferrin")
    people.give_role(actor=KEEPER, user=user.id, role=Role.ADVISER, valid_from=TODAY + timedelta(days=2), reasons="x", now=NOW)
    assert not people.actor_for(user, on=TODAY).roles
    assert people.actor_for(user, on=TODAY + timedelta(days=2)).roles == {"adviser"}
    people.end_role(actor=KEEPER, user=user.id, role=Role.ADVISER, reasons="x", now=NOW + timedelta(days=4))
    assert people.actor_for(user, on=TODAY + timedelta(days=3)).roles == {"adviser"}
    assert not people.actor_for(user, on=TODAY + timedelta(days=4)).roles


def test_role_ended_on_its_first_day_never_counted_and_may_be_given_again() -> None:
    user = official("tomas.ferrin", Role.ADVISER)
    people.end_role(actor=KEEPER, user=user.id, role=Role.ADVISER, reasons="x", now=NOW)
    assert not people.actor_for(user, on=TODAY).roles
    people.give_role(actor=KEEPER, user=user.id, role=Role.ADVISER, reasons="x", now=NOW)
    assert people.actor_for(user, on=TODAY).roles == {"adviser"}


def test_role_is_held_once_at_a_time() -> None:
    user = official("tomas.ferrin", Role.ADVISER)
    with pytest.raises(Invalid, match="already has the role adviser"):
        people.give_role(actor=KEEPER, user=user.id, role=Role.ADVISER, reasons="x", now=NOW)


def test_role_is_not_given_to_oneself() -> None:
    user = official("ann.keeper", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed, match="your own account"):
        people.give_role(actor=people.actor_for(user, on=TODAY), user=user.id, role=Role.AUDITOR, reasons="x", now=NOW)


def test_role_administrator_cannot_also_sign() -> None:
    user = official("ann.keeper", Role.ADMINISTRATOR)
    with pytest.raises(Invalid, match="must not sign"):
        people.give_role(actor=KEEPER, user=user.id, role=Role.COUNTERSIGNER, reasons="x", now=NOW)


def test_role_needs_the_permission_to_give_it() -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER)
    with pytest.raises(NotAllowed):
        people.give_role(
            actor=people.actor_for(user, on=TODAY),
            user=official("else.where").id,
            role=Role.MINISTER,
            reasons="x",
            now=NOW,
        )
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("change", ["role", "user_id", "valid_from", "given_by"])
def test_role_rows_are_only_ended(change: str) -> None:
    user = official("tomas.ferrin", Role.ADVISER)
    values = {"role": "minister", "user_id": official("else.where").id, "valid_from": date(2020, 1, 1), "given_by": "user:x"}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Membership.objects.filter(user=user).update(**{change: values[change]})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Membership.objects.filter(user=user).delete()


def test_user_belongs_to_one_side() -> None:
    home, code = organisation(), department().code
    for given in ({}, {"organisation": home.id, "department": code}):
        with pytest.raises(Invalid, match="one organisation or to one department"):
            people.create_user(actor=KEEPER, username="xy", full_name="X", email="x@y.example", now=NOW, **given)
    user = exporter(home)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(department=department())


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"username": "Tomas Ferrin"}, "username"),
        ({"username": "TOMAS.FERRIN"}, "username"),
        ({"username": "x"}, "username"),
        ({"email": "Tomas.Ferrin@authority.example"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"full_name": "  "}, "full_name"),
        ({"password": "12345"}, "password"),
        ({"password": "new.person.new.person"}, "password"),
    ],
)
def test_user_refused_says_the_place(changes: dict[str, str], place: str) -> None:
    official("tomas.ferrin")
    given = {"username": "new.person", "full_name": "New Person", "email": "new@authority.example"} | changes
    with pytest.raises(Invalid) as refused:
        people.create_user(actor=KEEPER, department="licensing", now=NOW, **given)
    assert refused.value.place == place
    assert User.objects.count() == 1


def test_user_signs_in_with_their_password_only() -> None:
    user = official("tomas.ferrin")
    assert not user.has_usable_password()
    people.set_password(actor=KEEPER, user=user.id, password="harbour lantern 31", now=NOW)
    assert authenticate(username="tomas.ferrin", password="harbour lantern 31") == user
    assert authenticate(username="tomas.ferrin", password="harbour lantern 32") is None
    with pytest.raises(NotAllowed):
        people.set_password(actor=people.actor_for(official("else.where"), on=TODAY), user=user.id, password="mine now 2031", now=NOW)


def test_organisation_number_is_registered_once() -> None:
    organisation()
    with pytest.raises(Invalid, match="registered already"):
        organisation("Another Name", " xa-0031945 ")
    with pytest.raises(Invalid, match="called “orlan-optics-plc” already"):
        organisation("Orlan Optics plc", "XA-2")


def test_organisation_whose_name_makes_no_short_name_is_asked_for_one() -> None:
    with pytest.raises(Invalid, match="No short name can be made from this name") as refusal:
        organisation("東京光学", "XA-3")
    assert refusal.value.place == "slug"


def test_organisation_closed_needs_reasons() -> None:
    home = organisation()
    with pytest.raises(MissingReasons):
        people.close_organisation(actor=KEEPER, organisation=home.id, reasons=" ", now=NOW)
    home.refresh_from_db()
    assert home.status == "active"


def test_organisation_of_another_exporter_reads_as_absent() -> None:
    home, other = organisation(), organisation("Petra Tools", "XA-2")
    actor = people.actor_for(exporter(home), on=TODAY)
    assert people.access_organisation(actor=actor, organisation=home.id) == home
    with pytest.raises(NotFound) as hidden:
        people.access_organisation(actor=actor, organisation=other.id)
    with pytest.raises(NotFound) as absent:
        people.access_organisation(actor=actor, organisation="0" * 26)
    assert str(hidden.value) == str(absent.value)
    officer = people.actor_for(official("tomas.ferrin", Role.CASE_OFFICER), on=TODAY)
    assert people.access_organisation(actor=officer, organisation=other.id) == other


def test_address_is_on_a_list_once_and_can_come_back() -> None:
    people.create_list(actor=KEEPER, code="press", name="Press", audience=Audience.PUBLIC, now=NOW)
    desk = {"actor": KEEPER, "code": "press", "address": "desk@dispatch.example", "now": NOW}
    added = people.add_to_list(**desk)
    assert (added.address, added.added_by, added.added_at) == ("desk@dispatch.example", KEEPER.id, NOW)
    with pytest.raises(Invalid, match=r"desk@dispatch\.example is on “Press” already") as refusal:
        people.add_to_list(**desk | {"address": "Desk@Dispatch.example"})
    assert refusal.value.place == "address"
    people.remove_from_list(**desk)
    with pytest.raises(NotFound):
        people.remove_from_list(**desk)
    assert people.add_to_list(**desk).pk != added.pk
    assert internal_events()[-1].kind == "people:list-member:added"


def test_list_and_address_are_refused_where_they_make_no_sense() -> None:
    people.create_list(actor=KEEPER, code="officials", name="Officials", audience=Audience.OFFICIALS, domains=["a.example"], now=NOW)
    with pytest.raises(Invalid, match="There is a list “officials” already"):
        people.create_list(actor=KEEPER, code=" Officials ", name="Others", audience=Audience.PUBLIC, now=NOW)
    for address, words in (
        ("desk@dispatch.example", "outside what “Officials” may reach: a.example"),
        ("nobody", "is not an email address"),
    ):
        with pytest.raises(Invalid, match=words):
            people.add_to_list(actor=KEEPER, code="officials", address=address, now=NOW)
    with pytest.raises(NotFound):
        people.add_to_list(actor=KEEPER, code="none", address="desk@a.example", now=NOW)


def test_people_with_a_role_on_a_day() -> None:
    official("tomas.ferrin", Role.CASE_OFFICER)
    later = official("mara.osei")
    people.give_role(actor=KEEPER, user=later.id, role=Role.CASE_OFFICER, valid_from=TODAY + timedelta(days=1), reasons="x", now=NOW)
    gone = official("old.hand", Role.CASE_OFFICER)
    people.deactivate_user(actor=KEEPER, user=gone.id, reasons="Left.", now=NOW)
    assert [user.username for user in people.people_with(Role.CASE_OFFICER, on=TODAY)] == ["tomas.ferrin"]
    assert people.people_with(Role.CASE_OFFICER, on=TODAY + timedelta(days=1)).count() == 2
    assert not people.people_with(Role.CASE_OFFICER, on=TODAY, department="defence")


def test_events_seal_names_and_addresses() -> None:
    home = organisation()
    exporter(home)
    entries = [entry for entry in internal_events() if entry.kind.startswith("people:")]
    assert [entry.kind for entry in entries] == [
        "people:organisation:created",
        "people:user:created",
        "people:role:given",
        "people:role:explained",
    ]
    assert not any(entry.clear for entry in entries)
    assert "full_name" in entries[1].sealed


def test_list_internal_refuses_outside_addresses_and_asks_again_when_sending() -> None:
    row = people.create_list(
        actor=KEEPER, code="officials", name="Officials", audience=Audience.OFFICIALS, domains=["authority.example"], now=NOW
    )
    people.add_to_list(actor=KEEPER, code="officials", address="Tomas@Authority.example", now=NOW)
    with pytest.raises(Invalid, match="outside what “Officials” may reach"):
        people.add_to_list(actor=KEEPER, code="officials", address="a@press.example", now=NOW)
    with pytest.raises(Invalid, match="is on “Officials” already"):
        people.add_to_list(actor=KEEPER, code="officials", address="tomas@authority.example", now=NOW)
    row.domains = ["new.example"]
    row.save()
    assert people.reach_of("officials", at=NOW).members == ()


def test_list_internal_without_domains_is_refused_by_the_database() -> None:
    row = people.create_list(
        actor=KEEPER, code="officials", name="Officials", audience=Audience.OFFICIALS, domains=["authority.example"], now=NOW
    )
    row.domains = []
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_list_member_removed_is_not_reached_any_more() -> None:
    people.create_list(actor=KEEPER, code="news", name="News", audience=Audience.PUBLIC, now=NOW)
    people.add_to_list(actor=KEEPER, code="news", address="a@press.example", name="A. Press", now=NOW)
    people.remove_from_list(actor=KEEPER, code="news", address="a@press.example", now=NOW + timedelta(hours=1))
    assert people.reach_of("news", at=NOW).members == (("a@press.example", "A. Press"),)
    assert people.reach_of("news", at=NOW + timedelta(hours=2)).members == ()
    with pytest.raises(NotFound):
        people.remove_from_list(actor=KEEPER, code="news", address="a@press.example", now=NOW)


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\u2800"])
def test_names_and_addresses_hold_no_character_that_nobody_sees(character: str) -> None:
    """Whether it is all there is or part of the name; a mail address of an international domain is not checked by its column."""
    home = organisation()
    person = {"username": "new.person", "full_name": "New Person", "email": "new@authority.example"}
    for changed, place in (
        (f"New{character} Person", "full_name"),
        (character, "full_name"),
        (f"new@auth{character}ority.example", "email"),
    ):
        with pytest.raises(Invalid, match="There is an invisible character") as refused:
            people.create_user(actor=KEEPER, organisation=home.id, now=NOW, **person | {place: changed})
        assert refused.value.place == place
    firm = {"name": "Petra", "registration_number": "P-2", "address": "2 Lane", "country": "XA", "email": "p@petra.example"}
    for place in ("name", "registration_number", "address", "email", "customs_number"):
        with pytest.raises(Invalid, match="There is an invisible character"):
            people.create_organisation(actor=KEEPER, now=NOW, **firm | {place: f"x{character}x"})
    with pytest.raises(Invalid, match="There is an invisible character"):
        people.create_department(actor=KEEPER, code="defence", name=f"Def{character}ence", now=NOW)
    with pytest.raises(Invalid, match="There is an invisible character"):
        people.create_list(actor=KEEPER, code="press", name=f"Pr{character}ess", audience=Audience.PUBLIC, now=NOW)
    user = exporter(home)
    with pytest.raises(Invalid, match="There is an invisible character"):
        people.make_token(actor=KEEPER, user=user.pk, name=f"to{character}ken", days=5, now=NOW)
    with pytest.raises(Invalid, match="There is an invisible character"):
        people.deactivate_user(actor=KEEPER, user=user.pk, reasons=f"Le{character}ft.", now=NOW)


def test_a_role_needs_reasons_whether_given_at_once_or_later_or_ended() -> None:
    department()
    person = {"username": "new.person", "full_name": "New Person", "email": "new@authority.example", "department": "licensing"}
    with pytest.raises(MissingReasons):
        people.add_person(actor=KEEPER, roles=[Role.ADVISER], now=NOW, reasons=" ", **person)
    user = people.add_person(actor=KEEPER, roles=[], now=NOW, **person)
    with pytest.raises(MissingReasons):
        people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="", now=NOW)
    people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="Joins.", now=NOW)
    with pytest.raises(MissingReasons):
        people.end_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="", now=NOW)
