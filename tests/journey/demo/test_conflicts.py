"""The conflicts of the demonstration as people find them: a manager, an assessor, and somebody of the public without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journey.demo.test_tour import Tour
from tests.stores import Store


def test_what_followed_the_evidence_is_found_by_officials_and_public(
    demo_copy: Store, new_page: Callable[..., Any], axe: Callable[[Any], Any]
) -> None:
    with demo_copy.served() as address:
        tour = Tour(new_page, address)
        page = tour.as_("helen.aster", "/desk/reviews/")
        assert "which licences for Kasdara can stand" in page.content().replace("Which", "which")
        page.goto("/desk/triggers/")
        assert "overdue" in page.content()
        page.goto("/desk/list-mail/")
        axe(page)
        page.get_by_role("link", name="Kasdara: what we ask of the embassy").click()
        assert "OFFICIAL-SENSITIVE" in page.content()
        assert "kasdar@missions.example" in page.content()
        axe(page)
        page.goto("/desk/list-mail/write")
        axe(page)
        page = tour.as_("sylvie.korr", "/desk/assessments/")
        assert "Kasdara: the conflict in the Sarra valley" in page.content()
        page.get_by_role("link", name="Kasdara: the conflict in the Sarra valley").first.click()
        page.wait_for_url("**/assessments/XA-ASM-*/")
        page.goto(f"{page.url}versions/1/2")
        page.get_by_role("heading", level=1).wait_for()
        axe(page)
        page = tour.as_("gerrit.maas", "/desk/")
        assert "Gerrit Maas" in page.content()
        axe(page)  # a handler of concerns, whose work lies elsewhere
        page.goto("/log/entries?from=first")
        assert "is not the number of an entry" in page.content()
        axe(page)
        page = new_page(base_url=address, java_script_enabled=False)
        page.goto("/reviews/")
        page.get_by_role("link", name="XA-REV").first.click()
        assert "licences" in page.content()
        page.goto("/destinations/QM")
        assert "clear risk" in page.content()
