"""A concern from its filing to its end, as its raiser and its handlers live through it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.module.concerns.told import DAY, POINTS, Office, answer_of, working_days_later

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Climb, Closing, Naming, Standing, Status, Verdict
from licet.concerns.sealing import wraps
from licet.kernel.errors import Conflict, Invalid, InvalidMany, InvalidTransition, NotFound, Refused

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])


def test_anonymous_raiser_comes_back_and_reads_an_answer_to_every_point(office: Office) -> None:
    filed = office.raise_one()
    assert len(filed.receipt.written()) == 35
    assert (filed.level, filed.answer_by) == ("head", working_days_later(DAY, 15))
    seen = concerns.come_back(filed.receipt.written(), DAY)
    assert [point.text for point in seen.points] == POINTS
    assert {point.standing for point in seen.points} == {Standing.WAITING}
    assert not seen.verified
    assert seen.may == {"add", "withdraw", "climb"}

    concerns.acknowledge(actor=office["head"], concern=office.id_of(filed), today=DAY)
    office.answer_all(filed)
    seen = concerns.come_back(filed.receipt, DAY)
    assert seen.status is Status.ANSWERED
    assert [point.answers[0].words.partition(".")[0] for point in seen.points] == ["Answer of head to point 1", "Answer of head to point 2"]
    assert seen.points[0].answers[0].by == "Head"
    concerns.give_verdicts(filed.receipt, {1: Verdict.ANSWERS, 2: Verdict.ANSWERS}, "Thank you.", today=DAY)
    seen = concerns.come_back(filed.receipt, DAY)
    assert (seen.status, seen.closing) == (Status.CLOSED, Closing.ACCEPTED)
    assert [said.words for said in seen.words] == ["Thank you."]
    assert concerns.for_handling(actor=office["head"], today=DAY)[0].status is Status.CLOSED


@pytest.mark.parametrize(
    ("verdicts", "why"),
    [
        ({}, "Say of each answered point whether it is answered: 1, 2"),
        ({1: "answers"}, "Say of each answered point whether it is answered: 1, 2"),
        ({1: "answers", 2: "answers", 3: "answers"}, "Say of each answered point whether it is answered: 1, 2"),
        ({1: "answers", 2: "perhaps"}, "Say “answers” or “does not” of each answered point"),
    ],
)
def test_every_answered_point_is_judged_with_one_of_two_words(office: Office, verdicts: dict[int, str], why: str) -> None:
    filed = office.raise_one()
    office.answer_all(filed)
    with pytest.raises(Invalid, match=why):
        concerns.give_verdicts(filed.receipt, verdicts, today=DAY)
    assert concerns.come_back(filed.receipt, DAY).status is Status.ANSWERED


def test_contested_point_goes_up_and_is_answered_there_alone(office: Office) -> None:
    filed = office.raise_one()
    office.answer_all(filed)
    concerns.give_verdicts(filed.receipt, {1: "answers", 2: "does not"}, "Nothing on who rewrote it.", today=DAY)
    seen = concerns.come_back(filed.receipt, DAY)
    assert seen.rung.level == "nominated"
    assert seen.ladder[0].left_why is Climb.CONTESTED
    assert [point.standing for point in seen.points] == [Standing.ACCEPTED, Standing.CONTESTED]
    with pytest.raises(InvalidTransition, match="next level"):
        office.answer_all(filed, by="head")
    with pytest.raises(InvalidMany, match="no point 1 that waits"):
        concerns.answer(
            actor=office["nominated"],
            concern=office.id_of(filed),
            answers={1: answer_of(AnswerKind.ACT, "Again."), 2: answer_of(AnswerKind.ACT, "Done.")},
            today=DAY,
        )
    office.answer_all(filed, by="nominated")
    seen = concerns.come_back(filed.receipt, DAY)
    assert [answer.by for answer in seen.points[1].answers] == ["Head", "Nominated"]
    assert seen.points[1].answers[0].verdict is Verdict.DOES_NOT


def test_contested_at_the_last_level_ends_contested(office: Office) -> None:
    filed = office.raise_one()
    for level in ("head", "nominated", "secretary", "commission"):
        office.answer_all(filed, by=level)
        owed = {point.number: "does not" for point in concerns.come_back(filed.receipt).points}
        concerns.give_verdicts(filed.receipt, owed, today=DAY)
    seen = concerns.come_back(filed.receipt, DAY)
    assert (seen.status, seen.closing, seen.may) == (Status.CLOSED, Closing.CONTESTED, {"add"})


def test_all_points_are_answered_or_none(office: Office) -> None:
    filed = office.raise_one()
    concern = office.id_of(filed)
    for answers, why in (
        ({1: answer_of(AnswerKind.ACT, "Done.")}, "Point 2 has no answer"),
        ({1: answer_of(AnswerKind.ACT, "Done."), 2: Answer(AnswerKind.DISAGREE, "  ")}, "This is empty"),
        ({}, "Point 1 has no answer"),
    ):
        with pytest.raises(InvalidMany, match=why):
            concerns.answer(actor=office["head"], concern=concern, answers=answers, today=DAY)
    assert {point.standing for point in concerns.come_back(filed.receipt).points} == {Standing.WAITING}


def test_silence_climbs_level_by_level_and_stays_at_the_last(office: Office) -> None:
    filed = office.raise_one()
    assert concerns.escalate_due(filed.answer_by) == 0
    day = filed.answer_by
    for level, days in (("nominated", 20), ("secretary", 20), ("commission", 60)):
        day += timedelta(days=1)
        assert concerns.escalate_due(day) == 1
        assert concerns.escalate_due(day) == 0
        rung = concerns.come_back(filed.receipt, day).rung
        assert (rung.level, rung.answer_by) == (level, working_days_later(day, days))
        day = rung.answer_by
    assert concerns.escalate_due(day + timedelta(days=300)) == 0
    seen = concerns.come_back(filed.receipt, day + timedelta(days=300))
    assert seen.rung.overdue
    assert [rung.left_why for rung in seen.ladder][:3] == [Climb.OVERDUE] * 3


def test_acknowledging_stops_no_clock(office: Office) -> None:
    filed = office.raise_one()
    concerns.acknowledge(actor=office["head"], concern=office.id_of(filed), today=DAY)
    with pytest.raises(InvalidTransition, match="acknowledged at this level already"):
        concerns.acknowledge(actor=office["head"], concern=office.id_of(filed), today=DAY)
    assert concerns.escalate_due(filed.answer_by + timedelta(days=1)) == 1


def test_extension_is_by_name_with_a_reason_that_the_raiser_reads(office: Office) -> None:
    filed = office.raise_one()
    concern = office.id_of(filed)
    with pytest.raises(Invalid, match="empty"):
        concerns.extend(actor=office["head"], concern=concern, days=5, reason=" ", today=DAY)
    until = concerns.extend(actor=office["head"], concern=concern, days=5, reason="The file is in another building.", today=DAY)
    assert until == working_days_later(filed.answer_by, 5)
    with pytest.raises(Invalid, match="1 to 15 more working days"):
        concerns.extend(actor=office["head"], concern=concern, days=16, reason="Again.", today=DAY)
    rung = concerns.come_back(filed.receipt).rung
    assert [(each.by, each.days, each.reason, each.answer_by) for each in rung.extensions] == [
        ("Head", 5, "The file is in another building.", until)
    ]
    assert concerns.escalate_due(filed.answer_by + timedelta(days=1)) == 0


def test_raiser_goes_further_without_anybodys_consent(office: Office) -> None:
    filed = office.raise_one()
    concerns.escalate_as_of_right(filed.receipt, "It is urgent.", today=DAY)
    assert concerns.come_back(filed.receipt).rung.level == "nominated"
    office.answer_all(filed, by="nominated")
    concerns.escalate_as_of_right(filed.receipt, today=DAY)
    seen = concerns.come_back(filed.receipt)
    assert seen.rung.level == "secretary"
    assert {point.standing for point in seen.points} == {Standing.CONTESTED}


def test_withdrawn_by_the_raiser_alone_and_the_words_stay(office: Office) -> None:
    filed = office.raise_one()
    concerns.withdraw(filed.receipt, "It was settled in talk.", today=DAY)
    seen = concerns.come_back(filed.receipt)
    assert (seen.closing, [point.text for point in seen.points]) == (Closing.WITHDRAWN, POINTS)
    with pytest.raises(InvalidTransition):
        concerns.withdraw(filed.receipt, today=DAY)
    with pytest.raises(InvalidTransition):
        office.answer_all(filed)


def test_uncontested_answer_closes_in_time_and_can_still_be_contested(office: Office) -> None:
    filed = office.raise_one()
    office.answer_all(filed)
    assert concerns.escalate_due(DAY + timedelta(days=concerns.QUIET_DAYS)) == 0
    assert concerns.escalate_due(DAY + timedelta(days=concerns.QUIET_DAYS + 1)) == 1
    assert concerns.come_back(filed.receipt).closing is Closing.QUIET
    later = DAY + timedelta(days=100)
    concerns.give_verdicts(filed.receipt, {1: "answers", 2: "does not"}, today=later)
    seen = concerns.come_back(filed.receipt, later)
    assert (seen.status, seen.closing, seen.rung.level) == (Status.OPEN, None, "nominated")


def test_words_of_both_sides_are_kept_in_order(office: Office) -> None:
    filed = office.raise_one()
    concerns.add_words(filed.receipt, "There is a second note.", today=DAY)
    concerns.write_to_raiser(actor=office["head"], concern=office.id_of(filed), words="Which file is it in?", today=DAY)
    said = [(each.by, each.words) for each in concerns.come_back(filed.receipt).words]
    assert said == [("", "There is a second note."), ("Head", "Which file is it in?")]


def test_code_that_is_wrong_opens_nothing(office: Office) -> None:
    filed, other = office.raise_one(), office.raise_one()
    crossed = concerns.Receipt(filed.receipt.lookup, other.receipt.secret)
    unknown = concerns.Receipt("00000000", other.receipt.secret)
    for receipt in (crossed, unknown, crossed.written()):
        with pytest.raises(NotFound, match="no such concern for this code"):
            concerns.come_back(receipt)
    with pytest.raises(Invalid, match="A letter of this code is wrong"):
        concerns.come_back(filed.receipt.written()[:-1] + ("2" if filed.receipt.written()[-1] != "2" else "3"))
    with pytest.raises(NotFound):
        concerns.add_words(crossed, "Forged.", today=DAY)


def test_forged_codes_cost_the_same_work(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that finds a concern and one that finds none: one question to the database, one derived key, one try to open."""
    filed = office.raise_one()
    forged = [concerns.Receipt(filed.receipt.lookup, "0" * 21), concerns.Receipt("ZZZZZZZZ", "0" * 21)]
    done: list[str] = []
    monkeypatch.setattr(wraps, "HKDF", lambda *given: done.append("derive") or HKDF(*given))
    monkeypatch.setattr(wraps, "AESGCM", lambda key: done.append("open") or AESGCM(key))
    work = []
    for receipt in forged:
        done.clear()
        with CaptureQueriesContext(connections["concerns"]) as asked, pytest.raises(NotFound):
            concerns.come_back(receipt)
        work.append((len(asked), tuple(done)))
    assert work == [(1, ("derive", "open"))] * 2


