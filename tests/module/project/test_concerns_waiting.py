"""People who answer concerns are led to them from their own start page, and anybody from every surface."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.module.concerns.conftest import counted_from_zero, involved, office
from tests.module.concerns.told import DAY, NOW, Office, answer_of
from tests.module.web_concerns.conftest import Browser, signed_in

from licet.concerns import public as concerns
from licet.concerns.public import AnswerKind
from licet.platform import clock

__all__ = ["counted_from_zero", "involved", "office", "signed_in"]
pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    with override_settings(LICET_OPEN_CONCERNS="licet.project.concerns.FromDailyView"), clock.at(NOW):
        yield


@pytest.fixture
def one_process(settings: Any) -> None:
    """One process serves desk and concerns, under a role that may read both."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("UnderSurfaceRole")]


def start_page(signed_in: Browser, name: str) -> str:
    words = signed_in(name).get("/desk/", follow=True).content.decode()
    return " ".join(words.split())


@pytest.mark.usefixtures("one_process")
def test_whoever_answers_is_led_to_what_waits(office: Office, signed_in: Browser) -> None:
    filed = office.raise_one(points=["One."])
    for name in ("head", "nominated", "commission"):
        page = start_page(signed_in, name)
        assert 'href="/concerns/handling/"' in page
        assert ("1 concern waits for your answer" in page) == (name == "head")
        assert ("No concern waits for your answer" in page) == (name != "head")
        assert "overdue" not in page
    with clock.at(NOW + timedelta(days=40)):
        assert "1 overdue" in start_page(signed_in, "head")
    answers = {1: answer_of(AnswerKind.ACT, "It is read again.")}
    concerns.answer(actor=office["head"], concern=office.id_of(filed), answers=answers, today=DAY)
    page = start_page(signed_in, "head")
    assert "1 promise is still to be kept" in page
    assert "overdue" not in page
    with clock.at(NOW + timedelta(days=1)):
        assert "1 overdue" in start_page(signed_in, "head")


@pytest.mark.usefixtures("one_process")
def test_a_count_tells_nobody_of_a_concern_they_must_not_see(office: Office, signed_in: Browser) -> None:
    office.raise_one(complained_of=[office["head"].id])
    assert "No concern waits for your answer" in start_page(signed_in, "head")
    assert "1 concern waits for your answer" in start_page(signed_in, "other head")


def test_a_desk_whose_role_may_not_read_concerns_says_that_it_cannot_see(office: Office, signed_in: Browser, engine: str) -> None:
    if engine != "postgresql":
        pytest.skip("SQLite has no roles")
    office.raise_one(points=["One."])
    assert "This page cannot see which concerns wait for you" in start_page(signed_in, "head")


def test_whoever_answers_none_is_not_told_of_any(office: Office, signed_in: Browser) -> None:
    office.raise_one()
    for name in ("officer", "adviser", "minister"):
        page = start_page(signed_in, name)
        assert "/concerns/handling/" not in page
        assert "waits for your answer" not in page


def test_a_process_without_the_key_says_that_it_does_not_know(office: Office, signed_in: Browser) -> None:
    office.raise_one()
    with override_settings(LICET_CONCERNS_KEY=""):
        page = start_page(signed_in, "head")
    assert "This page cannot see which concerns wait for you, nor which are overdue." in page
    assert "waits for your answer" not in page
    assert 'href="/concerns/handling/"' in page


@pytest.mark.parametrize("address", ["/", "/account/sign-in"])
def test_every_surface_leads_to_concerns(client: Client, office: Office, address: str) -> None:
    assert 'href="/concerns/"' in client.get(address).content.decode()


def test_the_desk_leads_to_concerns(office: Office, signed_in: Browser) -> None:
    assert 'href="/concerns/"' in start_page(signed_in, "officer")
