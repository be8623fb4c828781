"""The concerns pages as people open them: an office with every level, a clock that stands, a browser per person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.module.concerns.conftest import counted_from_zero, involved, office
from tests.module.concerns.told import DAY, NOW, Office

from licet.people.public import User
from licet.platform import clock
from licet.web.components.access import remember_sign_in

__all__ = ["counted_from_zero", "involved", "office"]
SENT = {"destination": "QM", "references": "", "boxes": "3", "naming": "nobody", "name": ""}
type Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    assert NOW.date() == DAY
    with clock.at(NOW):
        yield


@pytest.fixture
def signed_in(office: Office) -> Browser:
    """`signed_in("head")`: that person's browser."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=office[name].id.removeprefix("user:")))
        session = client.session
        remember_sign_in(session, means="password", now=NOW)
        session.save()
        return client

    return browser
