"""A member of the public, a journalist and a court: every template in a browser, with axe, on a phone, without script."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.stores import Store, copy_of

PUBLISH = """
import django
django.setup()
from tests.module.register.facts import concern_figures
from tests.module.register.published import LEADER, NOW, story, tell
from licet.ledger.public import sign_checkpoint
from licet.register.public import catch_up
tell(*story())
tell(concern_figures())
catch_up()
sign_checkpoint(actor=LEADER, now=NOW)
"""
PAGES = {
    "home": "/",
    "licences": "/licences/",
    "licences-narrowed": "/licences/?destination=QP&outcome=refused",
    "licences-none": "/licences/?q=nothing+such",
    "licence": "/licences/XA-LIC-2031-000001",
    "refusal": "/licences/XA-DEC-2031-000003",
    "check": "/licences/check?code=0123-4567-89AB-CDEF",
    "check-wrong": "/licences/check?code=12",
    "destinations": "/destinations/",
    "destination": "/destinations/QM",
    "destination-empty": "/destinations/QX",
    "figures": "/figures/",
    "figure": "/figures/value-by-destination",
    "figure-series": "/figures/count-by-quarter-outcome",
    "figure-empty": "/figures/value-by-year?year=1999",
    "concerns": "/figures/concerns",
    "reviews": "/reviews/",
    "data": "/data/",
    "log": "/log/",
    "entry": "/log/entries/1",
    "check-this-yourself": "/log/check-this-yourself",
    "absent": "/licences/XA-LIC-2031-999999",
}
WIDTHS = {"wide": 1280, "phone": 400}


@pytest.fixture(scope="module")
def published() -> Iterator[str]:
    """The address of the public's pages; whoever opens them changes nothing."""
    with copy_of("empty") as store:
        yield from _served(store)


def _served(store: Store) -> Iterator[str]:
    root = str(Path(__file__).resolve().parents[3])
    done = store.python("-c", PUBLISH, DJANGO_SETTINGS_MODULE="licet.project.settings", PYTHONPATH=f"{root}/src:{root}")
    assert done.returncode == 0, done.stderr
    with store.served(LICET_SURFACE="register") as address:  # as the public process is run: no other route exists in it
        yield address


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier(published: str, new_page: Callable[..., Any], axe: Any, screenshot: Any, width: str) -> None:
    page = new_page(base_url=published, viewport={"width": WIDTHS[width], "height": 900})
    for name, address in PAGES.items():
        page.goto(address)
        axe(page)
        screenshot(page, f"register-{name}-{width}")


@pytest.mark.parametrize("script", [True, False])
def test_from_the_front_page_to_a_refusal_and_its_proof(published: str, new_page: Callable[..., Any], script: bool) -> None:
    page = new_page(base_url=published, java_script_enabled=script)
    page.goto("/")
    expect(page).to_have_title(re.compile(re.escape("Public register – Demonstration Licensing Authority")))
    page.get_by_role("searchbox", name="Search licences and destinations").fill("000003")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="XA-DEC 2031/000003").click()
    page.get_by_text("Refused under criteria").wait_for()
    page.get_by_role("link", name="Entry 5", exact=True).click()
    page.get_by_role("link", name="The proof").wait_for()


def test_search_and_figure_by_keyboard_alone(published: str, new_page: Callable[..., Any]) -> None:
    page = new_page(base_url=published)
    page.goto("/figures/")
    press_to(page, "Make the figure")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/figures/value-in-all")


def press_to(page: Any, name: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == name:
            return
    pytest.fail(f"Tab never reaches “{name}”")


def test_the_one_command_of_the_page_works_and_finds_damage(published: str, new_page: Callable[..., Any], tmp_path: Path) -> None:
    page = new_page(base_url=published)
    page.goto("/log/check-this-yourself")
    command = page.locator(".licet-command").first.inner_text().replace("python3", sys.executable)
    place = tmp_path / "kept"
    place.mkdir()
    command = command.replace('cd "$(mktemp -d)"', f'cd "{place}"')
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "The log holds" in done.stdout
    lines = (place / "entries").read_bytes().splitlines(keepends=True)
    (place / "entries").write_bytes(b"".join([*lines[:2], *lines[3:]]))
    again = [sys.executable, "licet_verify.pyz", "log", "entries", "--checkpoint", "checkpoint", "--key", "key"]
    found = subprocess.run(again, cwd=place, capture_output=True, text=True, timeout=60)
    assert found.returncode == 1
    assert "entry 2 is missing" in found.stderr


def test_one_entry_is_proved_by_the_command_beside_it(published: str, new_page: Callable[..., Any], tmp_path: Path) -> None:
    page = new_page(base_url=published)
    page.goto("/log/entries/4")
    command = page.locator(".licet-command").first.inner_text().replace("python3", sys.executable)
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "this is entry 4" in done.stdout
