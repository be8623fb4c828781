"""A newer watchlist reaches a licence: from the list of possible matches to the trigger in the reviews, without script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.journey.web_desk.test_desk import enter
from tests.stores import Store, copy_of


@pytest.fixture
def store() -> Iterator[Store]:
    with copy_of("matches") as store:
        yield store


def work(store: Store) -> None:
    """What a worker does in a minute: what is due, and what follows events."""
    for command in (["run-due"], ["worker", "--batch"]):
        done = store.licet(*command)
        assert done.returncode == 0, done.stderr


def test_from_the_list_to_the_trigger(store: Store, new_page: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    ids = json.loads(store.told)
    with store.served() as address:
        page = new_page(base_url=address, java_script_enabled=False)
        enter(page, "Screener")
        expect(page.get_by_role("list", name="Counts")).not_to_contain_text("on a live licence")
        work(store)
        page.reload()
        page.get_by_role("link", name="open the list – possible matches").click()
        expect(page.get_by_role("table", name="On live licences")).to_contain_text(ids["licence"])
        expect(page.get_by_role("table", name="On pending cases")).to_contain_text(ids["case"])
        page.get_by_role("link", name="Oskar Telmark").click()
        expect(page.locator("body")).to_contain_text(f"Licence {ids['licence']} was granted on these parties.")
        page.get_by_label("Yes, it is the same").check()
        page.get_by_label("How do you know?").fill("Same register number and the same owner.")
        page.get_by_role("button", name="Put it in the record").click()
        expect(page.locator("body")).to_contain_text("What you found of the match stands in the record.")
        expect(page.get_by_role("table", name="On live licences")).to_have_count(0)
        work(store)
        manager = new_page(base_url=address)
        enter(manager, "Manager", "/desk/triggers/")
        manager.get_by_role("link", name="A party of a licence is on the list demo-watchlist: Oskar Telmark").click()
        expect(manager.locator("body")).to_contain_text(ids["licence"])
        axe(manager)
        screenshot(manager, "desk-trigger-of-a-match")


@pytest.mark.parametrize("width", [1280, 400])
def test_list_has_no_barrier_full_and_empty(store: Store, new_page: Callable[..., Any], axe: Any, screenshot: Any, width: int) -> None:
    with store.served() as address:
        page = new_page(base_url=address, viewport={"width": width, "height": 900})
        enter(page, "Screener", "/desk/matches/")
        expect(page.get_by_text("Nothing waits")).to_be_visible()
        axe(page)
        screenshot(page, f"desk-matches-empty-{width}")
        work(store)
        page.reload()
        expect(page.get_by_role("table", name="On live licences")).to_contain_text("stands in both names")
        axe(page)
        screenshot(page, f"desk-matches-{width}")
        page.get_by_role("link", name="Oskar Telmark").click()
        axe(page)
        screenshot(page, f"desk-hit-of-a-licence-{width}")
