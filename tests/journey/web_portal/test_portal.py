"""An exporter's way in a browser: from an empty draft to sent, with and without script, and every page with axe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.stores import copy_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def served() -> Iterator[str]:
    with copy_of("portal") as store, store.served(LICET_SURFACE="portal") as address:
        yield address


@pytest.fixture
def signed_in(served: str, new_page: Callable[..., Any]) -> Callable[..., Any]:
    """A page on which the exporter has signed in."""

    def opened(**options: Any) -> Any:
        page = new_page(base_url=served, **options)
        page.goto("/account/sign-in?next=/portal/")
        page.get_by_label("Username").fill("exporter")
        page.get_by_label("Password", exact=True).fill("correct horse battery staple")
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    return opened


class Looked:
    """Looks at each page: axe where script runs, a picture where one is asked for."""

    def __init__(self, page: Any, axe: Callable[[Any], None] | None, screenshot: Callable[[Any, str], None], suffix: str) -> None:
        self.page, self.axe, self.screenshot, self.suffix = page, axe, screenshot, suffix

    def __call__(self, name: str) -> None:
        if self.axe:
            self.axe(self.page)
        self.screenshot(self.page, f"portal-{name}{self.suffix}")


def click(page: Any, name: str, role: str = "button") -> None:
    """Every button and link of the portal leads to a page: wait until it is there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def choose(page: Any, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True).check()


def from_nothing_to_sent(page: Any, look: Looked) -> None:
    look("start")
    click(page, "Start an application")
    look("new")
    click(page, "Begin")
    look("new-wrong")
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("What do you call this application?").fill("Sights for the border police")
    click(page, "Begin")
    look("tasks-empty")
    products(page, look)
    parties(page, look)
    end_use_and_route(page, look)
    documents(page, look)
    look("tasks-done")
    click(page, "6 Check and send", "link")
    look("check")
    page.get_by_label("What this application says is true").check()
    click(page, "Send the application")
    expect(page.get_by_text("It was sent. Its reference is XA-IND")).to_be_visible()
    look("sent")


def products(page: Any, look: Looked) -> None:
    click(page, "1 Products", "link")
    look("products-empty")
    click(page, "Add a product")
    look("product")
    page.get_by_label("Name of the product").fill("Thermal sight")
    page.get_by_label("What it is and what it can do").fill("Uncooled thermal sight, 640 x 480.")
    page.get_by_label("Quantity").fill("forty")
    page.get_by_label("A code, or words").fill("imaging")
    click(page, "Look up")
    look("product-looked-up")
    page.get_by_label("Control list entry").fill("ML15")
    click(page, "Save")
    look("product-wrong")
    page.get_by_label("Quantity").fill("40")
    page.get_by_label("Unit", exact=True).select_option("item")
    page.get_by_label("Value of all of it").fill("86,000")
    choose(page, "Will it be built into something else before it reaches its end user?", "No")
    choose(page, "Is it for a shared pool", "Not known")
    click(page, "Save")
    look("products")
    click(page, "Back to the task list")


def parties(page: Any, look: Looked) -> None:
    click(page, "2 Who receives them", "link")
    for role, name, country, kind in (
        ("Consignee", "Harbour Freight", "QN", ""),
        ("End user:", "Ministry of Roads", "QN", "other-government"),
    ):
        click(page, "Add a party")
        page.get_by_role("radio", name=role).first.check()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Address").fill("1 Quay")
        page.get_by_label("Country").select_option(country)
        page.get_by_label("What kind of end user").select_option(kind)
        look(f"party-{role.split()[0].lower().strip(':')}")
        click(page, "Save")
    look("parties")
    click(page, "Back to the task list")


def end_use_and_route(page: Any, look: Looked) -> None:
    click(page, "3 What they are for", "link")
    look("end-use")
    page.get_by_label("What will the goods be used for?").fill("Night patrols at the border.")
    choose(page, "Is the use military?", "No")
    choose(page, "Do you know or suspect", "No")
    choose(page, "Do you know where the goods may go on to?", "Not known")
    click(page, "Save")
    click(page, "4 Route", "link")
    look("route")
    page.get_by_label("Where do the goods start from?").fill("Valdren City")
    page.get_by_label("How do they leave?").select_option("sea")
    choose(page, "Is the export temporary?", "No")
    click(page, "Save")


