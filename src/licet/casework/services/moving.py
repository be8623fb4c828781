"""For the floors above, which lead: a case's status, and the summary of its gate that lists show."""

from collections.abc import Mapping

from django.db import transaction

from licet.casework import domain
from licet.casework.events import CaseMoved
from licet.casework.models import Case
from licet.casework.services.acting import after, change, note, refuse_recused, refuse_stale
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.platform.locking import locked
from licet.policy import public as policy

_BY_HAND = frozenset({"propose", "decide"})


@transaction.atomic
def move(
    *, actor: Actor, case: str, transition: str, now: Instant, words: str, revision: int | None = None, shown: bool = False
) -> tuple[Event, ...]:
    """Bring a case to another status, under its lock; returns the events. Not leading.

    The caller has checked that the actor may do what brings the status about (propose, sign, send back): a signature that
    completes a decision is not the same permission for a countersigner and for a minister. Raises InvalidTransition,
    Conflict when the case changed since ``revision``, Refused for somebody who recused themselves.
    """
    row = locked(Case.objects.filter(pk=case)).first()
    if row is None:
        raise NotFound("case")
    refuse_stale(row, revision)
    if transition in _BY_HAND:
        refuse_recused(row, actor.id)
    change(row, actor=actor, now=now, status=after(row, transition).value)
    note(row, actor=actor, now=now, kind=transition, words=words, shown=shown)
    return (CaseMoved(on=policy.today(now), ref=row.reference, how=transition, status=row.status, words=words, moved_by=actor.id),)


def lock_case(case: str) -> None:
    """Nobody changes the case, its advice or its ratings until the caller's transaction ends."""
    locked(Case.objects.filter(pk=case)).get()


@transaction.atomic
def store_gate_summaries(summaries: Mapping[str, domain.GateSummary]) -> None:
    """Keep what lists show of the gate, by case id, in one update. It is a copy: no revision, no event, no trust."""
    rows = [
        Case(pk=case, gate_state=item.state.value, gate_missing=item.missing, gate_barred=item.barred, gate_held=item.held)
        for case, item in sorted(summaries.items())
    ]
    Case.objects.bulk_update(rows, ["gate_state", "gate_missing", "gate_barred", "gate_held"], batch_size=500)
