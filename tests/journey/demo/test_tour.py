"""The tour, walked in a browser as it is printed: from an answer to a public record (issue: the tour works as printed)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
        assert "In progress" in page.content()

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
        if not page.get_by_role("button", name="Sign", exact=True).count():
            page.get_by_role("link", name="XA-ACT").first.click()
        self.sign(page)

    def countersign(self) -> None:
        page = self.as_("ruth.calder", "/desk/")
        page.get_by_role("row").filter(has_text="you sign as countersigner").last.get_by_role("link").first.click()
        self.sign(page)
        assert "XA-DEC" in page.content(), "the decision stands under the act that made it"

    def sign(self, page: Any) -> None:
        page.get_by_label("I have read what stands above, and I sign it.").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        assert "Signatures" in page.content(), page.url

    def settle(self) -> None:
        page = self.as_("vivian.strand", "/desk/minister/")
        page.get_by_role("link", name="Answer what is asked on").click()
        page.locator("input[name=how][value=found]").check()
        page.locator("input[name=finding-1-7][value='weighs against, does not bar']").check()
        page.locator("textarea[name=reasons-1-7]").fill("The customers are named now, and their lines can be inspected.")
        page.locator("textarea[name=words]").fill("Settled: it weighs, it does not bar.")
        page.get_by_role("button", name="Answer", exact=True).click()
        page.goto("/desk/minister/")
        assert "Answer what is asked on" not in page.content()


def test_tour_works_as_printed(demo_copy: Store, new_page: Callable[..., Any]) -> None:
    with demo_copy.served() as address:
        tour = Tour(new_page, address)
        tour.answer()
        tour.advise()
        tour.propose_and_sign()
        tour.countersign()
        tour.settle()
        page = tour.as_("helen.aster", "/desk/holds/")
        assert "XA-HLD" in page.content()
        page.goto("/desk/licences/")
        assert "suspended" in page.content()
    done = demo_copy.licet("worker", "--batch")  # what the worker of bin/run does by itself
    assert done.returncode == 0, done.stderr
    assert demo_copy.licet("run-due").returncode == 0
    with demo_copy.served() as address:
        page = new_page(base_url=address)
        page.goto("/licences/")
        first = page.get_by_role("row").nth(1)
        assert "Mirasol" in first.inner_text()
        assert "ML1.d" in first.inner_text()
        first.get_by_role("link").first.click()
        assert "withheld" in page.content().lower()
        page.goto("/log/check-this-yourself")
        assert "licet_verify" in page.content()
