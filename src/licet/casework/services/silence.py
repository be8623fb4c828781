"""Questions that an exporter does not answer: one reminder, then the case is closed (decision 0276). Both lead, case by case."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from licet.casework import domain
from licet.casework.domain import CaseStatus
from licet.casework.events import CaseClosedUnanswered, EnquiryReminded
from licet.casework.models import Case, Enquiry
from licet.casework.services.acting import after, case_to_change, change, note
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices import public as notices
from licet.policy import public as policy
from licet.policy.public import LetterName


def remind_unanswered(*, actor: Actor, now: Instant) -> int:
    """Remind exporters whose answer is due soon, or overdue; returns of how many questions. Once for each question and day."""
    until = domain.reminded_up_to(policy.pack().silence, policy.working_calendar(), policy.today(now))
    return _act_on_each(_unanswered().filter(reminded_on=None, due_on__lte=until), _remind, actor, now)


def close_unanswered(*, actor: Actor, now: Instant) -> int:
    """Close cases whose exporter was reminded and did not answer in time; returns how many."""
    return _act_on_each(_unanswered().filter(reminded_on__isnull=False, closes_after__lt=policy.today(now)), _close, actor, now)


def _unanswered() -> QuerySet[Enquiry, Enquiry]:
    return Enquiry.objects.filter(answered_at=None, case__status=CaseStatus.AWAITING_EXPORTER.value)


def _act_on_each(
    enquiries: QuerySet[Enquiry, Enquiry], act: Callable[[Case, Enquiry, Actor, Instant], None], actor: Actor, now: Instant
) -> int:
    """Each case in a transaction of its own, under its lock: an answer that came meanwhile counts."""
    handled = 0
    for case_id in enquiries.order_by("due_on", "id").values_list("case", flat=True):
        with transaction.atomic():
            case = case_to_change(actor=actor, case=case_id, permission=Permission.CASE_CLOSE)
            if enquiry := enquiries.filter(case=case).first():
                act(case, enquiry, actor, now)
                handled += 1
    return handled


def _remind(case: Case, enquiry: Enquiry, actor: Actor, now: Instant) -> None:
    today = policy.today(now)
    rule, calendar = policy.pack().silence, policy.working_calendar()
    closes_after = domain.last_day_for_answer(rule, calendar, enquiry.due_on, reminded_on=today)
    enquiry.closes_after, enquiry.reminded_on = closes_after, today
    enquiry.save(update_fields=["closes_after", "reminded_on"])
    change(case, actor=actor, now=now, status=case.status)
    note(case, actor=actor, now=now, kind="reminded", words=f"The exporter was reminded of question {enquiry.number}.", shown=True)
    letter = _letter(LetterName.ENQUIRY_REMINDER, case, enquiry, today, answer_by=enquiry.due_on, closes_after=closes_after)
    written = notices.write(actor=actor, messages=[letter], now=now, act=case.reference)
    event = EnquiryReminded(on=today, ref=case.reference, number=enquiry.number, closes_after=closes_after.isoformat())
    policy.record_events(actor=actor, events=[event, *written.events], now=now)


def _close(case: Case, enquiry: Enquiry, actor: Actor, now: Instant) -> None:
    assert enquiry.closes_after
    assert enquiry.reminded_on
    today = policy.today(now)
    change(case, actor=actor, now=now, status=after(case, "close unanswered").value)
    words = f"The case was closed because question {enquiry.number} was not answered by {enquiry.closes_after}."
    note(case, actor=actor, now=now, kind="closed unanswered", words=words, shown=True)
    letter = _letter(LetterName.CLOSED_UNANSWERED, case, enquiry, today, reminded_on=enquiry.reminded_on, closed_on=today)
    written = notices.write(actor=actor, messages=[letter], now=now, act=case.reference)
    event = CaseClosedUnanswered(
        on=today, ref=case.reference, number=enquiry.number, closes_after=enquiry.closes_after.isoformat(), closed_by=actor.id
    )
    policy.record_events(actor=actor, events=[event, *written.events], now=now)


def _letter(name: LetterName, case: Case, enquiry: Enquiry, today: date, **days: date) -> notices.MessageDraft:
    holder, asked_on = case.organisation, policy.today(enquiry.asked_at)
    letter = notices.pack_letter(
        name, reference=case.reference, holder=holder, on=today, question=enquiry.question, asked_on=asked_on, **days
    )
    return notices.MessageDraft(
        letter=letter, organisation=holder.pk, key=f"{name}:{enquiry.pk}:{enquiry.due_on}", case=case.reference, email=holder.email
    )
