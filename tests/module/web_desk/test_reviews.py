"""Reviews at the desk: a scope chosen and read, a list frozen, outcomes in sets, one act; triggers taken up or dismissed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import concluded, delivered, departed, frozen, granted_for_unknown_pool, opened, suspend
from tests.module.reviews.test_triggers import a_court_order
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import NOW, World

from licet.decisions.public import Act
from licet.evidence import public as evidence
from licet.evidence.public import Asks
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.people.public import User
from licet.platform import clock
from licet.reviews import public as reviews
from licet.reviews.public import Review, Trigger
from licet.web.desk.views.licences import digest_of

DAY = {"commissioned_on-day": "4", "commissioned_on-month": "5", "commissioned_on-year": "2031"}


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def hidden(page: str, name: str) -> str:
    """What a hidden field holds; nothing where it has no value."""
    found = re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', page)
    assert found
    return found.group(1) or ""


def act_of(world: World, desk: Callable[[str], Desk], outcome: str = "suspend") -> Act:
    """A review opened, frozen, decided and proposed by its pages."""
    manager = desk("manager")
    manager.post("reviews/open", {"scope": "destination=QN", "question": "Do they stand?", "commissioned_by": "the Minister"} | DAY)
    address = f"reviews/{slug(Review.objects.get().reference)}/"
    manager.post(f"{address}freeze", {"version": version(manager.words(address)), "everything": "on"})
    given = {"version": version(manager.words(f"{address}outcomes")), "outcome": outcome, "which": "rest", "reasons": "A clear risk."}
    assert manager.post(f"{address}outcomes", given).status_code == 302
    words = {"version": version(manager.words(f"{address}propose")), "legal_basis": "Section 9.", "reasons": "The review found it."}
    assert manager.post(f"{address}propose", words).status_code == 302
    return Act.objects.get(kind="apply review")


def test_a_review_goes_from_a_chosen_scope_to_one_signed_act(world: World, desk: Callable[[str], Desk]) -> None:
    licence = world.granted()
    world.granted(destination="QP")
    manager = desk("manager")
    page = manager.words("reviews/open?look=1&destination=QN&rating=ML11")
    assert "Licence lines with a party in" in page
    assert "rated ML11" in page
    act = act_of(world, desk)
    page = desk("minister").words(f"acts/{slug(act.reference)}/")
    assert "Do they stand?" in page
    assert f"{licence.reference} (in force, version 1): suspend" in page
    assert desk("minister").sign(act).status_code == 302
    assert desk("countersigner").sign(act).status_code == 302
    licence.refresh_from_db()
    assert licence.status == "suspended"
    page = manager.words(f"reviews/{slug(Review.objects.get().reference)}/")
    assert "What follows the act" in page
    assert "Customs told" in page


def test_what_takes_nothing_or_everything_is_said_on_the_page(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    review = opened(world)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/"
    page = manager.words(address)
    assert "takes every live licence" in page
    response = manager.post(f"{address}freeze", {"version": version(page)})
    assert response.status_code == 400
    assert "Say that it is meant" in said(response)
    page = manager.words(f"{address}scope?look=1&text=destination%3DQO")
    assert "takes no live licence" in page
    assert "The scope as it is" in page
    assert manager.post(f"{address}scope", {"version": version(page), "scope": "destination=QO"}).status_code == 302
    assert Review.objects.get().scope == {"destination": ["QO"]}
    assert manager.post(f"{address}scope", {"version": "1", "scope": "destination=QN"}).status_code == 409


def test_licences_named_one_by_one_stay_in_another_scope_and_are_taken_out_by_a_tick(world: World, desk: Callable[[str], Desk]) -> None:
    first, second, other = world.granted(), world.granted(), world.granted()
    review = opened(world, "", named=[first.reference, second.reference])
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/"
    page = manager.words(f"{address}scope")
    assert f"{first.reference}, {first.organisation.name}, in force" in page
    assert other.reference not in page
    for ticked, kept, taken in (((), [first, second], 2), ((first.reference,), [second], 1)):
        look = manager.words(f"{address}scope", data={"look": "1", "destination": "QN", "without": ticked})
        assert f"{taken} licence{'s' * (taken > 1)} named one by one. Of these: Licence lines with a party in" in look
        given = {"version": version(look), "scope": "destination=QN", "without": hidden(look, "without")}
        assert manager.post(f"{address}scope", given).status_code == 302
        review.refresh_from_db()
        assert review.named == sorted(item.reference for item in kept)
    assert first.reference not in manager.words(address)
    assert second.reference in manager.words(address)
    assert manager.get(f"{address}scope?look=1&without={quote(other.reference)}").status_code == 400


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": " "}, "Reasons"),
        ({"which": "ticked"}, "Tick at least one licence"),
        ({"which": "narrower"}, "Write the narrower scope"),
        ({"outcome": "reinstate"}, "is not possible for it"),
        ({"outcome": "departure"}, "Name the departure in force"),
        ({"outcome": "burn"}, "Select a valid choice"),
    ],
)
def test_outcomes_that_do_not_hold_together_stay_on_the_form(
    world: World, desk: Callable[[str], Desk], changes: dict[str, str], words: str
) -> None:
    world.granted()
    review = opened(world)
    reviews.freeze(actor=world["manager"], review=review.reference, now=world.now(), even_everything=True)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/outcomes"
    given = {"version": version(manager.words(address)), "outcome": "suspend", "which": "rest", "reasons": "Because."} | changes
    response = manager.post(address, given)
    assert response.status_code == 400
    assert words in said(response)
    assert review.freezings.get().outcomes.get().outcome == ""


def test_outcomes_are_proposed_only_once_each_licence_has_one(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    review = opened(world)
    reviews.freeze(actor=world["manager"], review=review.reference, now=world.now(), even_everything=True)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/"
    assert "Propose them as one act" not in manager.words(address)
    given = {"version": version(manager.words(f"{address}outcomes")), "outcome": "suspend", "which": "rest", "reasons": "Because."}
    manager.post(f"{address}outcomes", given)
    assert "Propose them as one act" in manager.words(address)


def test_ticked_ones_get_their_own_outcome_and_the_board_counts_them(world: World, desk: Callable[[str], Desk]) -> None:
    first, second = world.granted(), world.granted()
    review = opened(world)
    reviews.freeze(actor=world["manager"], review=review.reference, now=world.now(), even_everything=True)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/outcomes"
    given = {"outcome": "suspend", "which": "ticked", "licence": [first.reference], "reasons": "Because."}
    assert manager.post(address, given | {"version": version(manager.words(address))}).status_code == 302
    assert second.reference not in manager.words(f"{address}?outcome=suspend").split("The frozen licences", 1)[1]
    assert second.reference in manager.words(f"{address}?outcome=undecided")
    rest = {"outcome": "maintain", "which": "rest", "reasons": "Not these."}
    manager.post(address, rest | {"version": version(manager.words(address))})
    assert "Every licence has an outcome." in manager.words(address)
    assert Licence.objects.filter(status="in force").count() == 2


def test_what_cannot_be_ruled_out_is_a_column_and_whoever_signs_accepts_it(world: World, desk: Callable[[str], Desk]) -> None:
    granted_for_unknown_pool(world)
    known = world.granted()
    concluded(Assessing.begin(world), "clear risk", "destination=QN pool=yes")
    review = opened(world)
    frozen(world, review)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/"
    assert manager.words(f"{address}outcomes").count("a clear risk cannot be ruled out") == 1
    for given in (
        {"outcome": "maintain", "which": "ticked", "licence": [known.reference], "reasons": "Nothing speaks against it."},
        {"outcome": "in doubt", "which": "doubt", "reasons": "The embassy is asked to see it."},
    ):
        assert manager.post(f"{address}outcomes", given | {"version": version(manager.words(f"{address}outcomes"))}).status_code == 302
    page = manager.words(f"{address}outcomes?outcome=in+doubt")
    assert "maintain in doubt" in page
    assert known.reference not in page.split("The frozen licences", 1)[1]
    words = {"version": version(manager.words(f"{address}propose")), "legal_basis": "Section 9.", "reasons": "The review found it."}
    assert manager.post(f"{address}propose", words).status_code == 302
    act = Act.objects.get(kind="apply review")
    minister = desk("minister")
    assert "I accept that 1 licence goes on" in minister.words(f"acts/{slug(act.reference)}/")
    assert minister.sign(act).status_code == 400
    assert minister.sign(act, accepts="on").status_code == 302
    assert desk("countersigner").sign(act, accepts="on").status_code == 302
    assert "accepted of 1 licence that it goes on in doubt" in manager.words(f"acts/{slug(act.reference)}/")


@pytest.mark.parametrize("named", ["none", "stale", "opens"])
def test_a_licence_is_reinstated_by_the_departure_that_its_form_names(world: World, desk: Callable[[str], Desk], named: str) -> None:
    licence = world.granted()
    suspend(world, licence.reference)
    assessing = Assessing.begin(world)
    row = concluded(assessing, "clear risk").assessment
    stale = departed(world)
    concluded(assessing, "clear risk", row=row)
    opens = departed(world)
    manager = desk("manager")
    page = manager.words(f"licences/act?kind=reinstate&licence={quote(licence.reference)}")
    assert "Departure by which goods may leave" in page
    assert f"{opens.reference}: Licence lines with a party in" in page
    assert "Departure by which goods may leave" not in manager.words("licences/act?kind=revoke&scope=destination%3DQN")
    given = {
        "kind": "reinstate",
        "licence": licence.reference,
        "frozen": digest_of([licence.reference]),
        "legal_basis": "Section 9.",
        "reasons": "The buyer is cleared.",
        "departure": {"none": "", "stale": stale.reference, "opens": opens.reference}[named],
    }
    response = manager.post("licences/act", given)
    if named != "opens":
        assert response.status_code == 400
        assert f"{licence.reference}: It cannot be reinstated: the clear risk of" in said(response)
        assert f"name {opens.reference}" in said(response)
        return
    assert response.status_code == 302
    act = Act.objects.get(kind="reinstate licences")
    page = manager.words(f"acts/{slug(act.reference)}/")
    assert f"by departure {opens.reference}, which passes XA-ASM 2031/000001 v2 c1" in page
    assert opens.reasons in page
    world.sign(act, "manager", "countersigner")
    page = manager.words(f"decisions/{slug(act.decisions.get().reference)}/")
    assert f"{opens.reference}, which passes" in page


def test_the_board_says_which_departure_would_pass_a_clear_risk(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    review = opened(world)
    frozen(world, review)
    concluded(Assessing.begin(world), "clear risk")
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/outcomes"
    assert "clear risk" in manager.words(address).split("The frozen licences", 1)[1]
    opens = departed(world)
    assert f"clear risk; {opens.reference} would pass it" in manager.words(address)
    given = {"outcome": "departure", "which": "rest", "departure": opens.reference, "reasons": "The minister departed."}
    assert manager.post(address, given | {"version": version(manager.words(address))}).status_code == 302
    assert f"clear risk, passed by {opens.reference}" in manager.words(address)


def test_a_trigger_is_raised_taken_up_by_a_review_or_dismissed_with_reasons(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    manager = desk("manager")
    for title in ("A coup", "A rumour"):
        assert manager.post("triggers/raise", {"title": title, "scope": "destination=QN"}).status_code == 302
    first, second = Trigger.objects.order_by("reference")
    assert "1 licence" in manager.words("triggers/")
    page = manager.words("reviews/open", data={"trigger": first.reference})
    assert "It takes up trigger" in page
    given = {"scope": "destination=QN", "triggers": first.reference, "question": "Q?", "commissioned_by": "the Minister"}
    assert manager.post("reviews/open", given | DAY).status_code == 302
    address = f"triggers/{slug(second.reference)}/"
    response = manager.post(f"{address}dismiss", {"reasons": " "})
    assert response.status_code == 400
    assert manager.post(f"{address}dismiss", {"reasons": "No source."}).status_code == 302
    assert set(Trigger.objects.values_list("state", flat=True)) == {"taken", "dismissed"}
    assert "No source." in manager.words("triggers/")


def test_an_update_and_a_conclusion_are_published_by_those_who_may(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    review = opened(world)
    manager, address = desk("manager"), f"reviews/{slug(review.reference)}/"
    assert manager.post(f"{address}update", {"words": " "}).status_code == 400
    assert manager.post(f"{address}update", {"words": "We look at ten licences."}).status_code == 302
    given = {"version": version(manager.words(f"{address}conclude")), "conclusion": "They stand."}
    assert desk("officer").post(f"{address}conclude", given).status_code == 404
    assert manager.post(f"{address}conclude", given).status_code == 302
    page = desk("officer").words(address)
    assert "They stand." in page
    assert "We look at ten licences." in page


def test_pages_keep_their_budgets_and_look_absent_to_an_exporter(
    world: World, desk: Callable[[str], Desk], django_assert_max_num_queries: Any
) -> None:
    licence = world.granted()
    act_of(world, desk)
    Review.objects.update(named=[licence.reference])
    reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    reference, trigger = slug(Review.objects.get().reference), slug(Trigger.objects.get().reference)
    for address, most in (
        ("reviews/", 8),
        ("triggers/", 8),
        (f"reviews/{reference}/", 16),
        (f"reviews/{reference}/outcomes", 15),
        (f"reviews/{reference}/propose", 15),
        (f"reviews/{reference}/scope", 15),
        (f"triggers/{trigger}/", 15),
        ("reviews/open?look=1&destination=QN", 15),
    ):
        manager = desk("manager")
        manager.words(address)
        with django_assert_max_num_queries(most):
            manager.words(address)
        assert desk("exporter").get(address).status_code == 404


def test_overdue_triggers_stand_on_the_start_page_of_those_who_may_take_one_up(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    row = reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    with clock.at(NOW + timedelta(days=30)):
        minister = desk("minister")
        minister.client.force_login(User.objects.get(username="minister"))
        page = minister.words("")
        assert "Overdue triggers" in page
        assert row.title in page
        assert "Overdue triggers" not in desk("officer").words("")


def test_a_review_of_everything_asks_whether_it_is_meant(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    manager, meant = desk("manager"), "It is meant to take every live licence"
    assert meant not in manager.words("reviews/open?look=1&text=destination%3DQN")
    assert meant in manager.words("reviews/open?look=1&text=")
    day = {"commissioned_on-day": "1", "commissioned_on-month": "5", "commissioned_on-year": "2031"}
    given = {"scope": "", "triggers": "", "question": "Do they stand?", "commissioned_by": "The Minister"} | day
    refused = manager.post("reviews/open", given)
    assert refused.status_code == 400
    assert "takes every licence" in said(refused)
    assert manager.post("reviews/open", given | {"scope": "rating=ML99"}).status_code == 400
    assert manager.post("reviews/open", given | {"everything": "on"}).status_code == 302
    review = Review.objects.get()
    address = f"reviews/{slug(review.reference)}/scope"
    assert manager.post(address, {"version": str(review.revision), "scope": "unknown=include"}).status_code == 400
    assert manager.post(address, {"version": str(review.revision), "scope": "destination=QN"}).status_code == 302


def test_a_trigger_whose_cause_was_withdrawn_says_so_on_list_and_page(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    recorder = system("recorder", Permission.PROCEEDING_RECORD)
    draft = a_court_order(Asks.REVIEW)
    reference = evidence.record_proceeding(actor=recorder, draft=draft, now=world.now()).proceeding.reference
    delivered()
    manager, trigger = desk("manager"), Trigger.objects.get().reference
    pages = ("triggers/", f"triggers/{slug(trigger)}/")
    for page in pages:
        assert "which raised this" not in manager.words(page)
    evidence.withdraw_proceeding(
        actor=recorder, proceeding=reference, reason="Another person was meant.", expected_version=1, now=world.now()
    )
    for page in pages:
        assert f"{reference}, which raised this, was withdrawn on 5 May 2031: Another person was meant." in manager.words(page)
