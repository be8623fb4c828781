"""Debian's Chromium, driven by Playwright: fixtures for the journeys. Loaded by `tests/conftest.py`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the run."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context of its own (its own cookies): `new_page(base_url=…, java_script_enabled=False)`.

    The test fails when a page it opened complained: a script error, or something the content policy stopped."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" and "status of 4" not in said.text else None)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, f"the browser complained: {complaints}"


@pytest.fixture
def browser_page(new_page: Callable[..., Page], served_demo: str) -> Page:
    """A page on the served demonstration; addresses may be given from the root, such as "/desk/"."""
    return new_page(base_url=served_demo)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` asserts that axe finds nothing wrong with the page, once it is loaded, and that a phone need not scroll it sideways."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        result = checker.run(page)
        assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} is {wider} px wider than its window"

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """`screenshot(page, "case-as-officer")` keeps the whole page as a picture, if `LICET_TEST_SCREENSHOTS` names a folder for it."""
    if not os.environ.get("LICET_TEST_SCREENSHOTS"):
        return lambda page, name: None
    folder = Path(os.environ["LICET_TEST_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=folder / f"{name}.png", full_page=True) and None
