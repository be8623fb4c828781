"""The handlers' list asks as many queries with one concern as with many, also of somebody who took part in one of its concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests import world as worlds
from tests.module.concerns.told import POINTS
from tests.world import NOW, World

from licet.concerns import public as concerns
from licet.concerns.public import Filed, Naming
from licet.concerns.services import hourly
from licet.decisions.public import ActKind
from licet.licences import public as licences
from licet.people import public as people
from licet.people.public import Role, User
from licet.platform import clock
from licet.web.components.access import remember_sign_in

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
MOST_QUERIES = 20
DAY = NOW.date()


@pytest.fixture
def world(db: None, tmp_path: Path) -> Iterator[World]:
    """With the records themselves to say who took part, and a head of unit who is a licensing manager, too."""
    with override_settings(LICET_CONCERNS_ROOT=tmp_path / "concerns"), clock.at(NOW):
        found = worlds.build(tmp_path)
        user = people.create_user(
            actor=worlds.ADMINISTRATOR, username="head", full_name="Head", email="head@example.org", now=NOW, department="licensing"
        )
        for role in (Role.HEAD_OF_UNIT, Role.LICENSING_MANAGER):
            people.give_role(actor=worlds.ADMINISTRATOR, user=user.pk, role=role, reasons="x", now=NOW, valid_from=DAY)
        found.actors["head"] = people.actor_for(user, on=DAY)
        yield found


def browser(world: World) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=world["head"].id.removeprefix("user:")))
    session = client.session
    remember_sign_in(session, means="password", now=NOW)
    session.save()
    return client


def raised(*topics: str) -> Filed:
    return concerns.file_concern(topics=["destination:QN", *topics], points=POINTS, naming=Naming.NOBODY, today=DAY)


def read(client: Client) -> tuple[int, str]:
    """How many questions the page asked of both databases, and what it says."""
    with CaptureQueriesContext(connections["concerns"]) as own, CaptureQueriesContext(connections["default"]) as other:
        response = client.get("/concerns/handling/")
    assert response.status_code == 200
    return len(own) + len(other), response.content.decode()


def test_it_does_not_grow_with_its_rows_nor_with_taking_part(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hourly, "is_beyond", lambda most, now: False)  # all of them are on the list at once
    client, of_theirs, of_others = browser(world), world.granted(), world.granted()
    others = (f"case:{of_others.case.reference}", "assessment:XA-ASM 2031/000001", "review:XA-REV 2031/000001")
    hidden, shown = raised(f"case:{of_theirs.case.reference}", *others), [raised(*others)]
    assert hidden.level == "head", "it reached the level of somebody who takes part afterwards"
    take_part(world, of_theirs.reference)
    few, page = read(client)
    assert (hidden.reference_for_raiser in page, shown[0].reference_for_raiser in page) == (False, True)
    for number in range(20):
        shown.append(raised(*others, f"case:XA-IND 2031/{number + 500:06d}"))
    concerns.withdraw(shown[1].receipt, today=DAY)
    concerns.answer_follow_up(shown[1].receipt, "yes", "Moved to another desk.", today=DAY + timedelta(days=90))
    many, page = read(client)
    assert hidden.reference_for_raiser not in page
    assert all(each.reference_for_raiser in page for each in shown)
    assert few == many < MOST_QUERIES


def take_part(world: World, licence: str) -> None:
    licences.propose_status_change(
        actor=world["head"], kind=ActKind.SUSPEND, licences=[licence], legal_basis="S. 9.", reasons="Found since.", now=world.now()
    )
