"""The page on which a person sets their password: it tells nobody which links exist, and leaks none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.module.people.builders import KEEPER, NOW, official

from licet.people.public import MadeLink, Role, User, make_password_link
from licet.platform import clock

PASSWORD = "correct horse battery staple"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later() -> Iterator[None]:
    with clock.at(NOW + timedelta(hours=1)):
        yield


@pytest.fixture
def made() -> MadeLink:
    return make_password_link(actor=KEEPER, user=official("ilse.brandt", Role.CASE_OFFICER).pk, now=NOW)


def set_password(client: Client, code: str, password: str = PASSWORD) -> Any:
    return client.post("/account/password", {"code": code, "password": password})


def test_password_is_set_and_signs_in(client: Client, made: MadeLink) -> None:
    response = set_password(client, made.code)
    assert (response.status_code, response["Location"]) == (302, "/account/sign-in")
    assert "Your password is set" in client.get("/account/sign-in").text
    assert client.post("/account/sign-in", {"username": "ilse.brandt", "password": PASSWORD})["Location"] == "/desk/"


def test_whole_link_may_be_pasted(client: Client, made: MadeLink) -> None:
    assert set_password(client, made.address).status_code == 302


def test_used_and_invented_codes_get_the_same_page(client: Client, made: MadeLink) -> None:
    set_password(client, made.code)
    pages = []
    for code in (made.code, "0" * 26):
        response = set_password(Client(), code)
        assert response.status_code == 400
        pages.append(unescape(response.text).replace(code, "CODE"))
    assert "This link cannot be used" in pages[0]
    assert "Ilse" not in pages[0]
    assert _without_token(pages[0]) == _without_token(pages[1])


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_page_is_neither_cached_nor_named_to_other_sites_and_keeps_no_password(client: Client, made: MadeLink) -> None:
    for response in (client.get("/account/password"), set_password(client, made.code, "12345")):
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert "12345" not in response.text
    assert "too short" in response.text


def test_code_is_in_no_address_and_no_log_line(client: Client, made: MadeLink, caplog: pytest.LogCaptureFixture) -> None:
    assert made.address.partition("#")[2] == made.code  # what stands behind the # is never sent
    with caplog.at_level(logging.DEBUG):
        set_password(client, made.code, "12345")
        set_password(client, "0" * 26)
    assert made.code not in caplog.text


def test_whoever_is_signed_in_stays_who_they_are(client: Client, made: MadeLink) -> None:
    """An administrator who opens the link in their own browser does not become the other person."""
    keeper = official("ann.keeper", Role.ADMINISTRATOR)
    client.force_login(keeper)
    set_password(client, made.code)
    assert client.session["_auth_user_id"] == keeper.pk
    assert User.objects.get(username="ilse.brandt").has_usable_password()