def documents(page: Any, look: Looked) -> None:
    click(page, "5 Documents", "link")
    page.get_by_role("radio", name="Technical specification").check()
    page.get_by_label("File").set_input_files({"name": "sight.pdf", "mimeType": "application/pdf", "buffer": PDF})
    click(page, "Add")
    expect(page.get_by_text("not scanned for malware")).to_be_visible()
    page.get_by_role("radio", name="End-user undertaking").check()
    page.get_by_label("Or, if there is none, why").fill("Ministries give none.")
    click(page, "Add")
    look("documents")
    click(page, "Back to the task list", "link")


def test_from_an_empty_draft_to_sent(signed_in: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    page = signed_in()
    from_nothing_to_sent(page, Looked(page, axe, screenshot, ""))


def test_the_same_on_a_phone_without_script(signed_in: Callable[..., Any], screenshot: Any) -> None:
    page = signed_in(java_script_enabled=False, viewport={"width": 400, "height": 800})
    from_nothing_to_sent(page, Looked(page, None, screenshot, "-400"))


@pytest.mark.parametrize("width", [1280, 400])
def test_what_follows_has_no_barrier(signed_in: Callable[..., Any], axe: Any, screenshot: Any, width: int) -> None:
    page = signed_in(viewport={"width": width, "height": 900})
    look = Looked(page, axe, screenshot, "" if width == 1280 else "-400")
    expect(page.get_by_text("Stop exporting under this licence now.")).to_be_visible()
    look("start-all")
    with page.expect_navigation():
        page.get_by_role("link", name="See the licence").click()
    look("licence-suspended")
    for name, text in (("licences", "Licences"), ("messages", "Messages"), ("applications", "Applications")):
        page.goto(f"/portal/{name}/")
        expect(page.get_by_role("heading", name=text, exact=True).first).to_be_visible()
        look(name)
    page.goto("/portal/messages/")
    with page.expect_navigation():
        page.get_by_role("link", name="Refusal of an export licence").first.click()
    look("letter-refusal")
    page.goto("/portal/control-list?q=ML15")
    look("control-list")
    answer_and_amend(page, look)


def answer_and_amend(page: Any, look: Looked) -> None:
    page.goto("/portal/")
    with page.expect_navigation():
        page.get_by_role("link", name="A question about Radios").click()
    look("answer")
    page.get_by_label("Your answer").fill("Crews of the ministry, commanded by nobody armed.")
    click(page, "Send the answer")
    look("case-answered")
    click(page, "Change the application and send it again", "link")
    click(page, "3 What they are for", "link")
    page.get_by_label("What will the goods be used for?").fill("Road maintenance crews of the ministry.")
    click(page, "Save")
    click(page, "6 Check and send", "link")
    page.get_by_label("What this application says is true").check()
    click(page, "Send again")
    click(page, "Version 2", "link")
    expect(page.locator("ins").filter(has_text="of the ministry")).to_be_visible()
    look("version")
    page.go_back()
    click(page, "Withdraw it", "link")
    look("withdraw")
    page.get_by_label("Why do you withdraw it?").fill("The contract fell through.")
    click(page, "Withdraw it")
    look("withdrawn")


def test_lesser_pages_and_a_conflict_have_no_barrier(signed_in: Callable[..., Any], axe: Any, screenshot: Any) -> None:
    page = signed_in()
    look = Looked(page, axe, screenshot, "")
    click(page, "Start an application")
    page.get_by_label("What do you call this application?").fill("Radios for the coast guard")
    click(page, "Begin")
    draft = page.url
    products(page, look)
    click(page, "5 Documents", "link")
    page.get_by_role("radio", name="End-user undertaking").check()
    page.get_by_label("Or, if there is none, why").fill("Ministries give none.")
    click(page, "Add")
    removals = [remove_link(page, f"{draft}{section}") for section in ("products", "documents")]
    for name, address in (("rename", f"{draft}name"), ("copy", f"{draft}copy"), *zip(("remove", "remove-document"), removals, strict=True)):
        assert page.goto(address).status == 200
        look(name)
    conflict(page, draft, look)


def remove_link(page: Any, address: str) -> str:
    page.goto(address)
    return str(page.get_by_role("link", name="Remove").first.evaluate("link => link.href"))


def conflict(page: Any, draft: str, look: Looked) -> None:
    """The same draft, open twice: the second save shows both versions and loses neither."""
    other = page.context.new_page()
    for each in (page, other):
        each.goto(f"{draft}end-use")
    other.get_by_label("What will the goods be used for?").fill("Harbour patrols.")
    click(other, "Save and finish later")
    page.get_by_label("What will the goods be used for?").fill("Rescue at sea.")
    click(page, "Save and finish later")
    look("conflict")
    expect(page.get_by_text("Rescue at sea.").first).to_be_visible()
    expect(page.get_by_text("Harbour patrols.").first).to_be_visible()
