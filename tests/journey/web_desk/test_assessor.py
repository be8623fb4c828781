"""The assessor's evening: findings in a table, a draft that somebody else changed too, and a second person who concludes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.journey.web_desk.test_desk import WIDTHS, enter
from tests.stores import copy_of

PAGES = {
    "home": "/desk/",
    "list": "/desk/assessments/",
    "open": "/desk/assessments/open",
    "page": "/desk/assessments/{reference}/",
    "other-day": "/desk/assessments/{reference}/?as-of=2020-01-01",
    "version": "/desk/assessments/{reference}/versions/1/",
    "history": "/desk/assessments/{reference}/history",
    "draft": "/desk/assessments/{reference}/draft",
    "days": "/desk/assessments/{reference}/draft/days",
    "themes": "/desk/assessments/{reference}/draft/themes",
    "procedures": "/desk/assessments/{reference}/draft/procedures",
    "assurances": "/desk/assessments/{reference}/draft/assurances",
    "questions": "/desk/assessments/{reference}/draft/questions",
    "incidents": "/desk/assessments/{reference}/draft/incidents",
    "conclusion": "/desk/assessments/{reference}/draft/conclusions/1",
    "conclusion-new": "/desk/assessments/{reference}/draft/conclusions/2",
    "what-if": "/desk/assessments/{reference}/what-if",
    "conclude": "/desk/assessments/{reference}/conclude",
}

READ = (
    "Findings of incidents",
    "Themes, commitment and capability",
    "Procedures that protect civilians",
    "Incidents by place",
    "The same months in numbers",
    "Versions",
)


@dataclass(frozen=True)
class Served:
    address: str
    reference: str

    @property
    def at(self) -> str:
        return f"/desk/assessments/{self.reference}/"


@pytest.fixture
def served() -> Iterator[Served]:
    with copy_of("assessor") as store, store.served() as address:
        yield Served(address, json.loads(store.told)["reference"])


def test_every_page_has_no_barrier(served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    for width in WIDTHS:
        page = new_page(base_url=served.address, viewport={"width": width, "height": 900})
        enter(page, "asm-head", "/desk/assessments/")
        for label, address in PAGES.items():
            response = page.goto(address.format(reference=served.reference))
            assert response.status == 200, address
            axe(page)
            screenshot(page, f"desk-assessment-{label}-{width}")


def test_marks_are_reached_by_keyboard_and_lead_to_incidents_without_script(served: Served, new_page: Callable[..., Any]) -> None:
    page = new_page(base_url=served.address, java_script_enabled=False)
    enter(page, "asm-head", served.at)
    page.locator("h3", has_text="Where they happened").scroll_into_view_if_needed()
    page.get_by_role("region", name="Incidents on a map").focus()
    page.keyboard.press("Tab")
    ring = page.get_by_role("link", name="Four relief lorries were turned back at Keld")
    assert ring.first.get_attribute("aria-label").endswith("Place: district")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#place-2")
    row = page.locator("#place-2")
    expect(row.get_by_role("link")).to_have_count(2)
    page.go_back()
    page.get_by_role("region", name="Incidents on a map").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Four relief lorries were turned back at Keld").wait_for()


def test_findings_are_written_and_concluded_without_script(served: Served, new_page: Callable[..., Any], screenshot: Any) -> None:
    page = new_page(base_url=served.address, java_script_enabled=False)
    enter(page, "asm-other", served.at + "draft/incidents?show=none")
    page.get_by_label("Rule: Four relief lorries").select_option("relief access")
    page.get_by_label("Finding: Four relief lorries").select_option("insufficient evidence")
    page.get_by_label("Reasons: Four relief lorries").fill("The checkpoint's log was asked for and not given.")
    page.get_by_label("What did you change, and why?").fill("The convoy of Keld.")
    page.get_by_role("button", name="Save these findings").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("Reasons: Four relief lorries")).to_have_value(re.compile("^The checkpoint's log"))
    page.get_by_label("Why the evidence does not suffice: Four relief lorries").select_option("no access")
    page.get_by_role("button", name="Save these findings").click()
    page.get_by_text("Saved as a revision of the draft").wait_for()
    page.goto(served.at + "draft/incidents?show=moved")
    page.get_by_label("Quote version 2 of it").check()
    page.get_by_label("What did you change, and why?").fill("The newer version says the same.")
    page.get_by_role("button", name="Save these findings").click()
    page.get_by_text("Saved as a revision of the draft").wait_for()
    head = new_page(base_url=served.address, java_script_enabled=False)
    enter(head, "asm-head", served.at + "conclude")
    head.get_by_role("button", name="Conclude version 2").click()
    head.get_by_text("Version 2 is concluded. The gate reads it from now on.").wait_for()
    head.get_by_role("cell", name="insufficient evidence no access").wait_for()
    head.get_by_role("link", name="what changed").click()
    head.get_by_text("The convoy of Keld.").first.wait_for()
    head.get_by_text("Asm Other").first.wait_for()
    screenshot(head, "desk-assessment-difference")


def test_findings_are_read_on_a_phone_row_beneath_row(served: Served, new_page: Callable[..., Any], screenshot: Any) -> None:
    page = new_page(base_url=served.address, viewport={"width": 400, "height": 900})
    enter(page, "asm-head", served.at)
    tables = {"": READ, "history": ("Versions",), "draft/incidents": READ[:1], "draft/procedures": ("Procedures",)}
    for address, names in reversed(tables.items()):
        page.goto(served.at + address)
        for name in names:
            region = page.get_by_role("region", name=name)
            assert region.evaluate("box => box.scrollWidth <= box.clientWidth"), f"nothing of {name} lies beside the screen"
            heads = region.evaluate("box => box.querySelectorAll('th[scope=col]').length")
            expect(region.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(heads - 1)
    region = page.get_by_role("region", name="Findings of incidents")
    row = region.get_by_role("row").nth(1)
    places = [cell.bounding_box() for cell in (*row.get_by_role("rowheader").all(), *row.get_by_role("cell").all())]
    assert len(places) == 4
    assert {round(box["x"]) for box in places} == {round(places[0]["x"])}
    assert all(upper["y"] + upper["height"] <= lower["y"] + 1 for upper, lower in pairwise(places))
    heads = row.get_by_role("cell").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert [words.split('"')[1] for words in heads] == ["Rule", "Finding", "Reasons"]
    screenshot(page, "desk-assessment-findings-400")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(region.get_by_role("columnheader", name="Reasons")).to_be_visible()
    tops = [cell.bounding_box()["y"] for cell in row.get_by_role("cell").all()]
    assert max(tops) - min(tops) < 2, "a wide screen keeps columns"


def test_a_stale_form_shows_both(served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    first, second = (new_page(base_url=served.address) for _ in range(2))
    enter(first, "asm-assessor", served.at + "draft/days")
    enter(second, "asm-other", served.at + "draft/days")
    for page, words in ((second, "Relief passed at times."), (first, "Relief was held up again and again.")):
        page.get_by_label("What the public is told").fill(words)
        page.get_by_label("What did you change, and why?").fill("Rebalanced.")
        page.get_by_role("button", name="Save").click()
    first.get_by_text("Relief passed at times.").wait_for()
    first.get_by_text("Relief was held up again and again.").wait_for()
    axe(first)
    screenshot(first, "desk-assessment-conflict")
