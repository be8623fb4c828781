"""An exporter who does not answer: acknowledged, asked, reminded once, closed, and the way on (decision 0276)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.module.casework.builders import NOW, People, sent, taken
from tests.module.casework.told import mark, told

from licet.applications.public import access_application, copy_application
from licet.casework.public import (
    Case,
    CaseStatus,
    Enquiry,
    answer_enquiry,
    ask_exporter,
    case_detail,
    close_unanswered,
    exporter_case,
    open_questions,
    remind_unanswered,
    submit,
    withdraw,
)
from licet.kernel.actor import system
from licet.kernel.errors import InvalidTransition, NotAllowed
from licet.kernel.permission import Permission
from licet.notices.public import Message, messages_about, render

RUN_DUE = system("run-due", Permission.CASE_CLOSE)
QUESTION = "Who maintains the sights?\n\nAnd where?"


def on(day: date) -> datetime:
    return datetime.combine(day, NOW.timetz())


def asked(who: People) -> Case:
    case = taken(who)
    ask_exporter(actor=who.officer, case=case.pk, question=QUESTION, revision=case.revision, now=NOW)
    case.refresh_from_db()
    return case


def letters(who: People, case: Case) -> dict[str, Message]:
    return {item.kind: item for item in messages_about(actor=who.exporter, case=case.reference)}


def remind(day: date) -> int:
    return remind_unanswered(actor=RUN_DUE, now=on(day))


def close(day: date) -> int:
    return close_unanswered(actor=RUN_DUE, now=on(day))


def test_first_submission_is_acknowledged_and_a_further_version_is_not(who: People) -> None:
    case = sent(who)
    letter = letters(who, case)["acknowledgement"]
    assert "reached the Authority on 5 May 2031" in letter.content["words"][0]
    assert "We aim to decide by 3 June 2031" in letter.content["words"][1]
    application = access_application(actor=who.exporter, application=case.application_id)
    submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)
    assert [item.kind for item in messages_about(actor=who.exporter, case=case.reference)] == ["acknowledgement"]


def test_question_says_when_the_case_is_closed(who: People) -> None:
    case = asked(who)
    content = letters(who, case)["enquiry"].content
    assert (content["answer_by"], content["closes_after"]) == ("2031-06-03", "2031-06-10")
    (row,) = open_questions(actor=who.exporter)
    assert (row.due_on, row.closes_after) == (date(2031, 6, 3), date(2031, 6, 10))


def test_reminder_leaves_once_five_working_days_before(who: People) -> None:
    case = asked(who)
    assert remind(date(2031, 5, 26)) == 0
    before = mark()
    assert remind(date(2031, 5, 27)) == 1
    assert told(before) == ["casework:enquiry:reminded", "notices:messages:written"]
    assert remind(date(2031, 5, 28)) == 0
    letter = letters(who, case)["enquiry-reminder"]
    assert "If none comes by 10 June 2031, we close the application" in " ".join(letter.content["words"])
    assert "Who maintains the sights?" in letter.content["words"]
    case.refresh_from_db()
    assert case.status == CaseStatus.AWAITING_EXPORTER


def test_silence_closes_the_case_the_day_after_the_last(who: People) -> None:
    case = asked(who)
    remind(date(2031, 5, 27))
    assert close(date(2031, 6, 10)) == 0
    before = mark()
    assert close(date(2031, 6, 11)) == 1
    assert told(before) == ["casework:case:closed-unanswered", "notices:messages:written"]
    assert close(date(2031, 6, 12)) == 0
    case.refresh_from_db()
    assert case.status == CaseStatus.UNANSWERED
    words = " ".join(letters(who, case)["closed-unanswered"].content["words"])
    assert "We closed your application" in words
    assert "reminded you of on 27 May 2031" in words
    assert "This is not a refusal" in words
    detail = case_detail(actor=who.officer, case=case.pk, now=on(date(2031, 6, 12)))
    assert (detail.clock, detail.waiting_for, detail.open_enquiry) == (None, (), None)
    assert detail.gate_facts().open_enquiries == 0


def test_late_answer_keeps_the_case_open_until_the_last_day_and_not_after(who: People) -> None:
    case, late = asked(who), asked(who)
    remind(date(2031, 5, 27))
    answer_enquiry(actor=who.exporter, case=case.pk, enquiry=1, answer="We do.", now=on(date(2031, 6, 10)))
    assert close(date(2031, 6, 11)) == 1
    case.refresh_from_db()
    assert case.status == CaseStatus.IN_PROGRESS
    with pytest.raises(InvalidTransition, match="closed unanswered"):
        answer_enquiry(actor=who.exporter, case=late.pk, enquiry=1, answer="We do.", now=on(date(2031, 6, 11)))
    with pytest.raises(InvalidTransition):
        withdraw(actor=who.exporter, case=late.pk, reasons="Never mind.", now=on(date(2031, 6, 11)))


def test_nobody_is_closed_without_a_reminder_in_good_time(who: People) -> None:
    """Nothing ran for weeks, or the question is of an earlier version of Licet: the reminder sets a new last day."""
    case = asked(who)
    Enquiry.objects.filter(case=case).update(closes_after=None)
    assert close(date(2031, 7, 14)) == 0
    assert remind(date(2031, 7, 14)) == 1
    assert Enquiry.objects.get(case=case).closes_after == date(2031, 7, 21)
    assert close(date(2031, 7, 21)) == 0
    assert close(date(2031, 7, 22)) == 1


def test_reminder_is_final_and_not_everybody_s_to_send(who: People) -> None:
    asked(who)
    with pytest.raises(NotAllowed):
        remind_unanswered(actor=who.exporter, now=on(date(2031, 5, 27)))
    remind(date(2031, 5, 27))
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        Enquiry.objects.update(closes_after=date(2031, 5, 28))


def test_ended_case_waits_for_no_answer(who: People) -> None:
    case = asked(who)
    withdraw(actor=who.exporter, case=case.pk, reasons="The order fell through.", now=NOW)
    assert open_questions(actor=who.exporter) == ()
    assert remind(date(2031, 6, 3)) == 0
    assert exporter_case(actor=who.exporter, case=case.pk, now=NOW).open_enquiry is None


def test_new_application_refers_to_the_closed_one(who: People) -> None:
    case = asked(who)
    remind(date(2031, 5, 27))
    close(date(2031, 6, 11))
    later = on(date(2031, 6, 12))
    made = copy_application(actor=who.exporter, application=case.application_id, name="Sights, again", now=later)
    new = submit(actor=who.exporter, application=made.pk, revision=made.revision, now=later)
    for detail in (case_detail(actor=who.officer, case=new.pk, now=later), exporter_case(actor=who.exporter, case=new.pk, now=later)):
        assert detail.began_with is not None
        assert (detail.began_with.reference, detail.began_with.status) == (case.reference, CaseStatus.UNANSWERED)
    assert case_detail(actor=who.officer, case=case.pk, now=later).began_with is None


def test_letters_print(who: People) -> None:
    case = asked(who)
    remind(date(2031, 5, 27))
    close(date(2031, 6, 11))
    written = letters(who, case)
    assert set(written) == {"acknowledgement", "enquiry", "enquiry-reminder", "closed-unanswered"}
    for message in written.values():
        made = render(actor=system("worker", Permission.MESSAGE_DELIVER), message=message, now=NOW + timedelta(days=40))
        assert made.size > 5_000
