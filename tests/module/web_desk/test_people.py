"""People at the desk: what an administrator does on pages, what is refused there, and that others find nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests import world as worlds
from tests.module.web_desk.desk import Desk, said
from tests.world import NOW, World

from licet.people import public as people
from licet.people.models import BrowserSession
from licet.people.public import Membership, Organisation, Role, User
from licet.project.mailers import mailers_from_url

MOST_QUERIES = 20
PASSWORD = "correct horse battery staple"


@pytest.fixture
def admin(world: World) -> Desk:
    for name in ("ann.keeper", "bea.keeper"):
        user = people.create_user(
            actor=worlds.ADMINISTRATOR,
            username=name,
            full_name=name.replace(".", " ").title(),
            email=f"{name}@authority.example",
            department="licensing",
            password=PASSWORD,
            now=NOW,
        )
        people.give_role(actor=worlds.ADMINISTRATOR, user=user.pk, role=Role.ADMINISTRATOR, reasons="x", now=NOW)
    return Desk(world, "ann.keeper")


def person(name: str) -> User:
    return User.objects.get(username=name.replace(" ", "-"))


def page_of(name: str, action: str = "") -> str:
    return f"people/{person(name).pk}/{action}"


def pages() -> list[str]:
    organisation = Organisation.objects.get().pk
    parts = ("", "add", "departments", "organisations/", "organisations/add")
    ofs = ("", "add", "close")
    persons = ("", "details", "give-role", "end-role/case-officer", "end")
    return [
        *(f"people/{part}" for part in parts),
        *(f"people/organisations/{organisation}/{part}" for part in ofs),
        *(page_of("officer", part) for part in persons),
    ]


def test_administrator_starts_at_the_list_and_opens_every_page(admin: Desk, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    assert admin.get("")["Location"] == "/desk/people/"
    for address in pages():
        with django_assert_max_num_queries(MOST_QUERIES):
            assert admin.get(address).status_code == 200, address


def test_people_pages_are_absent_for_everybody_else(admin: Desk, desk: Callable[[str], Desk]) -> None:
    for name in ("officer", "countersigner", "manager", "minister", "exporter"):
        browser = desk(name)
        assert {browser.get(address).status_code for address in pages()} == {404}
        assert browser.post(page_of("officer", "link")).status_code == 404
        assert browser.post(page_of("officer", "end-sessions")).status_code == 404
    assert Client().get("/desk/people/").status_code == 302


def queries_of(admin: Desk, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert admin.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_people(admin: Desk) -> None:
    firm = Organisation.objects.get()
    addresses = ("people/?state=active", f"people/organisations/{firm.pk}/", "people/organisations/", page_of("officer"))
    before = [queries_of(admin, address) for address in addresses]
    for number in range(12):
        user = people.create_user(
            actor=worlds.ADMINISTRATOR,
            username=f"new.{number}",
            full_name=f"New {number}",
            email=f"new.{number}@o.example",
            organisation=firm.pk,
            now=NOW,
        )
        people.give_role(actor=worlds.ADMINISTRATOR, user=user.pk, role=Role.EXPORTER, reasons="x", now=NOW)
    for number in range(9):
        people.make_token(actor=worlds.ADMINISTRATOR, user=person("officer").pk, name=f"t{number}", days=5, now=NOW)
    assert [queries_of(admin, address) for address in addresses] == before
    assert max(before) < MOST_QUERIES


def test_list_is_searched_filtered_and_paged(admin: Desk) -> None:
    words = admin.words("people/")
    assert "Showing 15 of 15 people" in words
    assert "Other Officer" in admin.words("people/?search=other+officer&state=active")
    assert "Showing 1 of 1" in admin.words("people/?search=other+officer&state=active")
    assert "Showing 1 of 1" in admin.words("people/?side=organisation")
    assert "Showing 4 of 4" in admin.words("people/?role=adviser")
    assert "Showing 1 of 1" in admin.words("people/?department=defence")
    assert "Showing 1 of 1" in admin.words("people/?organisation=orlan-optics")
    assert "Nobody matches these filters" in admin.words("people/?state=ended")
    assert admin.get("people/?role=king").status_code == 200
    for number in range(15):
        people.create_user(
            actor=worlds.ADMINISTRATOR,
            username=f"z.{number:02}",
            full_name="Zed",
            email=f"z{number}@x.example",
            department="defence",
            now=NOW,
        )
    first = admin.words("people/?state=active")
    assert "Showing 25 of 30" in first
    following = re.search(r'href="(\?[^"]*after=[^"]*)"', first)
    assert following
    assert "Showing 5 of 30" in admin.words("people/" + following.group(1))
    assert admin.get("people/?after=nowhere").status_code == 404


def test_official_is_added_with_roles_and_gets_a_link_that_is_shown_once(admin: Desk, settings: Any, tmp_path: Path) -> None:
    settings.MAILERS = mailers_from_url("", outbox=tmp_path)
    typed = {
        "full_name": "New One",
        "username": "new.one",
        "email": "n@a.example",
        "department": "defence",
        "role": ["adviser"],
        "reasons": "Joins.",
    }
    response = admin.post("people/add", typed)
    user = person("new.one")
    assert response["Location"] == f"/desk/people/{user.pk}/"
    assert "password not set" in admin.words(page_of("new.one"))
    shown = admin.post(page_of("new.one", "link"))
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"
    address = re.search(r"http://\S+/account/password#\w{26}", shown.text)
    assert address
    assert address.group() not in admin.words(page_of("new.one"))
    assert Client().post("/account/password", {"code": address.group(), "password": PASSWORD}).status_code == 302
    assert "Password set with a link" in admin.words(page_of("new.one"))


def test_roles_that_do_not_go_together_are_refused_with_what_was_typed(admin: Desk) -> None:
    response = admin.post(page_of("countersigner", "give-role"), {"role": "administrator", "reasons": "Stands in."})
    assert response.status_code == 400
    assert "An administrator cannot also be countersigner" in said(response)
    assert "Stands in." in said(response)
    typed = {"full_name": "New One", "username": "new.one", "email": "n@a.example", "department": "defence", "role": "adviser"}
    response = admin.post("people/add", typed)
    assert response.status_code == 400
    assert "Say why" in said(response)
    assert 'value="new.one"' in said(response)
    assert not User.objects.filter(username="new.one").exists()


def test_organisation_is_added_with_its_people(admin: Desk) -> None:
    typed = {"name": "Petra Tools", "registration_number": "P-2", "address": "2 Lane", "country": "XA", "email": "p@petra.example"}
    address = admin.post("people/organisations/add", typed)["Location"]
    again = admin.post("people/organisations/add", typed)
    assert again.status_code == 400
    assert "P-2 is registered already" in said(again)
    added = {"full_name": "Ida Petra", "username": "ida.petra", "email": "ida@petra.example", "role": "exporter"}
    assert admin.client.post(f"{address}add", added).status_code == 400
    added["reasons"] = "Applies for licences."
    assert admin.client.post(f"{address}add", added).status_code == 302
    assert "Ida Petra" in said(admin.client.get(address))
    assert admin.client.post(f"{address}close", {"reasons": "Dissolved."}).status_code == 302
    assert "closed" in said(admin.client.get(address))


def test_role_is_given_with_dates_and_ended_with_reasons(admin: Desk) -> None:
    dates = {"valid_from-day": "1", "valid_from-month": "6", "valid_from-year": "2031"}
    dates |= {"valid_to-day": "31", "valid_to-month": "8", "valid_to-year": "2031"}
    response = admin.post(page_of("officer", "give-role"), {"role": "licensing-manager", "reasons": "Stands in.", **dates})
    assert response.status_code == 302
    words = admin.words(page_of("officer"))
    assert "1 June 2031 to 31 August 2031" in words
    assert "Stands in." in words
    refused = admin.post(page_of("officer", "give-role"), {"role": "administrator", "reasons": "Mistake."})
    assert refused.status_code == 400
    assert "An administrator cannot also be" in said(refused)
    past = dates | {"valid_from-year": "2030"}
    assert "cannot begin in the past" in said(admin.post(page_of("officer", "give-role"), {"role": "adviser", "reasons": "x", **past}))
    assert admin.post(page_of("officer", "end-role/case-officer"), {"reasons": "Moves on."}).status_code == 302
    assert "Moves on." in admin.words(page_of("officer"))
    assert admin.get(page_of("officer", "end-role/case-officer")).status_code == 404
    assert admin.post(page_of("officer", "give-role"), {"role": "adviser", "reasons": ""}).status_code == 400


def test_own_page_offers_no_change_and_its_addresses_are_absent(admin: Desk) -> None:
    words = admin.words(page_of("ann.keeper"))
    assert "This is your own account." in words
    assert "Assign a role" not in words
    assert "Change details" not in words
    for action in ("give-role", "end-role/administrator", "end", "details"):
        assert admin.get(page_of("ann.keeper", action)).status_code == 404
        assert admin.post(page_of("ann.keeper", action), {"role": "auditor", "reasons": "x"}).status_code == 404
    assert admin.post(page_of("ann.keeper", "link")).status_code == 404
    assert Membership.objects.filter(user=person("ann.keeper")).count() == 1


def test_last_administrator_is_kept_on_the_page_too(admin: Desk) -> None:
    """Ann's own role will end by itself, so that Bea is the last one who stays."""
    Membership.objects.filter(user=person("ann.keeper")).update(valid_to=NOW.date())
    for action in ("end", "end-role/administrator"):
        refused = admin.post(page_of("bea.keeper", action), {"reasons": "Left."})
        assert refused.status_code == 400
        assert "This is the last administrator." in said(refused)
    assert person("bea.keeper").is_active


