"""The components in a browser: nothing wrong by axe, nothing stopped by the content policy, usable without script."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.journey.web_components.gallery import served

PAGES = {"register": "/", "desk": "/desk", "form": "/form", "absent": "/nothing-here", "refused": "/refused"}
WIDTHS = {"wide": 1280, "phone": 400}


@pytest.fixture
def gallery(settings: Any) -> Iterator[str]:
    with served(settings) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_barrier(gallery: str, new_page: Callable, axe: Callable, screenshot: Callable, name: str, width: str) -> None:
    page = new_page(base_url=gallery, viewport={"width": WIDTHS[width], "height": 900})
    page.goto(PAGES[name])
    axe(page)
    screenshot(page, f"components-{name}-{width}")


@pytest.mark.parametrize("script", [True, False])
def test_errors_keep_what_was_typed(gallery: str, new_page: Callable, axe: Callable, screenshot: Callable, script: bool) -> None:
    page = new_page(base_url=gallery, java_script_enabled=script)
    page.goto("/form")
    page.get_by_label("Name of the end user").fill("Ministry <b>of</b> Interior")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2031")
    page.get_by_label("Value").fill("12.345")
    page.get_by_text("Search and rescue").click()
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Name of the end user")).to_have_value("Ministry <b>of</b> Interior")
    for part, typed in (("Day", "31"), ("Month", "2"), ("Year", "2031")):
        expect(page.get_by_label(part)).to_have_value(typed)
    expect(page.get_by_label("Search and rescue")).to_be_checked()
    page.get_by_role("link", name="This must be a real date").click()
    if script:
        assert page.evaluate("document.activeElement.id") == "id_needed-day"
        axe(page)
        screenshot(page, "components-form-errors")


def test_conflict_shows_both_versions(gallery: str, new_page: Callable, axe: Callable, screenshot: Callable) -> None:
    page = new_page(base_url=gallery)
    page.goto("/form")
    page.get_by_label("Name of the end user").fill("Ministry of Justice")
    page.get_by_role("button", name="Save over it").click()
    row = page.get_by_role("row", name="Name of the end user")
    expect(row.get_by_role("cell")).to_have_text(["Ministry of Interior", "Ministry of Justice"])
    axe(page)
    screenshot(page, "components-conflict")


def test_skip_link_is_first_and_leads_to_the_content(gallery: str, new_page: Callable) -> None:
    page = new_page(base_url=gallery)
    page.goto("/desk")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_menu_on_a_phone_needs_no_script(gallery: str, new_page: Callable) -> None:
    page = new_page(base_url=gallery, viewport={"width": 400, "height": 900}, java_script_enabled=False)
    page.goto("/desk")
    expect(page.get_by_role("link", name="Form", exact=True)).to_be_visible()
