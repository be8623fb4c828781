"""Sources, and how reliable they are judged to be: a new judgement is a new row with its reasons."""

import hashlib

from django.db import transaction
from django.db.models import Max

from licet.evidence.domain import Reliability, SourceKind
from licet.evidence.events import SourceGraded
from licet.evidence.models import Source, SourceGrade
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, MissingReasons, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy.public import record_events, today

LONGEST_NAME = 100


def source_named(*, actor: Actor, name: str, now: Instant) -> Source:
    """The source of this name, made if there is none; its kind is not said and its reliability cannot be judged yet."""
    wanted = read_visible_text(" ".join(name.split()), what="the source's name", place="source")
    if not wanted or len(wanted) > LONGEST_NAME:
        raise Invalid(f"Name the source in 1 to {LONGEST_NAME} characters.", place="source")
    Source.objects.bulk_create([Source(id=new_id(), name=wanted, created_at=now, created_by=actor.id)], ignore_conflicts=True)
    return Source.objects.get(name=wanted)


@transaction.atomic
def grade_source(
    *, actor: Actor, source: str, kind: SourceKind, reliability: Reliability, reasons: str, now: Instant, expected: int = 0
) -> SourceGrade:
    """Judge a source (by id or name). ``expected`` is the number of the judgement that the actor saw (0: none). Leads.

    Incidents keep the reliability that held when they were recorded. Raises NotFound, MissingReasons or Conflict.
    """
    actor.require(Permission.SOURCE_GRADE)
    row = Source.objects.filter(pk=source).first() or Source.objects.filter(name=source).first()
    if row is None:
        raise NotFound("source")
    take_turn(f"evidence:grades:{row.pk}")  # a source is append-only: no role may lock its row
    if not reasons.strip():
        raise MissingReasons("Say why the source is judged so.", place="reasons")
    latest = row.grades.aggregate(number=Max("number"))["number"] or 0
    if latest != expected:
        raise Conflict("Somebody judged this source since you opened the page.", place="source")
    made = SourceGrade(
        id=new_id(),
        source=row,
        number=latest + 1,
        kind=kind,
        reliability=reliability,
        reasons=reasons.strip(),
        graded_at=now,
        graded_by=actor.id,
    )
    SourceGrade.objects.bulk_create([made])
    record_events(actor=actor, events=[_event(made, now)], now=now)
    return made


def _event(made: SourceGrade, now: Instant) -> SourceGraded:
    return SourceGraded(
        on=today(now),
        ref=made.source_id,
        source=made.source.name,
        number=made.number,
        source_kind=made.kind,
        reliability=made.reliability,
        reasons_sha256=hashlib.sha256(made.reasons.encode()).hexdigest(),
        by=made.graded_by,
    )
