"""Rating, advising, settling matches: what is kept, what a forged or stale form meets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.module.web_desk.desk import Desk, said
from tests.world import World, lines_of

from licet.casework import public as casework
from licet.casework.public import Advice, Case, Finding, LineRating
from licet.screening import public as screening

RATING = {
    "version": "0",
    "controlled": "yes",
    "rating": "ML11.a",
    "end_use_known": "yes",
    "end_use": "roads, patrol",
    "end_user": "police",
    "incorporation": "unknown",
    "pool": "no",
    "reasons": "As the specification says.",
}


def rate_address(case: Case, line: str | None = None) -> str:
    return f"cases/{case.pk}/lines/{line or lines_of(case)[0]}/rate"


def test_assessor_rates_a_line_and_not_known_is_kept_apart_from_no(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    response = desk("assessor").post(rate_address(case), RATING)
    assert response["Location"] == f"/desk/cases/{case.pk}/lines"
    facts = LineRating.objects.get().to_facts()
    assert (str(facts.rating), facts.end_use, facts.incorporation, facts.pool) == ("ML11.a", {"roads", "patrol"}, None, False)
    page = desk("assessor").words(f"cases/{case.pk}/lines")
    assert "not known" in page
    assert "As the specification says." in page
    form = desk("assessor").words(rate_address(case))
    assert re.search(r'name="end_use"[^>]* value="patrol roads"', form), "the next rating begins from the last"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": " "}, "Write your reasons"),
        ({"rating": "ML99"}, "choose an entry"),
        ({"rating": ""}, "Name the entry that controls it."),
        ({"controlled": "no"}, "take one of the two away"),
        ({"end_use_known": "unknown"}, "answer “Yes”, or take the tags away"),
        ({"end_use": "NOT/A TAG!"}, "is not a tag"),
        ({"pool": "perhaps"}, "Select a valid choice"),
    ],
)
def test_rating_form_keeps_what_was_typed_and_says_what_is_wrong(
    world: World, desk: Callable[[str], Desk], changes: dict[str, str], words: str
) -> None:
    response = desk("assessor").post(rate_address(world.case()), RATING | changes)
    assert response.status_code == 400
    assert "There is a problem" in said(response)
    assert words in said(response)
    assert "<title>Error: " in response.text
    assert changes.get("reasons") or "As the specification says." in said(response)
    assert not LineRating.objects.exists()


def test_stale_rating_shows_both(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    world.rate(case)
    response = desk("assessor").post(rate_address(case), RATING)
    assert response.status_code == 409
    assert "Somebody rated this line since you opened it" in said(response)
    assert "As the specification says." in said(response)
    assert "As described." in said(response)
    assert LineRating.objects.count() == 1


def test_line_of_another_case_is_absent_in_every_form(world: World, desk: Callable[[str], Desk]) -> None:
    case, other = world.case(), world.case()
    stranger = lines_of(other)[0]
    assert desk("assessor").post(rate_address(case, stranger), RATING).status_code == 404
    assert desk("foreign").post(f"cases/{case.pk}/lines/{stranger}/advise", {"finding-1": "bars"}).status_code == 404
    assert not LineRating.objects.exists()


def advice_of(**findings: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, finding in findings.items():
        code = name.removeprefix("c")
        given |= {f"finding-{code}": finding, f"reasons-{code}": f"Looked at {code}.", f"conditions-{code}": "", f"from-{code}": "0"}
    return given


def test_adviser_answers_some_criteria_in_the_words_of_their_tests(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    line = lines_of(case)[0]
    adviser = desk("foreign")
    form = adviser.words(f"cases/{case.pk}/lines/{line}/advise")
    assert "A clear risk: it bars" in form
    assert "Granting would be inconsistent: it bars" in form
    assert "finding-7" not in form  # asked of Defence
    response = adviser.post(f"cases/{case.pk}/lines/{line}/advise", advice_of(c1=Finding.CLEAR.value, c2c=Finding.BARS.value))
    assert response["Location"] == f"/desk/cases/{case.pk}/advice"
    assert {(row.criterion, row.finding) for row in Advice.objects.all()} == {("1", "no bar found"), ("2c", "bars")}
    assert "A clear risk: it bars" in adviser.words(f"cases/{case.pk}/advice")


def test_changed_advice_is_a_new_version_with_the_words_that_changed(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    line = lines_of(case)[0]
    adviser, address = desk("foreign"), f"cases/{case.pk}/lines/{line}/advise"
    adviser.post(address, advice_of(c1=Finding.CLEAR.value, c3=Finding.CLEAR.value))
    changed = advice_of(c1=Finding.WEIGHS.value, c3=Finding.CLEAR.value) | {"from-1": "1", "from-3": "1", "reasons-1": "Looked again at 1."}
    assert adviser.post(address, changed).status_code == 302
    assert sorted(Advice.objects.values_list("criterion", "number")) == [("1", 1), ("1", 2), ("3", 1)]  # what did not change is not sent
    page = adviser.words(f"cases/{case.pk}/advice")
    assert "<ins>" in page
    assert "<del>" in page


def test_advice_without_reasons_or_without_anything_new_stays_on_the_form(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    adviser, address = desk("foreign"), f"cases/{case.pk}/lines/{lines_of(case)[0]}/advise"
    response = adviser.post(address, advice_of(c1=Finding.BARS.value) | {"reasons-1": ""})
    assert (response.status_code, "the finding stands on them" in said(response)) == (400, True)
    response = adviser.post(address, {"reasons-1": "Words without a finding."})
    assert (response.status_code, "choose the finding" in said(response)) == (400, True)
    assert "Words without a finding." in said(response)
    assert "Nothing is new" in said(adviser.post(address, {}))
    assert not Advice.objects.exists()


def test_forged_criterion_of_another_department_is_never_written(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    response = desk("development").post(
        f"cases/{case.pk}/lines/{lines_of(case)[0]}/advise", advice_of(c1=Finding.CLEAR.value, c8=Finding.CLEAR.value)
    )
    assert response.status_code == 302
    assert [row.criterion for row in Advice.objects.all()] == ["8"]


def test_stale_advice_shows_both(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    adviser, address = desk("foreign"), f"cases/{case.pk}/lines/{lines_of(case)[0]}/advise"
    adviser.post(address, advice_of(c1=Finding.CLEAR.value))
    response = adviser.post(address, advice_of(c1=Finding.BARS.value) | {"reasons-1": "My own words."})
    assert response.status_code == 409
    assert "My own words." in said(response)
    assert "Looked at 1." in said(response)


def a_hit(case: Case) -> str:
    return screening.hits_for(case.version_id)[0].id


def test_screener_settles_a_match_with_its_explanation_beside(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case(end_user="Dravon Keshmir Trading")
    screener = desk("screener")
    assert "possible match" in screener.words(f"cases/{case.pk}/people")
    address = f"cases/{case.pk}/people/{a_hit(case)}"
    assert "stands in both names" in screener.words(address)
    response = screener.post(address, {"version": "0", "outcome": "not the same", "reasons": "Another registration number."})
    assert response.status_code == 302
    assert "Another registration number." in screener.words(f"cases/{case.pk}/people")
    assert screening.standing([case.version_id])[case.version_id].open == 0


def test_match_of_another_case_is_absent_and_a_stale_finding_shows_both(world: World, desk: Callable[[str], Desk]) -> None:
    case, other = world.case(end_user="Dravon Keshmir Trading"), world.case()
    given: dict[str, Any] = {"version": "0", "outcome": "same", "reasons": "It is they."}
    screener, hit = desk("screener"), a_hit(case)
    assert screener.post(f"cases/{other.pk}/people/{hit}", given).status_code == 404
    screener.post(f"cases/{case.pk}/people/{hit}", given)
    response = screener.post(f"cases/{case.pk}/people/{hit}", given | {"reasons": "Mine."})
    assert response.status_code == 409
    assert "Mine." in said(response)
    assert "It is they." in said(response)


def test_whoever_recused_themselves_takes_no_part_by_any_form(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case(end_user="Dravon Keshmir Trading")
    for name in ("screener", "assessor", "foreign"):
        assert desk(name).post(f"cases/{case.pk}/recuse", {"reasons": "My brother works there."}).status_code == 302
    line = lines_of(case)[0]
    refused = {
        "screener": (f"cases/{case.pk}/people/{a_hit(case)}", {"version": "0", "outcome": "same", "reasons": "x"}),
        "assessor": (rate_address(case), RATING),
        "foreign": (f"cases/{case.pk}/lines/{line}/advise", advice_of(c1=Finding.CLEAR.value)),
    }
    for name, (address, given) in refused.items():
        response = desk(name).post(address, given)
        assert response.status_code in (400, 422), name
        assert "takes no further part" in said(response), name
    assert casework.recused(case.pk) == {world[name].id for name in refused}
    assert not Advice.objects.exists()
