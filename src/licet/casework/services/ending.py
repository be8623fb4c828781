"""The ends of a case that no decision makes: the exporter withdraws, or nothing more is to be done. Each leads."""

from django.db import transaction

from licet.applications.public import ApplicationWithdrawn
from licet.casework.events import CaseClosed
from licet.casework.models import Case
from licet.casework.services.acting import after, case_to_change, change, note, words_of
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.policy import public as policy


@transaction.atomic
def withdraw(*, actor: Actor, case: str, reasons: str, now: Instant) -> Case:
    """The exporter takes the application back, at any time before it is decided."""
    row = case_to_change(actor=actor, case=case, permission=Permission.APPLICATION_WITHDRAW)
    words = words_of(reasons)
    change(row, actor=actor, now=now, status=after(row, "withdraw").value)
    note(row, actor=actor, now=now, kind="withdrawn", words=words, shown=True)
    event = ApplicationWithdrawn(on=policy.today(now), ref=row.reference, reasons=words, withdrawn_by=actor.id)
    policy.record_events(actor=actor, events=[event], now=now)
    return row


@transaction.atomic
def close(*, actor: Actor, case: str, revision: int, now: Instant) -> Case:
    """Put a decided or withdrawn case away."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_CLOSE, revision=revision)
    change(row, actor=actor, now=now, status=after(row, "close").value)
    note(row, actor=actor, now=now, kind="closed", words="The case was closed.")
    event = CaseClosed(on=policy.today(now), ref=row.reference, closed_by=actor.id)
    policy.record_events(actor=actor, events=[event], now=now)
    return row
