"""Mail to lists at the desk: written with a marking, refused with what was typed kept, and its delivery record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.module.people.builders import KEEPER
from tests.module.web_desk.desk import Desk, said
from tests.world import NOW, World

from licet.kernel.audience import Audience
from licet.notices.public import Message
from licet.people import public as people

WORDS = {"title": "Licences for Kasdara", "words": "Some were suspended.\n\nAsk the Licensing Unit."}


@pytest.fixture
def lists(world: World) -> None:
    given: dict[str, Any] = {"actor": KEEPER, "now": NOW}
    people.create_list(code="officials", name="All officials", audience=Audience.OFFICIALS, domains=["authority.example"], **given)
    people.create_list(code="press", name="Press", audience=Audience.PUBLIC, **given)
    people.add_to_list(code="officials", address="a@authority.example", **given)
    people.add_to_list(code="press", address="desk@dispatch.example", **given)


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found.group(1)


@pytest.mark.usefixtures("lists")
def test_a_message_is_written_once_and_each_address_has_its_line(desk: Callable[[str], Desk]) -> None:
    manager = desk("manager")
    page = manager.words("list-mail/write")
    assert "All officials: officials (authority.example)" in page
    given = WORDS | {"code": "officials", "marking": "OFFICIAL", "key": key_of(page)}
    for _ in range(2):  # sent twice by an impatient hand: it is one message
        assert manager.post("list-mail/write", given).status_code == 302
    (row,) = Message.objects.filter(list_code="officials")
    assert "Licences for Kasdara" in manager.words("list-mail/")
    page = manager.words(f"list-mail/{row.pk}/")
    assert all(words in page for words in ("OFFICIAL", "Ask the Licensing Unit.", "a@authority.example", "pending"))


@pytest.mark.usefixtures("lists")
def test_an_internal_marking_for_the_press_is_refused_and_keeps_what_was_typed(desk: Callable[[str], Desk]) -> None:
    manager = desk("manager")
    given = WORDS | {"code": "press", "marking": "OFFICIAL", "key": key_of(manager.words("list-mail/write"))}
    response = manager.post("list-mail/write", given)
    assert response.status_code == 400
    assert "A message marked OFFICIAL cannot go to a list for public." in said(response)
    assert "Ask the Licensing Unit." in said(response)
    assert not Message.objects.filter(list_code="press").exists()


@pytest.mark.usefixtures("lists")
def test_who_may_not_send_or_is_no_official_finds_nothing(desk: Callable[[str], Desk]) -> None:
    assert desk("defence").get("list-mail/write").status_code == 404
    assert desk("exporter").get("list-mail/").status_code == 404
