"""Disagreement goes to the person whom policy names, and comes back in their words; it is never counted out."""

from collections.abc import Sequence

from django.db import transaction

from licet.applications.public import Line
from licet.casework.domain import AdviceDraft, Level, ReferralOutcome
from licet.casework.events import CaseReferred, ReferralSettled
from licet.casework.models import Case, Referral
from licet.casework.services.acting import case_to_change, change, note, refuse_recused, words_of
from licet.casework.services.advising import write_advice
from licet.casework.services.asking import standing_summary
from licet.casework.services.rating import refuse_ended
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, NotAllowed
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.policy import public as policy


@transaction.atomic
def refer_to_minister(*, actor: Actor, case: str, question: str, revision: int, now: Instant) -> Referral:
    """Put a question on a case to the minister. One is open at a time; while it is, the gate is not open."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_REFER, revision=revision)
    refuse_recused(row, actor.id)
    refuse_ended(row)
    words = words_of(question, place="question")
    if row.referred:
        raise Conflict("This case lies with the minister already.", place=row.reference)
    made = Referral(id=new_id(), case=row, question=words, referred_at=now, referred_by=actor.id)
    Referral.objects.bulk_create([made])
    change(row, actor=actor, now=now, referred=True)
    note(row, actor=actor, now=now, kind="referred", words=words)
    event = CaseReferred(on=policy.today(now), ref=row.reference, question=words, referred_by=actor.id)
    policy.record_events(actor=actor, events=[event], now=now)
    return made


@transaction.atomic
def settle_referral(*, actor: Actor, case: str, words: str, revision: int, now: Instant, findings: Sequence[AdviceDraft] = ()) -> Referral:
    """The minister's answer: ``findings`` stand alone from now on for their lines and criteria; without any it is sent back.

    Raises NotAllowed for anybody but the person whom the pack names for disagreements.
    """
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_REFER, revision=revision)
    if policy.pack().disagreement_goes_to not in actor.roles:
        raise NotAllowed(f"{actor.name} may not settle what was referred: it is for the {policy.pack().disagreement_goes_to}.")
    refuse_recused(row, actor.id)
    refuse_ended(row)
    said = words_of(words, place="words")
    found = Referral.objects.filter(case=row, settled_at__isnull=True).first()
    if found is None:
        raise Conflict("Nothing is referred on this case any more.", place=row.reference)
    events = _findings(row, findings, actor, now)
    outcome = ReferralOutcome.FOUND if findings else ReferralOutcome.SENT_BACK
    found.outcome, found.words, found.settled_at, found.settled_by = outcome.value, said, now, actor.id
    found.save(update_fields=["outcome", "words", "settled_at", "settled_by"])
    change(row, actor=actor, now=now, referred=False, **standing_summary(row))
    note(row, actor=actor, now=now, kind="settled", words=said)
    events.append(ReferralSettled(on=policy.today(now), ref=row.reference, outcome=outcome.value, words=said, settled_by=actor.id))
    policy.record_events(actor=actor, events=events, now=now)
    return found


def _findings(row: Case, findings: Sequence[AdviceDraft], actor: Actor, now: Instant) -> list[Event]:
    if not findings:
        return []
    lines = set(Line.objects.filter(version=row.version_id).values_list("pk", flat=True))
    known = {clause.code for clause in policy.criteria_set(row.criteria_set).asked}
    for item in findings:
        if item.line not in lines or item.criterion not in known:
            raise Invalid("A finding must name a line of this case and a criterion that is asked.", place=f"criterion {item.criterion}")
    return write_advice(row, findings, department=policy.pack().disagreement_goes_to, level=Level.MINISTER, actor=actor, now=now)[1]
