"""The concerns pages in a browser without script: the frightened official, the handler, a colleague who signs too."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from tests.stores import ROOT, Store, copy_of

PASSWORD = "correct horse battery staple"
ANSWERS = (
    "The strike is looked at once more beside the report of the embassy.",
    "It was not rewritten. Both versions were compared line by line, and the change is explained beside it.",
)
POINTS = ("Line 2 was passed although nobody looked at the strike.", "The advice was rewritten after it was signed.")


@dataclass(frozen=True)
class Served:
    address: str
    ids: dict[str, str]
    store: Store


@pytest.fixture
def served() -> Iterator[Served]:
    with copy_of("concerns") as store, store.served() as address:
        yield Served(address, json.loads(store.told), store)


@pytest.fixture
def open_page(new_page: Callable, served: Served) -> Callable[..., Any]:
    """A new window with scripts switched off."""
    return lambda **more: new_page(base_url=served.address, java_script_enabled=False, **more)


def enter(page: Any, username: str, to: str) -> None:
    page.goto("/account/sign-in?" + urlencode({"next": to}))
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{to}")


def come_back(page: Any, code: str) -> None:
    page.goto("/concerns/back")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("heading", name="Your concern").wait_for()


def test_the_frightened_official_gets_an_answer_contests_it_and_is_heard_above(served: Served, open_page: Callable) -> None:
    official = open_page()
    official.goto("/concerns/")
    official.get_by_role("button", name="Raise a concern", exact=True).click()
    official.get_by_label("Destination").select_option(label="Kasdara")
    official.get_by_label("Point 1").fill(POINTS[0])
    official.get_by_label("Point 2").fill(POINTS[1])
    expect(official.get_by_role("radio", name="Nobody")).to_be_checked()
    official.get_by_role("button", name="Send and show my code").click()
    code = official.locator("#code").inner_text().strip()
    assert len(code) == 35
    before = _count_concerns(served.store)
    official.reload()  # sends the form again
    assert official.locator("#code").inner_text().strip() == code
    assert _count_concerns(served.store) == before
    assert code not in official.url
    assert {cookie["name"] for cookie in official.context.cookies()} == {"csrftoken"}
    assert all(cookie["expires"] == -1 for cookie in official.context.cookies())
    official.context.close()

    _answer(open_page(), "head", ANSWERS)
    official = open_page()
    come_back(official, code.lower().replace("-", " "))
    expect(official.get_by_text("It was not rewritten.")).to_be_visible()
    official.get_by_role("group", name="Point 1: is it answered?").get_by_label("This answers my point").check()
    official.get_by_role("group", name="Point 2: is it answered?").get_by_label("This does not answer my point").check()
    official.get_by_label("Why, in your words").fill("Compare the two versions of 3 May.")
    official.get_by_role("button", name="Send what I say of the answers").click()
    expect(official.get_by_role("status")).to_have_text("What you said of the answers is kept.")
    expect(official.get_by_text("Nominated officer", exact=True).first).to_be_visible()
    official.context.close()

    above = open_page()
    enter(above, "nominated", "/concerns/handling/")
    above.get_by_role("table", name="To be answered at your level").get_by_role("link").last.click()
    expect(above.get_by_text("It was not rewritten.")).to_be_visible()
    expect(above.get_by_text("Compare the two versions of 3 May.")).to_be_visible()
    assert code not in _everything_outside(served.store)


def _count_concerns(store: Store) -> int:
    with closing(sqlite3.connect(f"file:{store.home / 'concerns.sqlite3'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT COUNT(*) FROM concerns_concern").fetchone()[0])


def _answer(handler: Any, name: str, answers: tuple[str, str]) -> None:
    enter(handler, name, "/concerns/handling/")
    handler.get_by_role("table", name="To be answered at your level").get_by_role("link").last.click()
    handler.get_by_role("button", name="Say that it was read").click()
    handler.get_by_role("group", name="What do you do about point 1?").get_by_label("Act:").check()
    handler.get_by_label("Your answer to point 1").fill(answers[0])
    handler.get_by_label("Point 1: who will do it, or must deal with it?").fill("The deputy head")
    day = handler.get_by_role("group", name="Point 1: by which day will it be done?")
    for part, figures in (("Day", "1"), ("Month", "6"), ("Year", "2099")):
        day.get_by_label(part).fill(figures)
    handler.get_by_role("button", name="Send all answers").click()
    expect(handler.get_by_role("link", name="Point 2 has no answer; all are answered together.")).to_be_visible()
    expect(handler.get_by_label("Your answer to point 1")).to_have_value(answers[0])
    handler.get_by_role("group", name="What do you do about point 2?").get_by_label("Disagree:").check()
    handler.get_by_label("Your answer to point 2").fill("Noted.")
    handler.get_by_role("button", name="Send all answers").click()
    expect(handler.get_by_role("link", name="Point 2: give the reasons and what they rest on. “Noted.” is no reason.")).to_be_visible()
    expect(day.get_by_label("Year")).to_have_value("2099")
    handler.get_by_label("Your answer to point 2").fill(answers[1])
    handler.get_by_role("button", name="Send all answers").click()
    handler.get_by_role("heading", name="Promised, not yet done").wait_for()
    handler.context.close()


def _everything_outside(store: Store) -> str:
    """Every file of the store but the concerns' own, as text: the code, and what was said, must be in none."""
    own = {"concerns.sqlite3", "concerns.sqlite3-wal", "concerns.sqlite3-shm"}
    files = [path for path in Path(store.home).rglob("*") if path.is_file() and path.name not in own and "concerns/" not in str(path)]
    found = b"\n".join(path.read_bytes() for path in files).decode("utf-8", "replace")
    assert not any(point in found for point in POINTS)
    log = (store.home / "served.log").read_text().replace(str(ROOT), "")  # a warning may name a file of the program
    assert "/concerns/" not in log
    return found


