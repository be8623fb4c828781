"""The analyst's hour: words found, quoted and made an incident, then revised, with and without script; no barrier on any page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.journey.web_desk.test_desk import WIDTHS, enter
from tests.stores import copy_of

LISTS = ("/desk/evidence/?q=Keld", "/desk/evidence/sources/", "/desk/proceedings/", "/desk/official-lines/", "/desk/incidents/")
PAGES = ("/desk/evidence/?q=nowhere", "/desk/incidents/record", "/desk/proceedings/record", "/desk/official-lines/record")


@pytest.fixture
def served() -> Iterator[str]:
    with copy_of("assessor") as store, store.served() as address:
        yield address


def test_no_page_of_evidence_has_a_barrier(served: str, new_page: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    for width in WIDTHS:
        page = new_page(base_url=served, viewport={"width": width, "height": 900})
        enter(page, "asm-head", "/desk/evidence/")
        addresses = [*PAGES, *LISTS]
        for several in LISTS:
            page.goto(several)
            addresses.append(page.locator("tbody a").first.get_attribute("href"))
        addresses += [f"{address}revise" for address in addresses[-3:]]
        for address in addresses:
            assert page.goto(address).status == 200, address
            axe(page)
            screenshot(page, f"desk-{address.removeprefix('/desk/').strip('/').replace('/', '-').replace('?', '-')[:40]}-{width}")


def test_the_map_leads_to_incidents_and_follows_the_filter_without_script(served: str, new_page: Callable[..., Any]) -> None:
    page = new_page(base_url=served, java_script_enabled=False, viewport={"width": 400, "height": 900})
    enter(page, "asm-head", "/desk/incidents/")
    drawn = page.get_by_role("region", name="Incidents on a map")
    expect(drawn.get_by_role("link")).to_have_count(2)
    drawn.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#place-2")
    expect(page.locator("#place-2").get_by_role("link")).to_have_count(2)
    for name in ("The same incidents by place", "Incidents"):
        table = page.get_by_role("region", name=name, exact=name == "Incidents")
        assert table.evaluate("box => box.scrollWidth <= box.clientWidth"), "nothing lies beside the screen"
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table.get_by_role("columnheader", name="What was hit")).to_be_attached()
    page.get_by_role("textbox", name="Words").fill("Four relief lorries")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**words=Four*")
    expect(drawn.get_by_role("link")).to_have_count(1)
    drawn.get_by_role("link", name="Four relief lorries were turned back at Keld").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/incidents/XA-INC-*/")


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_words_become_an_incident_and_its_revision(
    served: str, new_page: Callable[..., Any], axe: Any, screenshot: Any, *, script: bool
) -> None:
    page = new_page(base_url=served, java_script_enabled=script)
    enter(page, "asm-other", "/desk/evidence/")
    page.get_by_label("Words").fill("bridge closed")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="A bridge was closed").click()
    page.get_by_label("Quote these words").fill("Nobody has said who ordered it.")
    page.get_by_role("button", name="Quote", exact=True).click()
    page.get_by_text("The words are quoted").wait_for()
    page.get_by_role("button", name="Record an incident from these").click()
    page.get_by_label("Destination").select_option("QM")
    page.get_by_label("Conflict").fill("Sarra Valley")
    page.get_by_label("What happened, in one line").fill("A bridge is closed to people on foot")
    page.get_by_label("Place", exact=True).fill("Keld")
    page.get_by_label("How exactly is the place known?").select_option("district")
    page.get_by_label("relief access").check()
    page.get_by_label("road or crossing").check()
    for group in ("First day", "Last day"):
        day = page.get_by_role("group", name=group)
        for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2020")):
            day.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("Place", exact=True)).to_have_value("Keld")
    page.get_by_label("Conflict").fill("sarra-valley")
    page.get_by_role("button", name="Record it").click()
    page.get_by_label("First day: 1 March 2020").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("A bridge is closed to people on foot").first.wait_for()
    page.get_by_role("row", name="A bridge is closed to people on foot").get_by_role("link").click()
    page.get_by_role("button", name="Revise it").click()
    page.get_by_label("Casualties 1: who").select_option("civilians")
    page.get_by_label("Casualties 1: at least").fill("1")
    page.get_by_label("Casualties 1: what happened to them").select_option("injured")
    page.get_by_label("Casualties 1: said in quotes").fill("2")
    page.get_by_label("Casualties 2: who").select_option("civilians")
    page.get_by_label("Casualties 2: what happened to them").select_option("killed")
    page.get_by_label("Casualties 2: at most").fill("3")
    page.get_by_label("Casualties 2: said in quotes").fill("1")
    page.get_by_label("Summary").fill("The bridge has one lane.")
    page.get_by_role("button", name="Add casualties").click()
    page.get_by_label("Casualties 4: at least").wait_for()
    expect(page.get_by_label("Casualties 1: at least")).to_have_value("1")
    expect(page.get_by_label("Summary")).to_have_value("The bridge has one lane.")
    page.get_by_label("Party 1 that is held responsible").fill("The garrison")
    page.get_by_label("Drop quote 1? Then say why").fill("The headline is the editor's, not a witness's.")
    page.get_by_label("Latitude").fill("34.5")
    page.get_by_label("Longitude").fill("-7.25")
    page.get_by_label("Why is it revised?").fill("The mayor was asked.")
    if script:
        axe(page)
        screenshot(page, "desk-incident-revised-form")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_text("You drop quote 1: name another that says so").first).to_be_visible()
    page.get_by_label("Casualties 2: said in quotes").fill("")
    page.get_by_role("button", name="Record it").click()
    if script:
        axe(page)
        screenshot(page, "desk-incident-not-in-the-quotes")
    page.get_by_label("Casualties: 1 civilian injured").check()
    page.get_by_label("Casualties: 3 civilians killed").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("The incident is revised.").wait_for()
    for words in (
        "The mayor was asked.",
        "1 civilian injured (quote 1)",
        "3 civilians killed (quote 1)",
        "Quote dropped:",
        "34.5, -7.25",
        "The garrison: has not said",
    ):
        page.get_by_text(words).first.wait_for()
    screenshot(page, f"desk-incident-revised-{'with' if script else 'without'}-script")
