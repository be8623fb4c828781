"""Signing in as a person does: by keyboard alone, without script, on a phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect
from tests.stores import Store

PEOPLE = """
import django
django.setup()
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.people.public import Role, create_department, create_user, give_role
from licet.platform import clock
keeper = system("init", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE)
now = clock.now()
create_department(actor=keeper, code="licensing", name="Licensing Office", now=now)
for username, name, role in [("ilse.brandt", "Ilse Brandt", Role.CASE_OFFICER), ("mara.osei", "Mara Osei", Role.COUNTERSIGNER),
                             ("tomas.ferrin", "Tomas Ferrin", Role.MINISTER), ("ada.linde", "Ada Linde", Role.ADVISER)]:
    user = create_user(actor=keeper, username=username, full_name=name, email=username + "@authority.example", department="licensing",
                       password="correct horse battery staple", demonstration=True, now=now)
    give_role(actor=keeper, user=user.id, role=role, reasons="x", now=now)
"""
PASSWORD = "correct horse battery staple"


@pytest.fixture
def served(store_copy: Store) -> Iterator[str]:
    done = store_copy.python("-c", PEOPLE, DJANGO_SETTINGS_MODULE="licet.project.settings", LICET_ENV="demo")
    assert done.returncode == 0, done.stderr
    with store_copy.served(LICET_ENV="demo") as address:
        yield address


def test_signing_in_and_out_by_keyboard_alone(served: str, new_page: Callable, axe: Callable, screenshot: Callable) -> None:
    page = new_page(base_url=served)
    page.goto("/account/sign-in?next=/account/")
    axe(page)
    screenshot(page, "account-sign-in")
    focus(page, "Username")
    page.keyboard.type("ilse.brandt")
    focus(page, "Password")
    page.keyboard.type("wrong")
    send(page)
    expect(page).to_have_title(re.compile("^Error: "))
    axe(page)
    screenshot(page, "account-sign-in-wrong")
    expect(page.get_by_label("Username")).to_have_value("ilse.brandt")
    focus(page, "Password")
    page.keyboard.type(PASSWORD)
    send(page)
    expect(page.get_by_role("heading", name="Ilse Brandt")).to_be_visible()
    axe(page)
    screenshot(page, "account-home")
    focus(page, "Sign out")
    send(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def send(page: object) -> None:
    with page.expect_navigation():  # type: ignore[attr-defined]
        page.keyboard.press("Enter")  # type: ignore[attr-defined]


def focus(page: object, name: str) -> None:
    """Press Tab until the control of this name has the focus, as somebody without a mouse does."""
    read = "e => (e.labels && e.labels[0] ? e.labels[0] : e).innerText.trim()"
    for _ in range(25):
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
        if page.evaluate_handle("document.activeElement").evaluate(read) == name:  # type: ignore[attr-defined]
            return
    pytest.fail(f"Tab never reaches “{name}”")


@pytest.mark.parametrize("width", [1280, 400])
def test_sign_in_as_without_script(served: str, new_page: Callable, screenshot: Callable, width: int) -> None:
    page = new_page(base_url=served, java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto("/account/sign-in?next=/account/")
    page.get_by_role("link", name="Sign in as one of them").click()
    screenshot(page, f"account-sign-in-as-{width}")
    page.get_by_role("button", name="Sign in as Mara Osei").click()
    expect(page.get_by_role("heading", name="Mara Osei")).to_be_visible()
    expect(page.get_by_text("(demonstration)")).to_be_visible()


def test_sign_in_as_has_no_barrier(served: str, new_page: Callable, axe: Callable) -> None:
    page = new_page(base_url=served)
    page.goto("/account/sign-in-as")
    axe(page)