def test_stale_form_of_a_handler_is_refused(office: Office) -> None:
    filed = office.raise_one()
    concern = office.id_of(filed)
    seen = concerns.access_concern(actor=office["head"], concern=concern)
    office.answer_all(filed)
    with pytest.raises(Conflict, match="changed since you opened it"):
        concerns.extend(actor=office["head"], concern=concern, days=1, reason="Late.", today=DAY, revision=seen.revision)


@pytest.mark.parametrize(
    ("given", "error", "why"),
    [
        ({"points": ["One.", "  "]}, InvalidMany, "point 2: This is empty"),
        ({"points": []}, Invalid, "one point at least"),
        ({"topics": []}, Invalid, "Say what this is about"),
        ({"topics": ["destination:ZQ"]}, Invalid, "not the code of a destination"),
        ({"topics": ["destination:QM", "case:somewhere"]}, Invalid, "not a reference"),
        ({"naming": Naming.NAMED}, Invalid, "Write your name"),
        ({"complained_of": ["nobody"]}, Invalid, "not a person of this installation"),
        ({"complained_of": ["0" * 26]}, Invalid, "is nobody of this installation"),
        ({"complained_of": ["post:king/licensing"]}, Invalid, "Nobody holds the post “king/licensing” today"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(office: Office, given: dict[str, object], error: type[Exception], why: str) -> None:
    from licet.concerns.models import Concern, LevelKey

    with pytest.raises(error, match=why):
        office.raise_one(**given)
    assert not Concern.objects.exists()
    assert not LevelKey.objects.exists()


def test_other_key_than_that_of_the_filings_is_refused(office: Office) -> None:
    from base64 import b64encode

    from django.test import override_settings

    filed = office.raise_one()
    with override_settings(LICET_CONCERNS_KEY=b64encode(bytes(32)).decode()), pytest.raises(Refused, match="not the key"):
        office.raise_one()
    with override_settings(LICET_CONCERNS_KEY=""), pytest.raises(Refused, match="cannot open concerns"):
        concerns.access_concern(actor=office["head"], concern=office.id_of(filed))