def test_handler_puts_it_off_with_a_reason_that_the_raiser_reads(served: Served, open_page: Callable) -> None:
    handler = open_page()
    enter(handler, "head", f"/concerns/handling/{served.ids['waiting']}")
    handler.get_by_label("How many working days more?").fill("5")
    handler.get_by_label("Why is more time needed?").fill("The file lies with the ministry of trade.")
    handler.get_by_role("button", name="Put it off").click()
    expect(handler.get_by_text("Put off by 5 working days")).to_be_visible()
    raiser = open_page()
    come_back(raiser, served.ids["waiting_code"])
    expect(raiser.get_by_text("The file lies with the ministry of trade.")).to_be_visible()


def test_a_promise_that_is_overdue_is_marked_until_somebody_says_that_it_was_done(served: Served, open_page: Callable) -> None:
    handler = open_page()
    enter(handler, "head", "/desk/")
    card = handler.get_by_role("region", name="Concerns of officials")
    expect(card.get_by_text("1 promise is still to be kept")).to_be_visible()
    expect(card.get_by_text("1 overdue")).to_have_count(1)
    card.get_by_role("link", name="Open your list of concerns").click()
    promised = handler.get_by_role("table", name="Promised, not yet done")
    expect(promised.get_by_text("overdue", exact=True)).to_be_visible()
    promised.get_by_role("link").click()
    handler.get_by_label("What was done?").fill(DONE)
    handler.get_by_role("button", name="Say that it was done").click()
    expect(handler.get_by_text(DONE)).to_be_visible()
    expect(handler.get_by_role("heading", name="Promised, not yet done")).to_have_count(0)
    raiser = open_page()
    come_back(raiser, served.ids["promised_code"])
    expect(raiser.get_by_text(DONE)).to_be_visible()
    expect(raiser.get_by_role("group", name="Point 1: is it answered?")).to_be_visible()


def test_a_colleague_signs_too(served: Served, open_page: Callable) -> None:
    colleague = open_page()
    enter(colleague, "adviser", "/concerns/sign-too")
    colleague.get_by_label("The code for colleagues").fill(served.ids["colleagues_code"])
    colleague.get_by_role("button", name="Read it first").click()
    colleague.get_by_role("button", name="Sign it").click()
    expect(colleague.get_by_text("1 colleague signed.")).to_be_visible()


def test_a_long_file_is_refused_and_the_words_stay(served: Served, open_page: Callable, tmp_path: Path) -> None:
    long = tmp_path / "long.bin"
    with closing(long.open("wb")) as file:
        file.truncate(64 * 1024 * 1024)
    page = open_page()
    page.goto("/concerns/raise")
    page.get_by_label("Destination").select_option(label="Kasdara")
    page.get_by_label("Point 1").fill(POINTS[0])
    page.get_by_label("Files").set_input_files(long)
    page.get_by_role("button", name="Send and show my code").click()
    page.get_by_role("link", name="“long.bin” is too much").wait_for()
    expect(page.get_by_label("Point 1")).to_have_value(POINTS[0])


DONE = "The file was read again, and the finding was put into it."
WORSE = "Since June I am given no files of my own."
REPLY = "I shall speak with your head this week; write here if it goes on."