def test_ending_somebody_says_first_what_they_leave_behind(admin: Desk, world: World) -> None:
    case = world.ready()
    world.propose(case, by="officer")
    words = admin.words(page_of("officer", "end"))
    assert "They are the officer of 1 open case" in words
    assert "They could sign 1 act next" in words
    browser = Desk(world, "officer")
    assert browser.get("cases/").status_code == 200
    assert admin.post(page_of("officer", "end"), {"reasons": " "}).status_code == 400
    assert admin.post(page_of("officer", "end"), {"reasons": "Left the service."}).status_code == 302
    assert browser.get("cases/").status_code == 302
    assert "Left the service." in admin.words(page_of("officer"))
    assert admin.post(page_of("other officer", "end"), {"reasons": "Left the service."}).status_code == 302
    listed = Desk(world, "manager").words(f"cases/?officer=user:{person('officer').pk}")
    assert "Officer (no longer an officer)" in listed
    assert listed.count("(no longer an officer)") == 1, "somebody who left no open case is not offered"
    assert case.reference in listed
    assert admin.get(page_of("officer", "give-role")).status_code == 404


def test_session_and_token_are_ended(admin: Desk, world: World) -> None:
    browser = Desk(world, "officer")
    other = Desk(world, "officer")
    words = admin.words(page_of("officer"))
    assert "Sign out everywhere" in words
    assert not any(key in words for key in BrowserSession.objects.values_list("session_key", flat=True))
    handle = people.person_detail(actor=worlds.ADMINISTRATOR, user="officer", now=NOW).sessions[0].handle
    assert "Signed out of this browser." in said(admin.post(page_of("officer", "end-sessions"), {"session": handle}, follow=True))
    assert sorted(one.get("cases/").status_code for one in (browser, other)) == [200, 302]
    assert "Signed out everywhere." in said(admin.post(page_of("officer", "end-sessions"), follow=True))
    assert {one.get("cases/").status_code for one in (browser, other)} == {302}
    made = people.make_token(actor=worlds.ADMINISTRATOR, user=person("officer").pk, name="figures", days=5, now=NOW)
    assert "figures" in admin.words(page_of("officer"))
    assert admin.post(page_of("manager", "end-token"), {"token": made.token.pk}).status_code == 404
    assert "The token was revoked." in said(admin.post(page_of("officer", "end-token"), {"token": made.token.pk}, follow=True))
    assert people.actor_by_token(made.secret, on=NOW.date()) is None


