"""A clear risk bars a case; the minister departs from it in words; the case passes, and the page goes on saying that it bars."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.journey.web_desk.test_desk import enter
from tests.stores import copy_of


@dataclass(frozen=True)
class Served:
    address: str
    ids: dict[str, str]

    @property
    def case(self) -> str:
        return f"/desk/cases/{self.ids['case']}/"


@pytest.fixture
def served() -> Iterator[Served]:
    with copy_of("gate") as store, store.served() as address:
        yield Served(address, json.loads(store.told))


@pytest.mark.parametrize("width", [1280, 400])
def test_pages_of_a_barred_case_have_no_barrier(
    served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any, width: int
) -> None:
    page = new_page(base_url=served.address, viewport={"width": width, "height": 900})
    enter(page, "Officer", served.case)
    for label, address in {"case": served.case, "assessment": f"{served.case}assessment", "why": f"{served.case}gate"}.items():
        page.goto(address)
        page.get_by_text("clear risk").first.wait_for()
        axe(page)
        screenshot(page, f"desk-gate-{label}-{width}")


def propose(page: Any) -> None:
    """Without expiry first: what was typed is kept."""
    page.goto("/desk/departures/propose")
    page.get_by_label("2c", exact=False).first.check()
    page.get_by_label("For which lines?").fill("destination=QM rating=ML11")
    page.get_by_role("button", name="Show what the scope takes").click()
    page.get_by_role("heading", name="The conclusions that it would depart from").wait_for()
    for label, words in {
        "Legal basis": "Section 5 of the Act.",
        "Reasons": "A programme of many states stands on these radios.",
        "What the public is told": "The minister departed from criterion 2c for vehicle radios.",
    }.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Propose it").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("Legal basis", exact=True)).to_have_value("Section 5 of the Act.")
    for part, value in {"Day": "31", "Month": "12", "Year": "2099"}.items():
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("Only the minister's signature").wait_for()


def test_officer_proposes_minister_departs_and_the_case_passes(
    served: Served, new_page: Callable[..., Any], axe: Any, screenshot: Any
) -> None:
    officer = new_page(base_url=served.address)
    enter(officer, "Officer", served.case)
    officer.get_by_text("Criterion 2c: clear risk — Kasdara assessment v1").first.wait_for()
    propose(officer)
    minister = new_page(base_url=served.address, java_script_enabled=False)
    enter(minister, "Minister", "/desk/minister/")
    minister.get_by_text("A programme of many states stands on these radios.").wait_for()
    screenshot(minister, "desk-minister-departure")
    minister.get_by_role("button", name="Read it all: approve, refuse or send back").click()
    minister.get_by_role("heading", name="The conclusions that it departs from: they stand").wait_for()
    minister.get_by_label("Why do you approve it?").fill("I accept this risk for the joint programme, until the review.")
    minister.get_by_label("I have read what stands above, and I sign it.").check()
    minister.get_by_role("button", name="Sign", exact=True).click()
    minister.get_by_text("You signed. It waits for the next signature.").wait_for()
    act = minister.url.replace(served.address, "")
    countersigner = new_page(base_url=served.address)
    enter(countersigner, "Countersigner", act)
    countersigner.get_by_text("I accept this risk for the joint programme").wait_for()
    countersigner.get_by_label("I have read what stands above, and I sign it.").check()
    axe(countersigner)
    screenshot(countersigner, "desk-departure-act")
    countersigner.get_by_role("button", name="Sign", exact=True).click()
    countersigner.get_by_text("it is done").wait_for()
    officer.goto(served.case)
    officer.get_by_text("it bars; passed by departure XA-DEP").wait_for()
    axe(officer)
    screenshot(officer, "desk-case-by-departure")


def test_minister_refuses_in_words_and_the_case_stays_barred(served: Served, new_page: Callable[..., Any], axe: Any) -> None:
    officer, minister = (new_page(base_url=served.address) for _ in range(2))
    enter(officer, "Officer", served.case)
    propose(officer)
    enter(minister, "Minister", "/desk/minister/")
    axe(minister)
    minister.get_by_role("button", name="Read it all: approve, refuse or send back").click()
    axe(minister)
    minister.get_by_label("Why do you send it back?").fill("Not while relief is turned back.")
    minister.get_by_role("button", name="Refuse it").click()
    minister.get_by_text("You refused it. Your words stand in the record.").wait_for()
    minister.get_by_text("Refused. Not while relief is turned back.").first.wait_for()
    officer.goto(served.case)
    officer.get_by_text("Criterion 2c: clear risk — Kasdara assessment v1").first.wait_for()