def test_asked_afterwards_who_was_treated_worse_is_heard_above_the_level_that_answered(served: Served, open_page: Callable) -> None:
    concern = f"/concerns/handling/{served.ids['afterwards']}"
    raiser = open_page()
    come_back(raiser, served.ids["afterwards_code"])
    asked = raiser.get_by_role("group", name="Has anyone treated you worse because you raised this?")
    expect(raiser.get_by_text("Who can read your answer: Nominated officer, Permanent secretary, Commission for public")).to_be_visible()
    expect(raiser.get_by_text("Who is kept from it: Head of the unit")).to_be_visible()
    asked.get_by_label("Yes", exact=True).check()
    raiser.get_by_role("button", name="Send my answer").click()
    expect(raiser.get_by_role("link", name="Write what happened: one sentence is enough.")).to_be_visible()
    expect(asked.get_by_label("Yes", exact=True)).to_be_checked()
    raiser.get_by_label("If yes: what happened?").fill(WORSE)
    raiser.get_by_role("button", name="Send my answer").click()
    expect(raiser.get_by_role("status")).to_contain_text("Your answer is kept.")
    expect(raiser.get_by_text(WORSE)).to_be_visible()
    expect(
        raiser.get_by_text("Who can read this: Nominated officer, Permanent secretary, Commission for public service, and you")
    ).to_be_visible()
    expect(asked).to_have_count(0)
    raiser.context.close()

    head = open_page()  # who dealt with it
    enter(head, "head", "/concerns/handling/")
    expect(head.get_by_role("table", name="Treated worse afterwards: to be read")).to_have_count(0)
    head.goto(concern)
    expect(head.get_by_role("heading", name="A concern about Kasdara")).to_be_visible()
    expect(head.get_by_text(WORSE)).to_have_count(0)
    expect(head.get_by_role("heading", name="treated worse")).to_have_count(0)

    above = open_page()
    enter(above, "nominated", "/concerns/handling/")
    listed = above.get_by_role("table", name="Treated worse afterwards: to be read")
    expect(listed.get_by_role("link")).to_have_count(2)
    above.goto(concern)
    expect(above.get_by_text(WORSE)).to_be_visible()
    above.get_by_label("What do you say to them?").fill(REPLY)
    above.get_by_role("button", name="Say that you read it").click()
    above.goto("/concerns/handling/")
    expect(listed.get_by_role("link")).to_have_count(1)

    head.goto(concern)
    expect(head.get_by_text(REPLY)).to_have_count(0)
    raiser = open_page()
    come_back(raiser, served.ids["afterwards_code"])
    expect(raiser.get_by_text(REPLY)).to_be_visible()
    expect(raiser.get_by_text("What happens next")).to_have_count(0)


WIDTHS = (1280, 400)
PUBLIC = {"start": "", "raise": "raise", "back": "back", "what-we-see": "what-we-see", "absent": "no-such-page"}
HANDLING = {
    "nominated": {
        "handling": "handling/",
        "handle-name": "handling/{named}",
        "handle-worse": "handling/{twice}",
        "figures": "handling/figures",
    },
    "head": {
        "handling-broken": "handling/",
        "handle": "handling/{waiting}",
        "handle-promised": "handling/{promised}",
        "raise-signed-in": "raise/signed-in",
        "sign-too": "sign-too",
    },
}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_template_has_no_barrier(served: Served, new_page: Callable, axe: Callable, screenshot: Callable, width: int) -> None:
    """axe is itself a script, so this test alone leaves scripts on; the pages have none and allow none but the checker's."""
    page = new_page(base_url=served.address, viewport={"width": width, "height": 900}, bypass_csp=True)

    def look(label: str) -> None:
        axe(page)
        screenshot(page, f"concerns-{label}-{width}")
        if label == "handling":
            cut = page.locator(".licet-scroll").evaluate_all("found => found.some(each => each.scrollWidth > each.clientWidth)")
            assert not cut, "by when an answer is due is seen without scrolling"

    for label, address in PUBLIC.items():
        page.goto(f"/concerns/{address}")
        look(label)
    page.goto("/concerns/raise")
    page.get_by_role("button", name="Send and show my code").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look("raise-faults")
    page.get_by_label("Destination").select_option(label="Kasdara")
    page.get_by_label("Point 1").fill(POINTS[0])
    page.get_by_role("button", name="Send and show my code").click()
    page.locator("#code").wait_for()
    look("filed")
    for label in ("waiting", "answered", "promised", "named", "afterwards", "twice"):
        come_back(page, served.ids[f"{label}_code"])
        look(f"seen-{label}")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    look("seen-twice-faults")
    page.get_by_label("If yes: what happened?").fill(WORSE)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("status").wait_for()
    look("seen-twice-said")
    for name, shown in HANDLING.items():
        page.context.clear_cookies()
        enter(page, name, "/account/")
        for label, address in shown.items():
            assert page.goto(f"/concerns/{address.format(**served.ids)}").status == 200
            look(label)
    page.get_by_label("The code for colleagues").fill(served.ids["colleagues_code"])
    page.get_by_role("button", name="Read it first").click()
    page.get_by_role("button", name="Sign it").wait_for()
    look("to-sign")
