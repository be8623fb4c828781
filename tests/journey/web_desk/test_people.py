"""An administrator sets up an official and a firm from nothing but the command line's first link, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.stores import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "correct horse battery staple"
ADA = (
    "--name",
    "Ada Keeper",
    "--email",
    "ada.keeper@authority.example",
    "--department",
    "licensing",
    "--role",
    "administrator",
    "--reasons",
    "First.",
)
PHONE = {"width": 400, "height": 800}


@pytest.fixture
def served(store_copy: Store) -> Iterator[tuple[str, str]]:
    """The address, and the link of the first administrator as the command line printed it."""
    assert store_copy.licet("people", "department").returncode == 0
    with store_copy.served() as address:
        added = store_copy.licet("people", "add", "ada.keeper", *ADA, LICET_BASE_URL=address)
        assert added.returncode == 0, added.stderr
        yield address, added.stdout.strip()


def set_password(page: Page, link: str, username: str) -> None:
    """Follow a link that works once, choose a password, sign in with it."""
    page.goto(link)
    expect(page.get_by_label("Code from your link")).to_have_value(re.compile(r"\w{26}"))
    assert "#" not in page.url, "the code stays in the address bar"
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def shown_link(page: Page) -> str:
    page.get_by_role("button", name="Send a link to set a password").click()
    return page.locator("#password-link").inner_text().strip()


def add_person(page: Page, name: str, role: str) -> None:
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Username").fill(name.lower().replace(" ", "."))
    page.get_by_label("Email address").fill(f"{name.lower().replace(' ', '.')}@x.example")
    page.get_by_label("Role from today").select_option(label=role)
    page.get_by_label("Reasons for the role").fill("Joins the service.")
    page.get_by_role("button", name=re.compile("^Add (official|person)$")).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_first_people_are_made_on_pages_and_their_access_is_ended(
    served: tuple[str, str], new_page: Callable[..., Page], axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    address, first_link = served
    admin = new_page(base_url=address)
    admin.goto(first_link)
    axe(admin)
    screenshot(admin, "people-set-password")
    set_password(admin, first_link, "ada.keeper")
    expect(admin.get_by_role("heading", name="People", exact=True)).to_be_visible()

    admin.get_by_role("button", name="Add an official").click()
    axe(admin)
    screenshot(admin, "people-add-official")
    admin.get_by_label("Department", exact=True).select_option("licensing")
    add_person(admin, "Otto Lind", "Case officer")
    otto = admin.url
    otto_link = shown_link(admin)
    axe(admin)
    screenshot(admin, "people-link")

    admin.goto("/desk/people/organisations/add")
    axe(admin)
    for label, words in (
        ("Name", "Orlan Optics"),
        ("Registration number", "R-1"),
        ("Address", "14 Lens Street"),
        ("Email address", "o@o.example"),
    ):
        admin.get_by_label(label).first.fill(words)
    admin.get_by_label("Country").select_option("XA")
    admin.get_by_role("button", name="Add organisation").click()
    admin.get_by_role("button", name="Add a person").click()
    axe(admin)
    add_person(admin, "Ida Brandt", "Exporter")
    ida_link = shown_link(admin)

    exporter = new_page(base_url=address)
    set_password(exporter, ida_link, "ida.brandt")
    expect(exporter).to_have_url(re.compile("/portal/"))
    officer = new_page(base_url=address)
    set_password(officer, otto_link, "otto.lind")
    expect(officer.get_by_role("heading", name="What waits for you")).to_be_visible()

    admin.goto(otto)
    admin.get_by_role("button", name="Assign a role").click()
    axe(admin)
    screenshot(admin, "people-give-role")
    admin.get_by_label("Role", exact=True).select_option(label="Licensing manager")
    admin.get_by_label("Reasons").fill("Stands in for a month.")
    admin.get_by_role("button", name="Assign role").click()
    officer.goto("/desk/holds/")
    expect(officer.get_by_role("button", name="Propose a hold")).to_be_visible()
    admin.get_by_role("link", name="End this role Licensing manager").click()
    axe(admin)
    admin.get_by_label("Reasons").fill("No longer needed.")
    admin.get_by_role("button", name="End role").click()
    officer.reload()
    expect(officer.get_by_role("button", name="Propose a hold")).to_have_count(0)
    axe(admin)
    screenshot(admin, "people-person")
    admin.get_by_role("button", name=re.compile("^Sign out session")).click()
    expect(admin.get_by_text("Signed out of this browser.")).to_be_visible()
    officer.reload()
    expect(officer.get_by_role("heading", name="Sign in")).to_be_visible()

    for name, path in (
        ("list", "/desk/people/"),
        ("organisations", "/desk/people/organisations/"),
        ("departments", "/desk/people/departments"),
    ):
        admin.goto(path)
        axe(admin)
        screenshot(admin, f"people-{name}")
    admin.goto(otto)
    admin.get_by_role("button", name="Close this account").click()
    axe(admin)
    screenshot(admin, "people-end")
    admin.set_viewport_size(PHONE)
    for name, path in (("list", "/desk/people/"), ("person", otto), ("add", "/desk/people/add"), ("firms", "/desk/people/organisations/")):
        admin.goto(path)
        axe(admin)
        screenshot(admin, f"people-{name}-phone")


def test_link_without_script_is_pasted_and_works_once(served: tuple[str, str], new_page: Callable[..., Page]) -> None:
    address, link = served
    for attempt, expected in ((1, "Your password is set."), (2, "This link cannot be used")):
        page = new_page(base_url=address, java_script_enabled=False)
        page.goto(link)
        page.get_by_label("Code from your link").fill(link)
        page.get_by_label("New password", exact=True).fill(f"{PASSWORD} {attempt}")
        page.get_by_role("button", name="Set password").click()
        expect(page.locator("main")).to_contain_text(expected)
