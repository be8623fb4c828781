"""The rules about administrators, through the services and on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.module.people.builders import KEEPER, NOW, official

from licet.kernel.errors import Invalid, NotAllowed, Refused
from licet.people import public as people
from licet.people.public import Membership, Role, User

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def administrator(username: str, *, password: bool = True) -> User:
    user = official(username, Role.ADMINISTRATOR)
    if password:
        people.set_password(actor=KEEPER, user=user.pk, password="harbour lantern 31", now=NOW)
    return user


def test_last_administrator_is_not_ended_without_another() -> None:
    ann = administrator("ann.keeper")
    for _ in range(2):
        with pytest.raises(Refused, match="last administrator"):
            people.deactivate_user(actor=KEEPER, user=ann.pk, reasons="Left.", now=NOW)
        with pytest.raises(Refused, match="last administrator"):
            people.end_role(actor=KEEPER, user=ann.pk, role=Role.ADMINISTRATOR, reasons="x", now=NOW)
        other = official("bea.new", Role.ADMINISTRATOR) if not User.objects.filter(username="bea.new").exists() else None
    assert other is None  # refused again although there is a second one: she has set no password yet
    people.set_password(actor=KEEPER, user=User.objects.get(username="bea.new").pk, password="harbour lantern 31", now=NOW)
    people.deactivate_user(actor=KEEPER, user=ann.pk, reasons="Left.", now=NOW)


def test_administrator_whose_role_will_end_is_not_enough() -> None:
    ann, bea = administrator("ann.keeper"), official("bea.new")
    people.set_password(actor=KEEPER, user=bea.pk, password="harbour lantern 31", now=NOW)
    people.give_role(actor=KEEPER, user=bea.pk, role=Role.ADMINISTRATOR, valid_to=TODAY + timedelta(days=5), reasons="x", now=NOW)
    with pytest.raises(Refused, match="last administrator"):
        people.end_role(actor=KEEPER, user=ann.pk, role=Role.ADMINISTRATOR, reasons="x", now=NOW)
    people.end_role(actor=KEEPER, user=bea.pk, role=Role.ADMINISTRATOR, reasons="x", now=NOW)


def test_role_in_the_future_that_meets_another_is_refused_and_one_that_does_not_is_given() -> None:
    user = official("tomas.ferrin")
    later, much_later = TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    people.give_role(actor=KEEPER, user=user.pk, role=Role.ADMINISTRATOR, valid_from=later, valid_to=much_later, reasons="x", now=NOW)
    with pytest.raises(Invalid, match="An administrator cannot also be countersigner"):
        people.give_role(actor=KEEPER, user=user.pk, role=Role.COUNTERSIGNER, reasons="x", now=NOW)
    with pytest.raises(Invalid, match="An administrator cannot also be countersigner"):
        people.give_role(actor=KEEPER, user=user.pk, role=Role.COUNTERSIGNER, valid_from=much_later, reasons="x", now=NOW)
    people.give_role(actor=KEEPER, user=user.pk, role=Role.COUNTERSIGNER, valid_to=later - timedelta(days=1), reasons="x", now=NOW)
    assert not people.actor_for(user, on=later).roles & {"countersigner"}


def test_role_whose_days_have_passed_may_be_given_again() -> None:
    user = official("tomas.ferrin")
    people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, valid_to=TODAY, reasons="x", now=NOW)
    again = NOW + timedelta(days=3)
    people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="x", now=again)
    first, second = Membership.objects.filter(user=user).order_by("valid_from")
    assert (first.valid_to, second.valid_to) == (TODAY, None)


def test_role_never_begins_in_the_past() -> None:
    user = official("tomas.ferrin")
    with pytest.raises(Invalid, match="cannot begin in the past"):
        people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, valid_from=TODAY - timedelta(days=1), reasons="x", now=NOW)


def test_administrator_does_not_end_themselves_nor_make_a_second_account() -> None:
    ann = administrator("ann.keeper")
    administrator("bea.new")
    actor = people.actor_for(ann, on=TODAY)
    with pytest.raises(NotAllowed):
        people.deactivate_user(actor=actor, user=ann.pk, reasons="Off.", now=NOW)
    with pytest.raises(NotAllowed):
        people.end_role(actor=actor, user=ann.pk, role=Role.ADMINISTRATOR, reasons="x", now=NOW)
    for name, email, place in (("Ann Keeper", "x@y.example", "full_name"), ("X Y", "ann.keeper+2@authority.example", "email")):
        with pytest.raises(Invalid) as refused:
            people.create_user(actor=actor, username="second", full_name=name, email=email, department="licensing", now=NOW)
        assert refused.value.place == place


def test_departments_of_the_pack_are_added_once() -> None:
    first = people.create_departments_of_pack(actor=KEEPER, now=NOW)
    assert {row.code for row in first} >= {"licensing", "defence"}
    assert people.create_departments_of_pack(actor=KEEPER, now=NOW) == []
