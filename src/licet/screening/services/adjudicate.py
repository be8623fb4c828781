"""Say of a hit whether it is the same person, and why. Versions: the latest stands, earlier ones stay."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, NotFound
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy.public import record_events, today
from licet.screening.domain.hits import HitState, Outcome, check_adjudication, state
from licet.screening.events import HitAdjudicated
from licet.screening.models import Adjudication, Hit, Run
from licet.screening.services.runs import turn_of
from licet.screening.services.unsettled import refresh_hit, wait_to_carry


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """The leader publishes ``events`` and refreshes what it keeps of ``subject_ref``."""

    adjudication: str
    subject_ref: str
    version: int
    state: HitState
    events: tuple[Event, ...]


@transaction.atomic
def adjudicate(*, actor: Actor, hit: str, outcome: Outcome, reasons: str, now: Instant, started_from: int = 0) -> Adjudicated:
    """``started_from`` is the version that the actor saw (0: none). For a leader above, who tells of it.

    Raises NotFound, MissingReasons, or Conflict when somebody adjudicated meanwhile or the parties were screened again.
    """
    actor.require(Permission.HIT_ADJUDICATE)
    row = _hit_in_turn(hit)
    latest = Adjudication.objects.filter(hit=row).aggregate(latest=Max("version"))["latest"] or 0
    words = check_adjudication(reasons=reasons, started_from=started_from, latest=latest)
    made = Adjudication(
        id=new_id(), hit=row, version=latest + 1, outcome=outcome, reasons=words, adjudicated_at=now, adjudicated_by=actor.id
    )
    Adjudication.objects.bulk_create([made])
    refresh_hit(hit)
    return Adjudicated(made.id, row.run.subject_ref, made.version, state(outcome, None), (_event(made, now),))


@transaction.atomic
def lead_adjudication(*, actor: Actor, hit: str, outcome: Outcome, reasons: str, now: Instant, started_from: int = 0) -> Adjudicated:
    """As :func:`adjudicate`, where no higher module takes part: tells the outbox and the ledger itself."""
    done = adjudicate(actor=actor, hit=hit, outcome=outcome, reasons=reasons, now=now, started_from=started_from)
    record_events(actor=actor, events=done.events, now=now)
    return done


def _hit_in_turn(hit: str) -> Hit:
    row = Hit.objects.filter(pk=hit).select_related("run").first()
    if row is None:
        raise NotFound("hit")
    # Also for two who judge the same hit: a hit is append-only, and no role may lock its row.
    take_turn(turn_of(row.run.subject_ref))  # a run that is being written either carries this finding or makes it come too late
    if Run.objects.filter(subject_ref=row.run.subject_ref, number__gt=row.run.number).exists():
        raise Conflict("The parties have been screened again since: adjudicate the hit of the later run.", place="hit")
    wait_to_carry()
    return row


def _event(made: Adjudication, now: Instant) -> HitAdjudicated:
    return HitAdjudicated(
        on=today(now),
        ref=made.id,
        subject=made.hit.run.subject_ref,
        hit=made.hit_id,
        version=made.version,
        outcome=made.outcome,
        reasons_sha256=hashlib.sha256(made.reasons.encode()).hexdigest(),
        by=made.adjudicated_by,
    )
