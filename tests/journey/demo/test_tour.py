"""The tour, walked in a browser as it is printed: from an answer to a public record (issue: the tour works as printed)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect
from tests.stores import Store

from licet.demo.domain import PERSONS
from licet.demo.domain.tour import SIGN_IN

NAMES = {person.username: person.name for person in PERSONS}
CASE = "TR-640 thermal weapon sight for Mirasol Ministry of Defence"


class Tour:
    """One browser window after the other, each signed in as somebody."""

    def __init__(self, new_page: Callable[..., Any], address: str) -> None:
        self.new_page, self.address = new_page, address

    def as_(self, username: str, where: str) -> Any:
        page = self.new_page(base_url=self.address)
        page.set_default_timeout(10_000)
        page.goto(SIGN_IN)
        page.get_by_role("button", name=f"as {NAMES[username]}").click()
        page.goto(where)
        return page

    def open_case(self, page: Any) -> None:
        page.get_by_role("row").filter(has_text=CASE).first.get_by_role("link").first.click()

    def answer(self) -> None:
        page = self.as_("mara.ilsen", "/portal/")
        page.get_by_role("link", name=f"A question about {CASE}").click()
        page.locator("textarea[name=answer]").fill("The two infantry companies at Fort Lagoon. Losses are reported to us within a day.")
        page.get_by_role("button", name="Send the answer").click()
        expect(page.locator("body")).to_contain_text("In progress")

    def advise(self) -> None:
        page = self.as_("tomas.reyl", "/desk/")
        self.open_case(page)
        page.get_by_role("navigation", name="Parts of this case").get_by_role("link", name="Advice").click()
        page.get_by_role("link", name="Give or change your department’s advice on this line").click()
        for criterion in ("5", "7"):
            page.get_by_label("Nothing weighs against").nth(0 if criterion == "5" else 1).check()
            page.locator(f"textarea[name=reasons-{criterion}]").fill("The units are known to us, and so is their accounting.")
        page.get_by_role("button", name="Give this advice").click()

    def propose_and_sign(self) -> None:
        page = self.as_("nora.tamsin", "/desk/")
        self.open_case(page)
        page.get_by_role("navigation", name="Parts of this case").get_by_role("link", name="Decision").click()
        page.get_by_role("button", name="Propose the decision").click()
        page.locator("input[name=outcome-1][value=grant]").check()
        page.locator("textarea[name=reasons-1]").fill("Every criterion was answered and none bars.")
        page.get_by_role("button", name="Propose this").click()
        page.get_by_role("link", name="XA-ACT").first.click()
        self.sign(page)

    def countersign(self) -> None:
        page = self.as_("ruth.calder", "/desk/")
        page.get_by_role("row").filter(has_text="you sign as countersigner").last.get_by_role("link").first.click()
        self.sign(page)
        expect(page.locator("body")).to_contain_text("XA-DEC")

    def sign(self, page: Any) -> None:
        page.get_by_label("I have read what stands above, and I sign it.").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.locator("body")).to_contain_text("Signatures")

    def settle(self) -> None:
        page = self.as_("vivian.strand", "/desk/minister/")
        page.get_by_role("link", name="Answer what is asked on").click()
        page.locator("input[name=how][value=found]").check()
        page.locator("input[name=finding-1-7][value='weighs against, does not bar']").check()
        page.locator("textarea[name=reasons-1-7]").fill("The customers are named now, and their lines can be inspected.")
        page.locator("textarea[name=words]").fill("Settled: it weighs, it does not bar.")
        page.get_by_role("button", name="Answer", exact=True).click()
        page.goto("/desk/minister/")
        expect(page.locator("body")).not_to_contain_text("Answer what is asked on")


def test_tour_works_as_printed(demo_copy: Store, new_page: Callable[..., Any]) -> None:
    with demo_copy.served() as address:
        tour = Tour(new_page, address)
        tour.answer()
        tour.advise()
        tour.propose_and_sign()
        tour.countersign()
        tour.settle()
        page = tour.as_("helen.aster", "/desk/holds/")
        expect(page.locator("body")).to_contain_text("XA-HLD")
        page.goto("/desk/licences/")
        expect(page.locator("body")).to_contain_text("suspended")
    done = demo_copy.licet("worker", "--batch")  # what the worker of bin/run does by itself
    assert done.returncode == 0, done.stderr
    assert demo_copy.licet("run-due").returncode == 0
    with demo_copy.served() as address:
        page = new_page(base_url=address)
        page.goto("/licences/")
        first = page.get_by_role("row").nth(1)
        expect(first).to_contain_text("Mirasol")
        expect(first).to_contain_text("ML1.d")
        first.get_by_role("link").first.click()
        expect(page.locator("body")).to_contain_text("withheld", ignore_case=True)
        page.goto("/log/check-this-yourself")
        expect(page.locator("body")).to_contain_text("licet_verify")
