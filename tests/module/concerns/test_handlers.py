"""Nobody meets their own concern as its handler: not the named, not the involved, not the raiser, not who signed it too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.module.concerns.told import DAY, POINTS, Involved, Office, answer_of

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Climb, Naming
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, InvalidTransition, NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])

ACTS: list[Callable[[Actor, str], Any]] = [
    lambda actor, concern: concerns.access_concern(actor=actor, concern=concern),
    lambda actor, concern: concerns.acknowledge(actor=actor, concern=concern, today=DAY),
    lambda actor, concern: concerns.extend(actor=actor, concern=concern, days=1, reason="Why.", today=DAY),
    lambda actor, concern: concerns.write_to_raiser(actor=actor, concern=concern, words="Who are you?", today=DAY),
    lambda actor, concern: concerns.ask_for_name(actor=actor, concern=concern, reason="Why.", today=DAY),
    lambda actor, concern: concerns.agree_to_open_name(actor=actor, concern=concern, reason="Why.", today=DAY),
    lambda actor, concern: concerns.attachment_for_handler(actor=actor, concern=concern, number=1),
    lambda actor, concern: concerns.answer(
        actor=actor, concern=concern, answers={1: Answer(AnswerKind.ACT, "Yes."), 2: Answer(AnswerKind.ACT, "Yes.")}, today=DAY
    ),
]


def _absent(office: Office, name: str, concern: str) -> None:
    """For this person the concern is not there, whatever they try."""
    for act in ACTS:
        with pytest.raises(NotFound):
            act(office[name], concern)
    assert concern not in {each.concern for each in concerns.for_handling(actor=office[name], today=DAY)}


def test_who_is_complained_of_never_sees_it(office: Office) -> None:
    filed = office.raise_one(complained_of=[office["head"].id])
    _absent(office, "head", office.id_of(filed))
    assert concerns.access_concern(actor=office["other head"], concern=office.id_of(filed)).reference == filed.reference_for_raiser


def test_who_took_part_never_sees_it_from_the_moment_they_did(office: Office, involved: type[Involved]) -> None:
    filed = office.raise_one()
    assert concerns.access_concern(actor=office["head"], concern=office.id_of(filed))
    involved.people = frozenset({office["head"].id})
    _absent(office, "head", office.id_of(filed))


def test_raiser_never_answers_their_own(office: Office) -> None:
    filed = office.raise_one(naming=Naming.HANDLER, raiser=office["head"])
    _absent(office, "head", office.id_of(filed))
    seen = concerns.access_concern(actor=office["other head"], concern=office.id_of(filed))
    assert (seen.name, seen.verified) == ("Head", True)


def test_who_signed_it_too_does_not_answer_it(office: Office) -> None:
    filed = office.raise_one()
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    concerns.co_sign(code, actor=office["head"])
    _absent(office, "head", office.id_of(filed))


def test_others_and_levels_above_see_nothing(office: Office) -> None:
    filed = office.raise_one()
    for name in ("nominated", "commission"):
        with pytest.raises(NotFound):
            concerns.access_concern(actor=office[name], concern=office.id_of(filed))
    for name in ("officer", "minister"):
        with pytest.raises(NotFound):
            concerns.access_concern(actor=office[name], concern=office.id_of(filed))
        with pytest.raises(NotAllowed):
            concerns.for_handling(actor=office[name], today=DAY)


def test_level_with_nobody_left_is_passed_over_at_filing_and_later(office: Office, involved: type[Involved]) -> None:
    both = [office["head"].id, office["other head"].id]
    assert office.raise_one(complained_of=both).level == "nominated"
    filed = office.raise_one()
    involved.people = frozenset(both)
    assert concerns.escalate_due(DAY) == 1
    seen = concerns.come_back(filed.receipt)
    assert (seen.rung.level, seen.ladder[0].left_why) == ("nominated", Climb.NOBODY)


def test_level_whose_handlers_all_signed_too_is_passed_over(office: Office) -> None:
    filed = office.raise_one()
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    for name in ("head", "other head"):
        concerns.co_sign(code, actor=office[name])
    assert concerns.escalate_due(DAY) == 1
    assert concerns.come_back(filed.receipt).rung.level == "nominated"


def test_everybody_involved_stands_at_the_last_level_and_nobody_opens_it(office: Office, involved: type[Involved]) -> None:
    involved.people = frozenset(actor.id for actor in office.actors.values())
    filed = office.raise_one()
    assert filed.level == "commission"
    assert concerns.escalate_due(DAY + timedelta(days=400)) == 0
    for name in office.actors:
        with pytest.raises(NotFound):
            office.answer_all(filed, by=name)
    involved.people = frozenset()
    office.answer_all(filed, by="commission")


def test_nobody_handles_while_it_cannot_be_known_who_took_part_and_filing_goes_on(office: Office, involved: type[Involved]) -> None:
    involved.broken = True
    filed = office.raise_one()
    with pytest.raises(Refused, match="nobody may handle"):
        concerns.access_concern(actor=office["head"], concern=office.id_of(filed))
    assert [point.text for point in concerns.come_back(filed.receipt).points] == POINTS


def test_one_of_which_it_is_not_known_who_took_part_keeps_no_other_waiting(office: Office, involved: type[Involved]) -> None:
    good, unknown = office.raise_one(), office.raise_one(topics=["destination:QN"])
    involved.unknown = "destination:QN"
    assert [row.reference for row in concerns.for_handling(actor=office["head"], today=DAY)] == [good.reference_for_raiser]
    with pytest.raises(Refused, match="nobody may handle"):
        concerns.escalate_due(DAY + timedelta(days=100))
    assert concerns.come_back(good.receipt).rung.level == "nominated"
    assert concerns.come_back(unknown.receipt).rung.level == "head"


def test_words_added_are_read_before_an_answer_is_sent(office: Office) -> None:
    filed = office.raise_one()
    concern = office.id_of(filed)
    seen = concerns.access_concern(actor=office["head"], concern=concern)
    concerns.add_words(filed.receipt, "There is a second note.", today=DAY)
    answers = {number: answer_of(AnswerKind.ACT, "Yes.") for number in (1, 2)}
    with pytest.raises(Conflict, match="read it again"):
        concerns.answer(actor=office["head"], concern=concern, answers=answers, today=DAY, revision=seen.revision)


def test_second_click_that_comes_between_looking_and_writing_counts_once(office: Office) -> None:
    filed = office.raise_one()
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    for _ in range(2):
        assert concerns.co_sign(code, actor=office["officer"]).co_signatures == 1


def test_level_it_left_may_read_and_not_act(office: Office) -> None:
    filed = office.raise_one()
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    seen = concerns.access_concern(actor=office["head"], concern=office.id_of(filed))
    assert seen.may == frozenset()
    for act in ACTS[1:4]:
        with pytest.raises(InvalidTransition, match="next level"):
            act(office["head"], office.id_of(filed))
    assert not concerns.for_handling(actor=office["head"], today=DAY)[0].here


@pytest.mark.parametrize(("naming", "known"), [(Naming.NOBODY, ""), (Naming.HANDLER, "Ilse Varn"), (Naming.NAMED, "Ilse Varn")])
def test_first_handler_knows_the_name_as_the_raiser_chose(office: Office, naming: Naming, known: str) -> None:
    filed = office.raise_one(naming=naming, name="Ilse Varn")
    assert concerns.access_concern(actor=office["head"], concern=office.id_of(filed)).name == known


def test_further_levels_learn_a_confidential_name_by_two_people_with_reasons(office: Office) -> None:
    filed = office.raise_one(naming=Naming.HANDLER, name="Ilse Varn")
    concern = office.id_of(filed)
    with pytest.raises(InvalidTransition, match="no name here"):
        concerns.ask_for_name(actor=office["head"], concern=concern, reason="I know it.", today=DAY)
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    seen = concerns.access_concern(actor=office["nominated"], concern=concern)
    assert (seen.name, "ask for name" in seen.may) == ("", True)
    with pytest.raises(InvalidTransition, match="Nobody asked for the name"):
        concerns.agree_to_open_name(actor=office["head"], concern=concern, reason="Nobody asked me.", today=DAY)
    concerns.ask_for_name(actor=office["nominated"], concern=concern, reason="To protect them from their manager.", today=DAY)
    with pytest.raises(InvalidTransition, match="asked for at this level already"):
        concerns.ask_for_name(actor=office["nominated"], concern=concern, reason="Once more.", today=DAY)
    with pytest.raises(Refused, match="second person"):
        concerns.agree_to_open_name(actor=office["nominated"], concern=concern, reason="I agree with myself.", today=DAY)
    assert concerns.access_concern(actor=office["nominated"], concern=concern).name == ""
    concerns.agree_to_open_name(actor=office["head"], concern=concern, reason="They asked for protection.", today=DAY)
    assert concerns.access_concern(actor=office["nominated"], concern=concern).name == "Ilse Varn"
    told = [(step.by, step.reason, step.opened) for step in concerns.come_back(filed.receipt).name_steps]
    assert told == [("Nominated", "To protect them from their manager.", False), ("Head", "They asked for protection.", True)]
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    assert concerns.access_concern(actor=office["secretary"], concern=concern).name == ""


def test_each_colleague_counts_once_and_without_a_name(office: Office) -> None:
    filed = office.raise_one()
    code = concerns.come_back(filed.receipt).colleagues_code
    assert code is not None
    assert concerns.read_to_co_sign(code).points == tuple(POINTS)
    for name in ("officer", "adviser", "officer"):
        assert concerns.co_sign(code.written(), actor=office[name]).signed
    assert concerns.come_back(filed.receipt).co_signatures == 2
    assert concerns.access_concern(actor=office["head"], concern=office.id_of(filed)).co_signatures == 2
    with pytest.raises(NotFound):
        concerns.come_back(code)
    with pytest.raises(NotFound):
        concerns.read_to_co_sign(filed.receipt)
    with pytest.raises(NotAllowed):
        concerns.co_sign(code, actor=Actor("user:" + "0" * 26, "An exporter", organisation="0" * 26))
