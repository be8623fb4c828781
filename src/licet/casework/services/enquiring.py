"""Questions to the exporter and their answers; the clock stands still in between. Each leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction
from django.db.models import Max

from licet.casework import domain
from licet.casework.events import EnquiryAnswered, EnquiryAsked, EnquiryExtended
from licet.casework.models import Case, Enquiry
from licet.casework.services.acting import after, case_to_change, change, note, refuse_recused, words_of
from licet.documents import public as documents
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid
from licet.kernel.event import Event
from licet.kernel.instants import Instant, elapsed
from licet.kernel.permission import Permission
from licet.notices import public as notices
from licet.platform.ids import new_id
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that comes with an answer; ``file`` can be read again from its beginning, ``size`` is in bytes."""

    file: IO[bytes]
    name: str
    size: int


@transaction.atomic
def ask_exporter(*, actor: Actor, case: str, question: str, revision: int, now: Instant) -> Enquiry:
    """Ask the exporter something; a letter with the question is written in the same act. One question is open at a time."""
    row = case_to_change(actor=actor, case=case, permission=Permission.ENQUIRY_ASK, revision=revision)
    refuse_recused(row, actor.id)
    words = words_of(question, place="question")
    status = after(row, "ask")
    last = Enquiry.objects.filter(case=row).aggregate(last=Max("number"))["last"] or 0
    due_on = policy.deadline("enquiry").due(policy.working_calendar(), policy.working_calendar().receipt_day(now))
    closes_after = domain.last_day_for_answer(policy.pack().silence, policy.working_calendar(), due_on)
    made = Enquiry(
        id=new_id(),
        case=row,
        number=last + 1,
        question=words,
        due_on=due_on,
        closes_after=closes_after,
        asked_at=now,
        asked_by=actor.id,
    )
    Enquiry.objects.bulk_create([made])
    change(row, actor=actor, now=now, status=status.value)
    note(row, actor=actor, now=now, kind="asked", words=f"Question {made.number} was put to the exporter.", shown=True)
    written = notices.write(actor=actor, messages=[_letter(row, made, closes_after, now)], now=now, act=row.reference)
    event = EnquiryAsked(on=policy.today(now), ref=row.reference, number=made.number, question=words, asked_by=actor.id)
    policy.record_events(actor=actor, events=[event, *written.events], now=now)
    return made


@transaction.atomic
def extend_enquiry(*, actor: Actor, case: str, enquiry: int, until: date, reasons: str, revision: int, now: Instant) -> Enquiry:
    """Give the exporter until a later day to answer question number ``enquiry``; a letter tells them both days.

    They are reminded again before the new day. Raises Invalid for a day that is not later, Conflict where it is not open any more.
    """
    row = case_to_change(actor=actor, case=case, permission=Permission.ENQUIRY_ASK, revision=revision)
    refuse_recused(row, actor.id)
    words, today = words_of(reasons), policy.today(now)
    question = Enquiry.objects.filter(case=row, number=enquiry, answered_at__isnull=True).first()
    if question is None or row.status != domain.CaseStatus.AWAITING_EXPORTER:
        raise Conflict("This question has been answered already, or the case no longer waits for it.", place=row.reference)
    if until <= max(question.due_on, today):
        raise Invalid(f"Give a later day than {max(question.due_on, today)}: time to answer is never taken away.", place="until")
    question.due_on, question.reminded_on = until, None
    question.closes_after = domain.last_day_for_answer(policy.pack().silence, policy.working_calendar(), until)
    question.save(update_fields=["due_on", "closes_after", "reminded_on"])
    change(row, actor=actor, now=now, status=row.status)
    note(row, actor=actor, now=now, kind="extended", words=f"Question {question.number} may be answered until {until}: {words}", shown=True)
    written = notices.write(actor=actor, messages=[_letter(row, question, question.closes_after, now)], now=now, act=row.reference)
    event = EnquiryExtended(
        on=today, ref=row.reference, number=question.number, until=until.isoformat(), reasons=words, extended_by=actor.id
    )
    policy.record_events(actor=actor, events=[event, *written.events], now=now)
    return question


@transaction.atomic
def answer_enquiry(*, actor: Actor, case: str, enquiry: int, answer: str, now: Instant, files: Sequence[GivenFile] = ()) -> Case:
    """Answer question number ``enquiry``, once and for all, with ``files`` if there are any; they belong to the enquiry.

    Raises Conflict where it is not open any more, Invalid for a file that is not taken.
    """
    row = case_to_change(actor=actor, case=case, permission=Permission.APPLICATION_ANSWER)
    words = words_of(answer, place="answer")
    found = Enquiry.objects.filter(case=row, number=enquiry, answered_at__isnull=True).first()
    if found is None:
        raise Conflict("This question has been answered already, or the case no longer waits for it.", place=row.reference)
    status = after(row, "answer")
    found.answer, found.answered_at, found.answered_by = words, now, actor.id
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    change(row, actor=actor, now=now, status=status.value, target_on=_target(row, now))
    given = _keep(found, files, actor, now)
    note(row, actor=actor, now=now, kind="answered", words=f"The exporter answered question {found.number}.", shown=True)
    event = EnquiryAnswered(on=policy.today(now), ref=row.reference, number=found.number, answer=words, answered_by=actor.id)
    policy.record_events(actor=actor, events=[*given, event], now=now)
    return row


def _keep(enquiry: Enquiry, files: Sequence[GivenFile], actor: Actor, now: Instant) -> list[Event]:
    kind, events = documents.OwnerKind.ENQUIRY, list[Event]()
    for item in files:
        added = documents.add_document(
            actor=actor, file=item.file, filename=item.name, size=item.size, owner_kind=kind, owner_ref=enquiry.pk, now=now
        )
        events += added.events
    return events


def _target(row: Case, now: Instant) -> date:
    """The day by which the authority means to decide: days on which the clock stood still do not count."""
    calendar = policy.working_calendar()
    run = elapsed(calendar, received=row.received_at, now=now, stops=[item.stop() for item in row.enquiries.all()])
    return calendar.add(calendar.receipt_day(row.received_at), policy.deadline("decision-target").days + run.stopped)


def _letter(row: Case, enquiry: Enquiry, closes_after: date, now: Instant) -> notices.MessageDraft:
    letter = notices.EnquiryLetter(
        reference=row.reference,
        on=policy.today(now),
        authority=notices.issuer(),
        addressee=notices.addressee(row.organisation),
        question=enquiry.question,
        answer_by=enquiry.due_on,
        closes_after=closes_after,
    )
    key = f"enquiry:{enquiry.pk}:{enquiry.due_on}"
    return notices.MessageDraft(letter=letter, organisation=row.organisation.pk, key=key, case=row.reference, email=row.organisation.email)
