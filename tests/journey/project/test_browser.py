"""The browser works here at all: a page opens and is looked at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.stores import Store


def test_health_page_opens_in_the_browser(new_page: Callable[..., Page], store_copy: Store) -> None:
    with store_copy.served() as address:
        page = new_page(base_url=address)
        page.goto("/healthz")
        expect(page.locator("body")).to_contain_text("alive")
