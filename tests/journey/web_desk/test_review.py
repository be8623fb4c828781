"""A clear risk becomes a suspension: from the trigger to the exporter's start page, by the people who do it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests.journey.web_desk.test_desk import enter
from tests.stores import copy_of

PAGES = {
    "home": "/desk/",
    "reviews": "/desk/reviews/",
    "review-open": "/desk/reviews/open",
    "review-open-looked": "/desk/reviews/open?look=1&destination=QN&rating=ML11",
    "review-open-unknown": "/desk/reviews/open?look=1&text=destination%3DQN+pool%3Dyes",
    "review-open-wrong": "/desk/reviews/open?look=1&text=nonsense",
    "review-done": "/desk/reviews/{done}/",
    "review-running": "/desk/reviews/{running}/",
    "review-scope": "/desk/reviews/{running}/scope?look=1&destination=QP",
    "review-outcomes": "/desk/reviews/{running}/outcomes",
    "review-outcomes-none": "/desk/reviews/{running}/outcomes?outcome=revoke",
    "review-propose": "/desk/reviews/{running}/propose",
    "review-conclude": "/desk/reviews/{running}/conclude",
    "triggers": "/desk/triggers/",
    "trigger": "/desk/triggers/{trigger}/",
    "trigger-overdue": "/desk/triggers/{overdue}/",
    "trigger-raise": "/desk/triggers/raise",
}
WRONG = {"review-open-wrong"}


@dataclass(frozen=True)
class Served:
    address: str
    ids: dict[str, str]


@pytest.fixture
def served() -> Iterator[Served]:
    with copy_of("review") as store, store.served() as address:
        yield Served(address, json.loads(store.told))


@pytest.mark.parametrize("width", [1280, 400])
def test_every_page_has_no_barrier(served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any, width: int) -> None:
    page = new_page(base_url=served.address, viewport={"width": width, "height": 900})
    enter(page, "Manager", "/desk/triggers/")
    for label, address in PAGES.items():
        response = page.goto(address.format(**served.ids))
        assert response.status == (400 if label in WRONG else 200), address
        axe(page)
        screenshot(page, f"desk-{label}-{width}")


def sign(page: Any) -> None:
    page.get_by_label("I have read what stands above, and I sign it.").check()
    page.get_by_label("Your words").first.fill("The risk is clear.")
    page.get_by_role("button", name="Sign", exact=True).click()


def test_from_the_trigger_to_the_exporters_start_page_without_script(
    served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any
) -> None:
    manager = new_page(base_url=served.address, java_script_enabled=False)
    enter(manager, "Manager", "/desk/triggers/")
    manager.get_by_role("link", name="clear risk", exact=False).first.click()
    manager.get_by_role("button", name="Open a review of what it touches").click()
    manager.get_by_text("It takes up trigger").wait_for()
    manager.get_by_label("What is the review to answer?").fill("Do licences for military goods to Norvia still stand?")
    manager.get_by_label("Who commissioned it?").fill("the Minister")
    manager.get_by_role("button", name="Open it").click()
    manager.get_by_text("The review is open.").wait_for()
    manager.get_by_role("button", name="Freeze it").click()
    manager.get_by_text("The list is frozen.").wait_for()
    manager.get_by_role("radio", name="Suspend", exact=True).check()
    manager.get_by_label("All that have no outcome yet").check()
    manager.get_by_role("button", name="Note it").click()
    manager.get_by_role("heading", name="There is a problem").wait_for()
    manager.get_by_label("Reasons").fill("A clear risk was found for military goods.")
    manager.get_by_role("button", name="Note it").click()
    manager.get_by_role("link", name="Propose them as one act").click()
    manager.get_by_label("Legal basis").fill("Section 9 of the Strategic Goods Act.")
    manager.get_by_label("Reasons of the whole").fill("The assessment found a clear risk.")
    manager.get_by_role("button", name="Propose it").click()
    manager.get_by_role("link", name="Outcomes of a review", exact=False).first.click()
    manager.wait_for_url("**/desk/acts/*/")
    act = manager.url.replace(served.address, "")
    for name in ("Minister", "Countersigner"):
        page = new_page(base_url=served.address)
        enter(page, name, act)
        page.get_by_text("Do licences for military goods to Norvia still stand?").first.wait_for()
        sign(page)
    page.get_by_text("it is done").wait_for()
    axe(page)
    screenshot(page, "desk-review-act-done")
    exporter = new_page(base_url=served.address, java_script_enabled=False)
    enter(exporter, "Exporter", "/portal/")
    exporter.get_by_role("heading", name=f"Suspended: {served.ids['licence']}").wait_for()
    exporter.get_by_text("Stop exporting under this licence now.").first.wait_for()
    screenshot(exporter, "portal-suspended-by-review")


def test_a_scope_is_chosen_by_ticking_and_both_plans_stand_beside_each_other(
    served: Served, new_page: Callable[..., Any], axe: Any
) -> None:
    page = new_page(base_url=served.address)
    enter(page, "Manager", f"/desk/reviews/{served.ids['running']}/scope")
    page.get_by_role("group", name="Rated").get_by_label("ML11", exact=False).check()
    page.get_by_role("group", name="For a shared pool").get_by_label("yes").check()
    page.get_by_role("button", name="Show what it takes").click()
    page.get_by_role("heading", name="The scope that you chose").wait_for()
    page.get_by_text("rated ML11, for a shared pool.", exact=False).first.wait_for()
    page.get_by_text("This scope takes no live licence: it cannot be frozen.").wait_for()
    page.get_by_label("Take also lines of which a fact is not known").check()
    page.get_by_role("button", name="Show what it takes").click()
    page.get_by_text("lines whose facts are unknown are included", exact=False).first.wait_for()
    axe(page)
    page.get_by_role("button", name="Take this scope").click()
    page.get_by_text("The scope was changed").wait_for()
