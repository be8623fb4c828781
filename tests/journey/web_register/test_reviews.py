"""A member of the public reads a review: from the front page to its conclusion, what it did and its proof; with axe, without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.stores import Store, copy_of

PUBLISH = """
import django
django.setup()
from tests.module.register.facts import whole
from tests.module.register.published import LEADER, NOW, tell
from licet.ledger.public import sign_checkpoint
from licet.register.public import catch_up
tell(*whole())
catch_up()
sign_checkpoint(actor=LEADER, now=NOW)
"""
PAGES = {
    "reviews": "/reviews/",
    "reviews-none": "/reviews/?q=nothing+such",
    "review": "/reviews/XA-REV-2031-000001",
    "review-open": "/reviews/XA-REV-2031-000002",
    "destination-assessed": "/destinations/QM",
    "record": "/destinations/QM/record",
    "record-empty": "/destinations/QX/record",
    "home-feed": "/",
    "search": "/licences/?q=Kasdara",
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
    with store.served(LICET_SURFACE="register") as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier(published: str, new_page: Callable[..., Any], axe: Any, screenshot: Any, width: str) -> None:
    page = new_page(base_url=published, viewport={"width": WIDTHS[width], "height": 900})
    for name, address in PAGES.items():
        page.goto(address)
        axe(page)
        screenshot(page, f"register-{name}-{width}")


@pytest.mark.parametrize("script", [True, False])
def test_reader_finds_a_review_and_checks_what_it_did(published: str, new_page: Callable[..., Any], script: bool) -> None:
    page = new_page(base_url=published, java_script_enabled=script)
    page.goto("/")
    page.get_by_role("link", name="Reviews", exact=True).first.click()
    page.get_by_role("link", name="XA-REV 2031/000001").click()
    expect(page).to_have_title(re.compile(re.escape("Which licences to Kasdara can stand?")))
    page.get_by_role("heading", name="Its conclusion").wait_for()
    page.get_by_text("Two licences were suspended; one does not reach the valley.").first.wait_for()
    page.get_by_text("Licence lines with a party in Kasdara, rated ML1.").wait_for()
    page.get_by_role("link", name="XA-LIC 2031/000001").click()
    page.get_by_text("Licence suspended").first.wait_for()
    page.go_back()
    page.get_by_role("link", name="Entry", exact=False).first.click()
    page.get_by_role("link", name="The proof").wait_for()


def test_reader_holds_what_was_said_against_the_record(published: str, new_page: Callable[..., Any]) -> None:
    page = new_page(base_url=published)
    page.goto("/destinations/QM")
    page.get_by_text("Evidence until 30 April 2031").wait_for()
    page.get_by_role("link", name="Assessment, reviews, proceedings").click()
    page.get_by_text("“No comment on individual cases.”").wait_for()
    page.get_by_text("On that day the record held: 150 registered, 61 assessed.").wait_for()
    page.get_by_role("heading", name="Earlier versions").wait_for()
