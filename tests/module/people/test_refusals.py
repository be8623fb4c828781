"""What is asked of somebody or something that is not there, or is there already: one sentence, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.internal import recorded_count
from tests.module.people import builders
from tests.module.people.builders import KEEPER, NOW

from licet.kernel.audience import Audience
from licet.kernel.errors import Invalid, InvalidTransition, LicetError, NotFound
from licet.people import public as people
from licet.people.public import Role

pytestmark = pytest.mark.django_db
ABSENT = "0" * 26
AUTHORITY = {"domains": ["authority.example"], "audience": Audience.OFFICIALS}
KNOWN_LIST = {"code": "officials", "address": "a@authority.example"}

REFUSALS: list[tuple[str, dict[str, Any], type[LicetError], str]] = [
    ("create_user", {"username": "new", "full_name": "New", "email": "n@x.example", "organisation": ABSENT}, NotFound, "organisation"),
    ("create_user", {"username": "new", "full_name": "New", "email": "n@x.example", "department": "nowhere"}, NotFound, "“nowhere”"),
    ("create_user", {"username": "new", "full_name": "New", "email": "n@x.example"}, Invalid, "to one organisation or to one department"),
    ("deactivate_user", {"user": ABSENT, "reasons": "Left."}, NotFound, "person"),
    ("end_role", {"user": "official", "role": Role.MINISTER, "reasons": "Left."}, InvalidTransition, "does not have the role minister"),
    ("make_token", {"user": ABSENT, "name": "Job", "days": 1}, NotFound, "person"),
    ("make_token", {"user": "official", "name": "Job", "days": 0}, Invalid, "A token counts for 1 to"),
    ("make_token", {"user": "official", "name": "Job", "days": 10_000}, Invalid, "A token counts for 1 to"),
    ("end_token", {"token": ABSENT}, NotFound, "token"),
    ("create_list", {"code": " OFFICIALS ", "name": "Officials"} | AUTHORITY, Invalid, "There is a list “officials” already"),
    ("add_to_list", KNOWN_LIST | {"code": "nowhere"}, NotFound, "“nowhere”"),
    ("add_to_list", KNOWN_LIST | {"address": "nobody"}, Invalid, "“nobody” is not an email address"),
    ("add_to_list", KNOWN_LIST, Invalid, "is on “Officials” already"),
    ("add_to_list", KNOWN_LIST | {"address": "a@press.example"}, Invalid, "outside what “Officials” may reach"),
    ("remove_from_list", KNOWN_LIST | {"address": "b@authority.example"}, NotFound, "address on this list"),
    ("create_department", {"code": "licensing", "name": "Licensing"}, Invalid, "There is a department “licensing” already"),
    ("close_organisation", {"organisation": ABSENT, "reasons": "Wound up."}, NotFound, "organisation"),
    ("close_organisation", {"organisation": "closed", "reasons": "Wound up."}, InvalidTransition, "is closed already"),
]


@pytest.mark.parametrize(("service", "asked", "error", "why"), REFUSALS)
def test_what_is_not_there_or_there_already_is_refused(service: str, asked: dict[str, Any], error: type[LicetError], why: str) -> None:
    closed = builders.organisation()
    people.close_organisation(actor=KEEPER, organisation=closed.pk, reasons="Wound up.", now=NOW)
    people.create_list(actor=KEEPER, code="officials", name="Officials", now=NOW, **AUTHORITY)  # type: ignore[arg-type]
    people.add_to_list(actor=KEEPER, now=NOW, **KNOWN_LIST)
    named = {"official": builders.official("ada.quill", Role.ADVISER).pk, "closed": closed.pk}
    before = recorded_count()
    call: Callable[..., object] = getattr(people, service)
    with pytest.raises(error, match=why):
        call(actor=KEEPER, now=NOW, **{name: named.get(value, value) if isinstance(value, str) else value for name, value in asked.items()})
    assert recorded_count() == before


def test_a_token_counts_from_one_day_to_ninety() -> None:
    user = builders.official("ada.quill", Role.ADVISER).pk
    for days in (1, 90):
        made = people.make_token(actor=KEEPER, user=user, name="Job", days=days, now=NOW)
        assert made.token.expires_on == NOW.date() + timedelta(days=days)
        assert people.actor_by_token(made.secret, on=made.token.expires_on) is not None
        assert people.actor_by_token(made.secret, on=made.token.expires_on + timedelta(days=1)) is None
    for days in (0, 91):
        with pytest.raises(Invalid, match="A token counts for 1 to 90 days"):
            people.make_token(actor=KEEPER, user=user, name="Job", days=days, now=NOW)


def test_a_person_has_so_many_tokens_at_most() -> None:
    user = builders.official("ada.quill", Role.ADVISER).pk
    for number in range(10):
        people.make_token(actor=KEEPER, user=user, name=f"Job {number}", days=1, now=NOW)
    with pytest.raises(Invalid, match="has 10 tokens already: end one first"):
        people.make_token(actor=KEEPER, user=user, name="One more", days=1, now=NOW)


def test_who_or_which_organisation_is_not_there_is_not_found() -> None:
    for read in (
        lambda: people.user_by_username("nobody"),
        lambda: people.organisation_by_slug("nowhere"),
        lambda: people.person_detail(actor=KEEPER, user=ABSENT, now=NOW),
        lambda: people.list_people(actor=KEEPER, now=NOW, after=ABSENT),
    ):
        with pytest.raises(NotFound):
            read()
