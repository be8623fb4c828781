"""An answer says what its kind must say, and a promise stays open until somebody says that it was done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.module.concerns.told import DAY, Office, answer_of

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Closing, Filed, Standing, Status
from licet.kernel.errors import InvalidMany, InvalidTransition

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
LAST = DAY + timedelta(days=10)
REASONS = "Both versions were compared line by line, and the change is explained beside it."


def promised(office: Office, **given: Any) -> Filed:
    """One point, answered with an act that is due ten days later."""
    filed = office.raise_one(points=["One."], **given)
    answers = {1: answer_of(AnswerKind.ACT, "It is read again.", by=LAST)}
    concerns.answer(actor=office["head"], concern=office.id_of(filed), answers=answers, today=DAY)
    return filed


def say_done(office: Office, filed: Filed, *, by: str = "head", **given: Any) -> None:
    wanted: dict[str, Any] = {"point": 1, "words": "It was read again.", "today": LAST}
    concerns.say_done(actor=office[by], concern=office.id_of(filed), **(wanted | given))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(AnswerKind.ACT, "Noted."), "say what will be done"),
        (Answer(AnswerKind.ACT, "noted " * 20, "The unit", DAY), "say what will be done"),
        (Answer(AnswerKind.ACT, REASONS, "", DAY), "say who will do it"),
        (Answer(AnswerKind.ACT, REASONS, "–", DAY), "say who will do it"),
        (Answer(AnswerKind.ACT, REASONS, "The unit"), "say by which day it will be done"),
        (Answer(AnswerKind.ACT, REASONS, "The unit", DAY - timedelta(days=1)), "that day has passed"),
        (Answer(AnswerKind.ACT, REASONS, "U" * 201, DAY), "at most 200 are taken"),
        (Answer(AnswerKind.DISAGREE, "Noted."), "“Noted.” is no reason"),
        (Answer(AnswerKind.DISAGREE, REASONS, "The unit"), "where you disagree nobody acts"),
        (Answer(AnswerKind.DISAGREE, REASONS, "", DAY), "only an act has a last day"),
        (Answer(AnswerKind.REFER, "Noted.", "The auditor"), "say why somebody else must deal with it"),
        (Answer(AnswerKind.REFER, REASONS), "say who must deal with it"),
        (Answer(AnswerKind.REFER, REASONS, "The auditor", DAY), "only an act has a last day"),
    ],
)
def test_what_does_not_say_it_is_no_answer(office: Office, answer: Answer, why: str) -> None:
    filed = office.raise_one(points=["One."])
    with pytest.raises(InvalidMany, match=why):
        concerns.answer(actor=office["head"], concern=office.id_of(filed), answers={1: answer}, today=DAY)
    assert concerns.come_back(filed.receipt, DAY).status is Status.OPEN


def test_today_is_a_day_also_after_the_days_batch(office: Office) -> None:
    """What comes after the batch is kept under the next day; the calendar of whoever answers says today."""
    filed = office.raise_one(points=["One."])
    concerns.daily_batch(datetime(2031, 5, 5, 18, 0, tzinfo=UTC))
    answers = {1: answer_of(AnswerKind.ACT, "It is read again.", by=DAY)}
    concerns.answer(actor=office["head"], concern=office.id_of(filed), answers=answers, today=DAY)
    assert concerns.come_back(filed.receipt, DAY).points[0].answers[0].promised_by == DAY


def test_each_kind_is_kept_with_what_it_says(office: Office) -> None:
    filed = office.raise_one(points=["One.", "Two.", "Three."])
    answers = {
        1: Answer(AnswerKind.ACT, REASONS, " The unit ", LAST),
        2: Answer(AnswerKind.REFER, REASONS, "The auditor"),
        3: Answer(AnswerKind.DISAGREE, REASONS),
    }
    concerns.answer(actor=office["head"], concern=office.id_of(filed), answers=answers, today=DAY)
    seen = [point.answers[0] for point in concerns.come_back(filed.receipt, DAY).points]
    assert [(each.kind, each.who, each.promised_by, each.waits) for each in seen] == [
        (AnswerKind.ACT, "The unit", LAST, True),
        (AnswerKind.REFER, "The auditor", None, False),
        (AnswerKind.DISAGREE, "", None, False),
    ]


def test_accepted_it_waits_until_it_is_done_and_is_judged_again(office: Office) -> None:
    filed = promised(office)
    concerns.give_verdicts(filed.receipt, {1: "answers"}, "Thank you.", today=DAY)
    seen = concerns.come_back(filed.receipt, DAY)
    assert (seen.status, seen.points[0].standing) == (Status.ANSWERED, Standing.ACCEPTED)
    assert "judge" not in seen.may
    assert concerns.escalate_due(DAY + timedelta(days=concerns.QUIET_DAYS + 40)) == 0
    say_done(office, filed)
    seen = concerns.come_back(filed.receipt, LAST)
    assert seen.points[0].answers[0].done
    assert seen.points[0].answers[0].done.words == "It was read again."
    assert seen.points[0].answers[0].verdict is None
    concerns.give_verdicts(filed.receipt, {1: "answers"}, today=LAST)
    seen = concerns.come_back(filed.receipt, LAST)
    assert (seen.status, seen.closing) == (Status.CLOSED, Closing.ACCEPTED)


def test_days_of_silence_count_from_the_doing(office: Office) -> None:
    filed = promised(office)
    say_done(office, filed)
    assert concerns.escalate_due(LAST + timedelta(days=concerns.QUIET_DAYS)) == 0
    assert concerns.escalate_due(LAST + timedelta(days=concerns.QUIET_DAYS + 1)) == 1
    assert concerns.come_back(filed.receipt).closing is Closing.QUIET


def test_past_its_day_it_is_marked_until_it_is_done(office: Office) -> None:
    filed = promised(office)

    def marked(day: Any) -> tuple[int, int, bool]:
        (row,) = concerns.for_handling(actor=office["head"], today=day)
        return row.promised, row.promises_overdue, concerns.come_back(filed.receipt, day).points[0].answers[0].overdue

    assert marked(LAST) == (1, 0, False)
    assert marked(LAST + timedelta(days=1)) == (1, 1, True)
    say_done(office, filed, today=LAST + timedelta(days=1))
    assert marked(LAST + timedelta(days=2)) == (0, 0, False)


def test_said_once_of_what_was_promised_only(office: Office) -> None:
    filed = promised(office)
    with pytest.raises(InvalidTransition, match="Nothing that was promised of point 2"):
        say_done(office, filed, point=2)
    say_done(office, filed)
    with pytest.raises(InvalidTransition, match="Nothing that was promised of point 1"):
        say_done(office, filed)


def test_going_further_contests_a_promise_that_is_not_kept(office: Office) -> None:
    filed = promised(office)
    concerns.give_verdicts(filed.receipt, {1: "answers"}, today=DAY)
    concerns.escalate_as_of_right(filed.receipt, "The day has passed.", today=LAST + timedelta(days=1))
    seen = concerns.come_back(filed.receipt, LAST + timedelta(days=1))
    assert (seen.status, seen.rung.level, seen.points[0].standing) == (Status.OPEN, "nominated", Standing.CONTESTED)
    assert seen.points[0].answers[0].waits, "it is still owed"
    say_done(office, filed)  # by the level that promised it
    assert concerns.come_back(filed.receipt).points[0].standing is Standing.CONTESTED
    office.answer_all(filed, by="nominated", today=LAST)
    assert concerns.come_back(filed.receipt).status is Status.ANSWERED


def test_a_later_answer_takes_its_place(office: Office) -> None:
    filed = promised(office)
    concerns.give_verdicts(filed.receipt, {1: "does not"}, today=DAY)
    office.answer_all(filed, by="nominated")
    seen = concerns.come_back(filed.receipt, LAST + timedelta(days=1))
    assert [(answer.waits, answer.overdue) for answer in seen.points[0].answers] == [(False, False)] * 2
    concerns.give_verdicts(filed.receipt, {1: "answers"}, today=DAY)
    assert concerns.come_back(filed.receipt).closing is Closing.ACCEPTED


def test_contested_at_the_last_level_it_is_still_owed_and_withdrawn_it_is_not(office: Office) -> None:
    ended, withdrawn = promised(office), promised(office)
    concerns.withdraw(withdrawn.receipt, today=DAY)
    for _ in ("nominated", "secretary", "commission"):
        concerns.escalate_as_of_right(ended.receipt, today=DAY)
    answers = {1: answer_of(AnswerKind.ACT, "It is read by us.", by=LAST)}
    concerns.answer(actor=office["commission"], concern=office.id_of(ended), answers=answers, today=DAY)
    concerns.give_verdicts(ended.receipt, {1: "does not"}, today=DAY)
    assert concerns.come_back(ended.receipt).closing is Closing.CONTESTED
    waiting = {row.reference: row.promised for row in concerns.for_handling(actor=office["commission"], today=DAY)}
    assert waiting == {ended.reference_for_raiser: 1}
    assert {row.promised for row in concerns.for_handling(actor=office["head"], today=DAY) if not row.here} == {1}
    with pytest.raises(InvalidTransition):
        say_done(office, withdrawn)
    say_done(office, ended, by="commission")
    assert concerns.come_back(ended.receipt).closing is Closing.CONTESTED
