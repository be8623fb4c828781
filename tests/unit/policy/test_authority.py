"""Routing, signatures, assessments, letters of the demonstration authority."""

from dataclasses import replace

import pytest
from tests.unit.policy.facts import line

from licet.kernel.errors import Invalid
from licet.policy.domain import LETTER_FIELDS
from licet.policy.public import (
    ActKind,
    LetterName,
    Seat,
    assessment_required,
    control_list,
    criteria_set,
    destinations,
    letter,
    pack,
    routing,
    signatures_for,
)


def advised(country: str, rating: str | None, *, rated: bool = True) -> set[str]:
    return {code for asked in routing(line(country, rating, rated=rated)) for code in asked.criteria}


def test_no_criterion_is_without_an_adviser_for_any_destination_and_rating() -> None:
    asked = {clause.code for use in pack().criteria for clause in criteria_set(use.set_id).asked}
    ratings = [str(entry.code) for entry in control_list().entries]
    for item in destinations():
        assert advised(item.code, "ML1") >= asked
    for country in ("QM", "QN", "GB"):
        for rating in ratings:
            assert advised(country, rating) >= asked
        assert advised(country, None) >= asked
        assert advised(country, None, rated=False) >= asked


def test_a_rule_asks_where_its_scope_matches_and_says_its_id() -> None:
    by_rule = {asked.rule_id: asked for asked in routing(line("QM", "ML4.a"))}
    assert by_rule["R5"].department == "defence"
    assert by_rule["R5"].criteria == ("2c", "4")
    assert "R5" not in {asked.rule_id for asked in routing(line("QN", "ML4.a"))}
    assert "R5" not in {asked.rule_id for asked in routing(line("QM", "5A002"))}


def test_an_unknown_fact_asks_for_more_never_for_less() -> None:
    unrated = line("QO", rated=False)
    assert {"R4", "R5"} <= {asked.rule_id for asked in routing(unrated)}
    assert assessment_required(unrated)
    assert Seat.MINISTER in signatures_for("decide case", unrated)


def test_a_department_is_asked_each_criterion_once() -> None:
    twice = replace(pack(), routing=(*pack().routing, replace(pack().routing[0], id="R9")))
    asked = [(each.department, code) for each in routing(line("QM", "6A003"), twice) for code in each.criteria]
    assert len(asked) == len(set(asked))
    assert "R9" not in {each.rule_id for each in routing(line(), twice)}


@pytest.mark.parametrize("kind", ActKind)
def test_every_act_has_two_different_seats_one_of_them_the_countersigner(kind: ActKind) -> None:
    for lines in ([], line("QN", "ML5"), [line("QM", "ML4"), line("QN", "5A002")]):
        seats = signatures_for(kind, lines)
        assert len(set(seats)) == len(seats) >= 2
        assert Seat.COUNTERSIGNER in seats


def test_listed_ratings_ask_for_a_third_signature_by_segment() -> None:
    assert signatures_for("decide case", line("QN", "ML5")) == (Seat.DECIDER, Seat.COUNTERSIGNER)
    assert signatures_for("decide case", line("QN", "ML4.a")) == (Seat.DECIDER, Seat.COUNTERSIGNER, Seat.MINISTER)
    assert signatures_for("decide case", [line("QN", "ML5"), line("QN", "ML10.c")])[-1] is Seat.MINISTER
    assert signatures_for("decide case", line("QN", "ML10.a")) == (Seat.DECIDER, Seat.COUNTERSIGNER)


def test_a_departure_is_the_minister_s_and_countersigned() -> None:
    assert signatures_for("depart from a criterion", line()) == (Seat.MINISTER, Seat.COUNTERSIGNER)


def test_an_act_nobody_knows_is_refused() -> None:
    with pytest.raises(Invalid, match="no kind of act"):
        signatures_for("approve", line())


def test_a_central_assessment_is_required_where_the_pack_says() -> None:
    assert assessment_required(line("QM", "5A002"))
    assert assessment_required(line("QO", "ML1"))
    assert not assessment_required(line("QO", "5A002"))
    assert not assessment_required(line("QN", "ML1"))


def test_a_letter_leaves_with_no_gap_in_it() -> None:
    reminder = letter(LetterName.ENQUIRY_REMINDER)
    values = dict.fromkeys(LETTER_FIELDS[LetterName.ENQUIRY_REMINDER], "words of ${question}")
    assert "${question}" in reminder.render(values)
    with pytest.raises(Invalid, match="question"):
        reminder.render({name: value for name, value in values.items() if name != "question"})
    with pytest.raises(Invalid, match="colour"):
        reminder.render(values | {"colour": "red"})


@pytest.mark.parametrize("name", LetterName)
def test_each_letter_of_the_pack_is_there(name: LetterName) -> None:
    assert letter(name).version.startswith(f"{name}/")
    assert len(letter(name).sha256) == 64


def test_a_licence_type_is_offered_or_refused() -> None:
    assert pack().licence_type("IND").validity_months == 24
    with pytest.raises(Invalid, match="offers no licence"):
        pack().licence_type("OPEN")