def test_missing_departments_of_the_pack_are_added_by_a_button(admin: Desk) -> None:
    assert "0 departments were added." in said(admin.client.post("/desk/people/departments", follow=True))


def test_mail_that_cannot_be_sent_shows_no_link(admin: Desk, settings: Any) -> None:
    options = {"host": "127.0.0.1", "port": 1, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    words = said(admin.client.post(f"/desk/{page_of('officer', 'link')}", follow=True))
    assert "could not be sent" in words
    assert "/account/password#" not in words


def test_mailed_link_is_not_shown(admin: Desk, settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend", "OPTIONS": {}}}
    words = said(admin.client.post(f"/desk/{page_of('officer', 'link')}", follow=True))
    assert "was emailed to officer@example.org" in words
    assert "/account/password#" not in words


def test_details_are_changed_with_reasons_and_stay_on_the_record(admin: Desk) -> None:
    typed = {"full_name": "Officer Marsh", "email": "marsh@authority.example", "department": "defence", "reasons": "Married."}
    assert 'value="officer@example.org"' in admin.words(page_of("officer", "details"))
    assert admin.post(page_of("officer", "details"), typed | {"reasons": " "}).status_code == 400
    taken = admin.post(page_of("officer", "details"), typed | {"email": person("manager").email})
    assert taken.status_code == 400
    assert "Somebody already signs in with" in said(taken)
    assert admin.post(page_of("officer", "details"), typed).status_code == 302
    words = admin.words(page_of("officer"))
    assert "Name changed from “Officer” to “Officer Marsh”" in words
    assert "Email address changed from officer@example.org to marsh@authority.example" in words
    assert "Department changed from licensing to defence" in words
    assert "Married." in words
    assert "Nothing would change" in said(admin.post(page_of("officer", "details"), typed))
    assert "Department" not in admin.words(page_of("exporter", "details")).split("Change details")[-1]


def test_own_browser_is_marked_and_many_sign_ins_are_folded_away(admin: Desk, world: World) -> None:
    for _ in range(8):
        Desk(world, "ann.keeper")
    words = admin.words(page_of("ann.keeper"))
    assert words.count("This browser") == 1
    assert "4 earlier sign-ins" in words
    assert words.index("This browser") < words.index("4 earlier sign-ins")
    assert "This browser" not in admin.words(page_of("officer"))
