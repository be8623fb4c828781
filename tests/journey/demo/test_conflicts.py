"""The conflicts of the demonstration as people find them: a manager, an assessor, and somebody of the public without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect
from tests.journey.demo.test_tour import Tour
from tests.stores import Store


def test_what_followed_the_evidence_is_found_by_officials_and_public(
    demo_copy: Store, new_page: Callable[..., Any], axe: Callable[[Any], Any]
) -> None:
    with demo_copy.served() as address:
        tour = Tour(new_page, address)
        page = tour.as_("helen.aster", "/desk/reviews/")
        expect(page.locator("body")).to_contain_text("which licences for Kasdara can stand", ignore_case=True)
        page.goto("/desk/triggers/")
        expect(page.locator("body")).to_contain_text("overdue")
        page.goto("/desk/list-mail/")
        axe(page)
        page.get_by_role("link", name="Kasdara: what we ask of the embassy").click()
        expect(page.locator("body")).to_contain_text("OFFICIAL-SENSITIVE")
        expect(page.locator("body")).to_contain_text("kasdar@missions.example")
        axe(page)
        page.goto("/desk/list-mail/write")
        axe(page)
        page = tour.as_("sylvie.korr", "/desk/assessments/")
        expect(page.locator("body")).to_contain_text("Kasdara: the conflict in the Sarra valley")
        page.get_by_role("link", name="Kasdara: the conflict in the Sarra valley").first.click()
        page.wait_for_url("**/assessments/XA-ASM-*/")
        page.goto(f"{page.url}versions/1/2")
        page.get_by_role("heading", level=1).wait_for()
        axe(page)
        page = tour.as_("gerrit.maas", "/desk/")
        expect(page.locator("body")).to_contain_text("Gerrit Maas")
        axe(page)  # a handler of concerns, whose work lies elsewhere
        page.goto("/log/entries?from=first")
        expect(page.locator("body")).to_contain_text("is not the number of an entry")
        axe(page)
        page = new_page(base_url=address, java_script_enabled=False)
        page.goto("/reviews/")
        page.get_by_role("link", name="XA-REV").first.click()
        expect(page.locator("body")).to_contain_text("licences")
        page.goto("/destinations/QM")
        expect(page.locator("body")).to_contain_text("clear risk")
