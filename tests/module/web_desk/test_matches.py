"""Possible matches on the desk: in one list for whoever may settle them, on live licences and on pending cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import ADMINISTRATOR, WATCHLIST, World

from licet.casework.public import Case
from licet.decisions import public as decisions
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.licences.public import Licence
from licet.platform import outbox
from licet.reviews import public as reviews
from licet.reviews.public import Trigger
from licet.screening import public as screening

LIST = 8
SAME = {"version": "0", "outcome": "same", "reasons": "Same register number."}


@pytest.fixture
def load(world: World, tmp_path: Path) -> Callable[..., None]:
    """Load a list with these rows more, and compare everybody with it."""

    def loading(*rows: str) -> None:
        path = tmp_path / "later.csv"
        path.write_text(WATCHLIST + "".join(f"{row}\n" for row in rows))
        screening.load_csv(actor=ADMINISTRATOR, path=path, name="demo-watchlist", now=world.now())
        reviews.rescreen(actor=system("run-due", Permission.RUN_MAKE), now=world.now())
        outbox.deliver_pending(now=world.now())

    return loading


def address_of(licence: Licence) -> str:
    case = Case.objects.get(pk=licence.case_id)
    return f"cases/{case.pk}/people/{screening.hits_for(case.version_id)[0].id}"


def test_from_the_list_to_the_match_to_the_trigger(world: World, desk: Callable[[str], Desk], load: Callable[..., None]) -> None:
    licence = world.granted(end_user="Oskar Telmark")
    load("W-2,Oskar Telmark,person,QN")
    screener, address = desk("screener"), address_of(licence)
    page = screener.words("matches/")
    assert "On live licences" in page
    assert "On pending cases" not in page
    assert f'href="/desk/{address}"' in page
    assert f'href="/desk/licences/{slug(licence.reference)}/"' in page
    assert "“oskar” stands in both names." in page
    assert f"{licence.reference}</a> was granted on these parties" in screener.words(address)
    response = screener.post(address, SAME)
    assert (response.status_code, response["Location"]) == (302, "/desk/matches/")
    outbox.deliver_pending(now=world.now())
    assert Trigger.objects.get().named == [licence.reference]
    assert "Nothing waits" in screener.words("matches/")
    assert "same person" in screener.words(f"cases/{licence.case_id}/people")


def test_a_pending_case_stands_apart_and_one_goes_back_to_its_people(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None]
) -> None:
    world.granted(end_user="Oskar Telmark")
    case = world.case(end_user="Dravon Keshmir Trading")
    load("W-2,Oskar Telmark,person,QN")
    screener = desk("screener")
    page = screener.words("matches/")
    assert page.index("On live licences") < page.index("Oskar Telmark") < page.index("On pending cases") < page.index("Dravon Keshmir")
    address = f"cases/{case.pk}/people/{screening.hits_for(case.version_id)[0].id}"
    assert screener.post(address, SAME)["Location"] == f"/desk/cases/{case.pk}/people"


def test_start_page_counts_them_for_whoever_may_settle_them(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None], django_assert_max_num_queries: Any
) -> None:
    world.granted(end_user="Oskar Telmark")
    world.case(end_user="Dravon Keshmir Trading")
    load("W-2,Oskar Telmark,person,QN")
    for name in ("screener", "officer"):
        page = desk(name).words("")
        assert "possible matches" in page
        assert "1 on a live licence" in page
    assert "possible matches" not in desk("foreign").words("")


def test_people_page_says_with_which_list_they_were_compared_last(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None]
) -> None:
    case = world.case()
    assert "Compared again" not in desk("officer").words(f"cases/{case.pk}/people")
    load("W-2,Oskar Telmark,person,QN")
    page = desk("officer").words(f"cases/{case.pk}/people")
    assert "against demo-watchlist, version 1." in page
    assert "with demo-watchlist, version 2: the same matches." in page


def test_record_page_says_with_which_lists_the_parties_were_compared_last(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None]
) -> None:
    case = world.ready()
    load("W-2,Oskar Telmark,person,QN")
    world.sign(world.propose(case), "officer", "countersigner")
    decision = decisions.Decision.objects.get(case=case)
    page = desk("officer").words(f"decisions/{slug(decision.reference)}/")
    assert "demo-watchlist/1 sha256:" in page.split("Parties last compared")[0]
    assert "demo-watchlist/2 sha256:" in page.split("Parties last compared")[1]


def test_list_keeps_its_budget_and_its_pages(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None], django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        world.granted(end_user="Oskar Telmark")
        world.case(end_user="Dravon Keshmir Trading")
    load("W-2,Oskar Telmark,person,QN")
    screener = desk("screener")
    with django_assert_max_num_queries(LIST):
        page = screener.words("matches/")
    assert page.count("Showing 3 of 3 possible matches.") == 2
    assert screener.get("matches/?licences-after=moon").status_code == 400


def test_long_list_goes_on_on_the_next_page(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        world.granted(end_user="Oskar Telmark")
    load("W-2,Oskar Telmark,person,QN")
    monkeypatch.setattr(reviews, "open_matches", partial(reviews.open_matches, limit=2))
    screener = desk("screener")
    page = screener.words("matches/")
    assert "Showing 2 of 3 possible matches." in page
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    page = screener.words(f"matches/{following}")
    assert "Showing 1 of 3 possible matches." in page
    assert 'rel="prev"' in page


def test_list_without_a_list_says_so(world: World, desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "access_lists", lambda **_: ())
    assert "No list is loaded: nobody was compared with anything." in desk("screener").words("matches/")


def test_list_is_absent_for_an_exporter_and_refused_to_whoever_may_settle_none(world: World, desk: Callable[[str], Desk]) -> None:
    assert desk("exporter").get("matches/").status_code == 404
    assert desk("foreign").get("matches/").status_code in (403, 404)


def test_whoever_recused_themselves_settles_no_match_of_the_licence(
    world: World, desk: Callable[[str], Desk], load: Callable[..., None]
) -> None:
    case = world.ready(end_user="Oskar Telmark")
    desk("screener").post(f"cases/{case.pk}/recuse", {"reasons": "My brother works there."})
    world.sign(world.propose(case), "officer", "countersigner")
    load("W-2,Oskar Telmark,person,QN")
    response = desk("screener").post(address_of(Licence.objects.get(case=case)), SAME)
    assert "takes no further part" in said(response)
    assert screening.standing([case.version_id])[case.version_id].open == 1
