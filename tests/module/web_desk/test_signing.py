"""What signers read first: who sends what to whom, worth how much, with which outcome, and who disagreed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.module.web_desk.desk import Desk, said, slug
from tests.module.web_desk.test_deciding import frozen_on, proposed, suspension
from tests.module.web_desk.test_pages import place_hold
from tests.module.web_desk.test_reviews import act_of
from tests.world import World, lines_of

from licet.casework import public as casework
from licet.casework.public import AdviceDraft, Finding
from licet.decisions import public as decisions
from licet.decisions.public import Act, Outcome


def first_words(page: str) -> str:
    """What stands on an act's page above the parts that are signed, as text."""
    return page[page.index('id="in-short"') : page.index("What is signed")]


def test_an_act_on_a_case_begins_with_who_sends_what_to_whom(world: World, desk: Callable[[str], Desk]) -> None:
    act = proposed(desk, world.ready(), **{"outcome-1": "grant with conditions", "conditions-1": "Report every shipment."})
    words = first_words(desk("officer").words(f"acts/{slug(act.reference)}/"))
    exporter = act.case.organisation.name  # type: ignore[union-attr]
    for word in (exporter, "Ministry of Roads, Mirasol", "Harbour Freight, Mirasol"):
        assert word in words
    assert "Grant with conditions: 10 items of Radio set 1 (ML11), €1,000.00" in words
    assert "nobody" in words


def test_a_signer_reads_who_disagreed(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    line = lines_of(case)[0]  # before it is rated, two departments are asked about diversion
    for adviser, finding in (("defence", Finding.BARS), ("technical", Finding.CLEAR)):
        advice = AdviceDraft(line=line, criterion="7", finding=finding, reasons="Looked at.")
        casework.give_advice(actor=world[adviser], case=case.pk, advice=[advice], now=world.now())
    act = world.propose(case, Outcome.REFUSE, criteria=("7",))
    officer = desk("officer")
    words = first_words(officer.words(f"acts/{slug(act.reference)}/"))
    weighs, clear = "It weighs so heavily that it should be refused", "Nothing weighs against"
    assert f"Line 1, criterion 7: Department of Defence: {weighs}; Technical Assessment Office: {clear}" in words
    assert "departments disagree" in officer.words("signing/")


@pytest.mark.parametrize("reader", ["officer", "countersigner"])  # it waits for the one, and for somebody else in the other's list
def test_a_row_of_the_queue_says_in_one_line_what_is_decided(world: World, desk: Callable[[str], Desk], reader: str) -> None:
    act = world.propose(world.ready())
    page = desk(reader).words("signing/")
    assert f"{act.case.organisation.name}: 10 items of Radio set 1, to Ministry of Roads (Mirasol), €1,000.00; proposed: grant" in page  # type: ignore[union-attr]


def test_only_the_role_that_is_due_is_asked(world: World, desk: Callable[[str], Desk]) -> None:
    act = world.propose(world.ready())
    page = desk("officer").words("signing/")
    assert "countersigner" not in page
    page = desk("officer").words(f"acts/{slug(act.reference)}/")
    assert page.count("asked to sign now") == 1
    assert page.count("signs later") == len(act.roles) - 1


def test_an_act_over_licences_begins_with_exporter_goods_buyer_and_value(world: World, desk: Callable[[str], Desk]) -> None:
    licence = world.granted()
    officer = desk("officer")
    page = officer.words("licences/act?kind=suspend&scope=destination%3DQN")
    officer.post("licences/act", suspension(scope="destination=QN", frozen=frozen_on(page)))
    act = Act.objects.get(kind="suspend licences")
    exporter = licence.organisation.name
    about = f"{licence.reference}: {exporter}, 10 items of Radio set 1 (ML11), to Ministry of Roads (Mirasol), EUR 1,000.00"
    assert about in officer.words("signing/")
    words = first_words(officer.words(f"acts/{slug(act.reference)}/"))
    for word in (licence.reference, exporter, "10 items of Radio set 1 (ML11)", "Ministry of Roads, Mirasol", "€1,000.00"):
        assert word in words


def test_an_act_over_many_licences_adds_them_up(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    world.granted(price="234.50")
    act = act_of(world, desk)
    assert act.title.endswith("suspend 2: 2 licences of 1 exporter to Mirasol, EUR 1,234.50")
    words = first_words(desk("officer").words(f"acts/{slug(act.reference)}/"))
    assert "2 licences of 1 exporter" in words
    assert "€1,234.50" in words


def test_a_lift_says_what_the_hold_binds(world: World, desk: Callable[[str], Desk]) -> None:
    hold = place_hold(world, "destination=QN")
    decisions.propose_lifting(actor=world["manager"], hold=hold.reference, reasons="Peace.", now=world.now())
    act = Act.objects.get(kind="lift hold")
    words = first_words(desk("manager").words(f"acts/{slug(act.reference)}/"))
    for word in ("Licence lines with a party in Mirasol.", "Order of the court.", "Undertaken in court."):
        assert word in words
    assert "Licence lines with a party in Mirasol." in desk("manager").words("signing/")


def test_the_queue_asks_no_more_for_more_acts(
    world: World, desk: Callable[[str], Desk], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = desk("officer")
    world.propose(world.ready())
    with django_assert_num_queries(10):
        officer.words("signing/")
    world.propose(world.ready())
    world.propose(world.ready(products=2))
    with django_assert_num_queries(10):
        officer.words("signing/")


@pytest.mark.parametrize("destination", ["Mirasol", "mirasol rating=ML11", "end-user:Mirasol", "Port+Sable,QN"])
def test_licences_are_chosen_by_the_name_of_a_destination_and_shown_with_what_they_are_about(
    world: World, desk: Callable[[str], Desk], destination: str
) -> None:
    licence = world.granted()
    officer, manager = desk("officer"), desk("manager")
    choosing = officer.words(f"licences/act?kind=suspend&scope=destination={destination}")
    planned = manager.words(f"reviews/open?look=1&text=destination={destination}")
    exporter = licence.organisation.name
    for page in (choosing, planned):
        for word in (licence.reference, exporter, "10 items of Radio set 1 (ML11)", "Ministry of Roads, Mirasol", "€1,000.00"):
            assert word in page
    assert licence.reference in officer.words(f"licences/?scope=destination={destination}")


def test_a_destination_that_nobody_knows_is_refused_with_the_nearest_names(world: World, desk: Callable[[str], Desk]) -> None:
    response = desk("officer").get("licences/act?kind=suspend&scope=destination%3DMirasool")
    assert response.status_code == 400
    assert "“Mirasool” is not in the list of destinations. The nearest: Mirasol (QN)" in said(response)
