"""The desk as officials use it: from a start page to a signature, by keyboard, without script, on a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from tests.stores import copy_of

WIDTHS = (1280, 400)


@dataclass(frozen=True)
class Served:
    address: str
    ids: dict[str, str]


@pytest.fixture
def served() -> Iterator[Served]:
    with copy_of("desk") as store, store.served() as address:
        yield Served(address, json.loads(store.told))


PASSWORD = "correct horse battery staple"


def enter(page: Any, name: str, to: str = "/desk/") -> None:
    page.goto("/account/sign-in?" + urlencode({"next": to}))
    page.get_by_label("Username").fill(name.lower().replace(" ", "-"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{to}")


PAGES = {
    "Officer": {
        "home": "/desk/",
        "cases": "/desk/cases/",
        "cases-empty": "/desk/cases/?status=closed",
        "case-fresh": "/desk/cases/{fresh}/",
        "case-disputed": "/desk/cases/{disputed}/",
        "case-decided": "/desk/cases/{decided}/",
        "case-lines": "/desk/cases/{open}/lines",
        "case-people": "/desk/cases/{fresh}/people",
        "case-advice": "/desk/cases/{disputed}/advice",
        "case-questions": "/desk/cases/{asked}/questions",
        "case-documents": "/desk/cases/{decided}/documents",
        "case-versions": "/desk/cases/{open}/versions",
        "case-assessment": "/desk/cases/{open}/assessment",
        "case-decision": "/desk/cases/{proposed}/decision",
        "case-history": "/desk/cases/{disputed}/history",
        "gate-why": "/desk/cases/{disputed}/gate",
        "rate": "/desk/cases/{fresh}/lines/{line}/rate",
        "propose": "/desk/cases/{open}/propose",
        "ask": "/desk/cases/{open}/ask",
        "hand-over": "/desk/cases/{open}/hand-over",
        "hit": "/desk/cases/{fresh}/people/{hit}",
        "signing": "/desk/signing/",
        "holds": "/desk/holds/",
        "hold": "/desk/holds/{hold}/",
        "departure": "/desk/departures/{departure}/",
        "propose-departure": "/desk/departures/propose",
        "licences": "/desk/licences/",
        "licence": "/desk/licences/{licence}/",
        "licence-choose": "/desk/licences/act",
        "licence-act": "/desk/licences/act?kind=suspend&scope=destination%3DQN",
        "decision": "/desk/decisions/{decision}/",
    },
    "Foreign": {"home-adviser": "/desk/", "advise": "/desk/cases/{fresh}/lines/{line}/advise"},
    "Countersigner": {"home-countersigner": "/desk/", "act": "/desk/acts/{act}/"},
    "Minister": {"home-minister": "/desk/", "minister": "/desk/minister/", "settle": "/desk/cases/{disputed}/settle"},
    "Manager": {"propose-hold": "/desk/holds/propose", "lift": "/desk/holds/{hold}/lift"},
}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_template_has_no_barrier(served: Served, new_page: Callable, axe: Callable, screenshot: Callable, width: int) -> None:
    for name, shown in PAGES.items():
        page = new_page(base_url=served.address, viewport={"width": width, "height": 900})
        enter(page, name)
        for label, address in shown.items():
            response = page.goto(address.format(**served.ids))
            assert response.status == 200, address
            axe(page)
            screenshot(page, f"desk-{label}-{width}")


def test_adviser_officer_and_countersigner_bring_a_case_to_a_licence(
    served: Served, new_page: Callable, axe: Callable, screenshot: Callable
) -> None:
    officer = new_page(base_url=served.address)
    enter(officer, "Officer", f"/desk/cases/{served.ids['open']}/")
    officer.get_by_role("link", name="Propose the decision").click()
    officer.get_by_role("button", name="Propose this").click()
    expect(officer).to_have_title(re.compile("^Error: "))
    axe(officer)
    screenshot(officer, "desk-propose-errors")
    officer.get_by_label("Grant", exact=True).check()
    officer.get_by_label("Reasons, line 1").fill("Civilian radios for road crews; nothing bars.")
    officer.get_by_role("button", name="Propose this").click()
    officer.get_by_role("link", name="XA-ACT", exact=False).first.click()
    officer.get_by_label("I have read what stands above, and I sign it.").check()
    officer.get_by_role("button", name="Sign", exact=True).click()
    officer.get_by_text("You signed. It waits for the next signature.").wait_for()
    act = officer.url
    countersigner = new_page(base_url=served.address)
    enter(countersigner, "Countersigner", act.replace(served.address, ""))
    countersigner.get_by_label("I have read what stands above, and I sign it.").check()
    countersigner.get_by_role("button", name="Sign", exact=True).click()
    countersigner.get_by_text("it is done").wait_for()
    countersigner.get_by_role("heading", name="What it brought about").wait_for()
    axe(countersigner)
    screenshot(countersigner, "desk-act-done")
    officer.goto(f"/desk/cases/{served.ids['open']}/")
    officer.get_by_role("link", name="XA-LIC", exact=False).click()
    officer.get_by_text("in force").first.wait_for()


def test_adviser_advises_with_words_and_without_script(served: Served, new_page: Callable, screenshot: Callable) -> None:
    page = new_page(base_url=served.address, java_script_enabled=False)
    enter(page, "Foreign")
    page.get_by_role("link", name="XA-IND", exact=False).first.click()
    page.get_by_role("link", name="Advise on line 1", exact=False).click()
    page.get_by_label("A clear risk: it bars", exact=True).first.check()
    page.get_by_role("button", name="Give this advice").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    page.get_by_label("Reasons on criterion 2a").fill("Reported use of radios against crowds in 2025.")
    page.get_by_role("button", name="Give this advice").click()
    page.get_by_text("Your department's advice stands in the case.").wait_for()
    page.get_by_text("Reported use of radios against crowds in 2025.").wait_for()
    screenshot(page, "desk-advice-without-script")


def test_minister_settles_and_the_gate_follows(served: Served, new_page: Callable, axe: Callable) -> None:
    page = new_page(base_url=served.address)
    enter(page, "Minister", "/desk/minister/")
    page.get_by_role("link", name="Answer what is asked", exact=False).click()
    page.get_by_label("I find as follows, and that stands").check()
    page.get_by_label("No clear risk").first.check()
    page.get_by_label("Reasons on criterion 2c").fill("The crews are civilian, and the undertaking names them.")
    page.get_by_label("Your words").fill("Granting may go on; report after six months.")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Your answer stands in the case.").wait_for()
    expect(page.get_by_text("the finding bars")).to_have_count(0)
    axe(page)


def test_countersigner_signs_by_keyboard_alone(served: Served, new_page: Callable) -> None:
    page = new_page(base_url=served.address)
    enter(page, "Second Countersigner")
    focus(page, "Decision on a case XA-ACT")
    press(page, "Enter")
    focus(page, "I have read what stands above, and I sign it.", most=200)
    page.keyboard.press("Space")
    focus(page, "Sign")
    press(page, "Enter")
    page.get_by_text("it is done").wait_for()


def press(page: Any, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def focus(page: Any, name: str, most: int = 80) -> None:
    """Press Tab until the control whose name begins so has the focus, as somebody without a mouse does."""
    read = "e => (e.labels && e.labels[0] ? e.labels[0] : e).innerText.replace(/\\s+/g, ' ').trim()"
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate_handle("document.activeElement").evaluate(read)
        if found == name or (name.endswith("ACT") and found.startswith(name)):
            return
    pytest.fail(f"Tab never reaches “{name}”")


def test_manager_holds_a_scope_and_sees_what_it_takes(served: Served, new_page: Callable, axe: Callable, screenshot: Callable) -> None:
    page = new_page(base_url=served.address)
    enter(page, "Manager", "/desk/holds/propose")
    page.get_by_label("What does it bind?", exact=False).fill("destination=QN rating=ML11")
    page.get_by_role("button", name="Show what the scope takes").click()
    page.get_by_text("2 licences that are in force or suspended").wait_for()
    axe(page)
    screenshot(page, "desk-propose-hold-takes")
    page.get_by_label("policy pause").check()
    page.get_by_label("Title").fill("Pause while the ceasefire is looked at")
    page.get_by_label("Legal basis").fill("Section 9.")
    page.get_by_label("Reasons").fill("The ceasefire ended on Sunday.")
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("The hold was proposed.").wait_for()
