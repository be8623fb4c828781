"""Questions to the exporter, the clock that stands still meanwhile, and the ends of a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.module.casework.builders import NOW, People, sent, taken
from tests.module.casework.test_silence import RUN_DUE
from tests.module.casework.told import mark, told

from licet.casework.public import (
    CaseStatus,
    Enquiry,
    GateState,
    GateSummary,
    answer_enquiry,
    ask_exporter,
    case_detail,
    case_list,
    close,
    close_unanswered,
    extend_enquiry,
    gate_facts,
    move,
    remind_unanswered,
    store_gate_summaries,
    submit,
    withdraw,
)
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, MissingReasons, NotAllowed, NotFound
from licet.kernel.instants import UnknownElapsed
from licet.notices.public import messages_about
from licet.policy import public as policy


def test_question_stops_the_clock_and_writes_a_letter(who: People) -> None:
    case, before = taken(who), mark()
    made = ask_exporter(actor=who.officer, case=case.pk, question="Who maintains the sights?", revision=case.revision, now=NOW)
    case.refresh_from_db()
    assert (made.number, made.due_on, case.status) == (1, date(2031, 6, 3), CaseStatus.AWAITING_EXPORTER)
    assert gate_facts([case.pk])[case.pk].open_enquiries == 1
    assert told(before) == ["casework:enquiry:asked", "notices:messages:written"]
    later = case_detail(actor=who.officer, case=case.pk, now=NOW + timedelta(days=7))
    assert later.clock is not None
    assert (later.clock.counted, later.clock.stopped) == (0, 4), "Founding Day is no working day"


def test_answer_starts_the_clock_and_moves_the_target(who: People) -> None:
    case = taken(who)
    ask_exporter(actor=who.officer, case=case.pk, question="Who maintains them?", revision=case.revision, now=NOW)
    answered = NOW + timedelta(days=2)
    case = answer_enquiry(actor=who.exporter, case=case.reference, enquiry=1, answer="We do.", now=answered)
    assert (case.status, case.target_on) == (CaseStatus.IN_PROGRESS, date(2031, 6, 4)), "stopped on the 6th; the 5th is day 0"
    with pytest.raises(Conflict):
        answer_enquiry(actor=who.exporter, case=case.pk, enquiry=1, answer="Others do.", now=answered)
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        Enquiry.objects.update(answer="Others do.")


def test_more_time_moves_both_days_is_told_by_a_letter_and_reminds_again(who: People) -> None:
    case = taken(who)
    asked = ask_exporter(actor=who.officer, case=case.pk, question="Who maintains them?", revision=case.revision, now=NOW)
    case.refresh_from_db()
    until, before = asked.due_on + timedelta(days=30), mark()
    given: dict[str, Any] = {"actor": who.officer, "case": case.pk, "enquiry": 1, "reasons": "Their engineer is ill.", "now": NOW}
    for change, error in (
        ({"until": asked.due_on}, Invalid),
        ({"reasons": " "}, MissingReasons),
        ({"enquiry": 2}, Conflict),
        ({"revision": case.revision - 1}, Conflict),
        ({"actor": who.exporter}, NotAllowed),
    ):
        with pytest.raises(error):
            extend_enquiry(**{"until": until, "revision": case.revision} | given | change)
    assert told(before) == []
    reminded_at = NOW + timedelta(days=25)
    remind_unanswered(actor=RUN_DUE, now=reminded_at)
    case.refresh_from_db()
    before = mark()
    made = extend_enquiry(**given | {"until": until, "revision": case.revision, "now": reminded_at})
    assert made.closes_after
    assert (made.due_on, made.reminded_on, made.closes_after > until) == (until, None, True)
    assert told(before) == ["casework:enquiry:extended", "notices:messages:written"]
    assert close_unanswered(actor=RUN_DUE, now=reminded_at + timedelta(days=10)) == 0
    assert remind_unanswered(actor=RUN_DUE, now=reminded_at + timedelta(days=28)) == 1
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        Enquiry.objects.update(due_on=asked.due_on)


def test_question_and_answer_refused(who: People) -> None:
    case = sent(who)
    with pytest.raises(InvalidTransition):
        ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    case = taken(who)
    with pytest.raises(MissingReasons):
        ask_exporter(actor=who.officer, case=case.pk, question=" ", revision=case.revision, now=NOW)
    with pytest.raises(Conflict):
        ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision - 1, now=NOW)
    ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    with pytest.raises(InvalidTransition):
        ask_exporter(actor=who.officer, case=case.pk, question="And why?", revision=case.revision + 1, now=NOW)
    with pytest.raises(NotFound):
        answer_enquiry(actor=who.other_exporter, case=case.pk, enquiry=1, answer="Because.", now=NOW)
    with pytest.raises(NotAllowed):
        answer_enquiry(actor=who.officer, case=case.pk, enquiry=1, answer="Because.", now=NOW)
    with pytest.raises(MissingReasons):
        answer_enquiry(actor=who.exporter, case=case.pk, enquiry=1, answer="", now=NOW)


def test_further_version_while_asked_leaves_the_question_open(who: People) -> None:
    case = taken(who)
    ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    application = case.application
    application.refresh_from_db()
    case = submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)
    assert (case.status, case.version.number) == (CaseStatus.AWAITING_EXPORTER, 2)


def test_letter_can_be_found_by_the_case(who: People) -> None:
    case = taken(who)
    ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    assert {item.kind for item in messages_about(actor=who.officer, case=case.reference)} == {"enquiry", "acknowledgement"}


def test_withdraw_then_close(who: People) -> None:
    case, before = taken(who), mark()
    with pytest.raises(NotFound):
        withdraw(actor=who.other_exporter, case=case.pk, reasons="Not mine.", now=NOW)
    with pytest.raises(InvalidTransition):
        close(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)
    case = withdraw(actor=who.exporter, case=case.pk, reasons="The order fell through.", now=NOW)
    with pytest.raises(InvalidTransition):
        withdraw(actor=who.exporter, case=case.pk, reasons="Again.", now=NOW)
    case = close(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)
    assert case.status == CaseStatus.CLOSED
    assert told(before) == ["applications:application:withdrawn", "casework:case:closed"]


def test_move_follows_the_table_and_returns_its_events(who: People) -> None:
    case, before = taken(who), mark()
    with pytest.raises(InvalidTransition):
        move(actor=who.officer, case=case.pk, transition="decide", now=NOW, words="Decided.")
    with pytest.raises(Conflict):
        move(actor=who.officer, case=case.pk, transition="propose", now=NOW, words="Proposed.", revision=1)
    (event,) = move(actor=who.officer, case=case.pk, transition="propose", now=NOW, words="Proposed.", revision=case.revision)
    revision = case.revision
    case.refresh_from_db()
    assert (case.status, case.revision, event.kind) == (CaseStatus.FOR_SIGNATURE, revision + 1, "casework:case:moved")
    assert told(before) == [], "who leads tells"
    with pytest.raises(NotFound):
        move(actor=who.officer, case="0" * 26, transition="propose", now=NOW, words="Proposed.")


def test_gate_summaries_are_stored_in_one_update(who: People, django_assert_max_num_queries: object) -> None:
    cases = [sent(who) for _ in range(3)]
    summary = GateSummary(GateState.BARRED, 1, 2, 0)
    with django_assert_max_num_queries(3):  # type: ignore[operator] - savepoint and one update
        store_gate_summaries({case.pk: summary for case in cases})
    for case in cases:
        revision = case.revision
        case.refresh_from_db()
        assert (case.gate(), case.revision) == (summary, revision)


def test_clock_of_an_ended_case_is_none(who: People) -> None:
    case = taken(who)
    withdraw(actor=who.exporter, case=case.pk, reasons="Enough.", now=NOW)
    detail = case_detail(actor=who.officer, case=case.pk, now=datetime(2031, 7, 1, tzinfo=NOW.tzinfo))
    assert (detail.clock, detail.waiting_for) == (None, ())


def test_what_cannot_be_seen_is_refused_in_a_question_and_in_an_answer(who: People) -> None:
    """A byte order mark after a sign of money once kept a letter from ever being made."""
    case = taken(who)
    with pytest.raises(Invalid, match=r"U\+FEFF.*after “Who pays €”"):
        ask_exporter(actor=who.officer, case=case.pk, question="Who pays €\ufeff 5?", revision=case.revision, now=NOW)
    case.refresh_from_db()
    assert case.status != CaseStatus.AWAITING_EXPORTER
    assert not Enquiry.objects.filter(case=case).exists()


def test_a_case_is_shown_in_a_year_that_the_calendar_does_not_hold(who: People) -> None:
    case, later = taken(who), datetime(policy.calendar().last_year + 1, 3, 1, 12, tzinfo=UTC)
    clock = case_detail(actor=who.officer, case=case.pk, now=later).clock
    assert isinstance(clock, UnknownElapsed)
    assert "the authority adds that year to its calendar" in clock.why
    [row] = case_list(actor=who.officer, now=later).rows
    assert row.clock == clock
