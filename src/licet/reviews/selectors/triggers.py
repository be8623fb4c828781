"""Triggers as pages and commands read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from licet.evidence import public as evidence
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet.reviews.domain import TriggerKind, TriggerState
from licet.reviews.models import Trigger


def visible_triggers(*, actor: Actor) -> QuerySet[Trigger, Trigger]:
    """For officials who read reviews; to others there are none."""
    rows = Trigger.objects.select_related("review")
    return rows if actor.may(Permission.REVIEW_READ) else rows.none()


def trigger_list(*, actor: Actor, state: TriggerState | None = None, limit: int = 200) -> list[Trigger]:
    """Open ones by the day on which they are due, first due first; others last closed first. One query."""
    rows = visible_triggers(actor=actor)
    if state:
        rows = rows.filter(state=state)
    order = ("due_on", "reference") if state is TriggerState.OPEN else ("-raised_at", "-reference")
    return list(rows.order_by(*order)[:limit])


def overdue_triggers(*, actor: Actor, today: date) -> QuerySet[Trigger, Trigger]:
    """Open triggers past their day, at whatever level, first due first: a query, so that a page reads no more than it shows."""
    return visible_triggers(actor=actor).filter(state=TriggerState.OPEN, due_on__lt=today).order_by("due_on", "reference")


def access_trigger(*, actor: Actor, reference: str) -> Trigger:
    row = visible_triggers(actor=actor).filter(reference=reference).first()
    if row is None:
        raise NotFound("trigger", named=reference)
    return row


@dataclass(frozen=True, slots=True)
class CauseGone:
    """That the proceeding or incident which raised a trigger was withdrawn since (an incident: set aside), or moved.

    ``moved_to`` is the code of the destination to which it was moved, empty where it was withdrawn.
    """

    about: str
    on: date
    reason: str
    moved_to: str


def causes_gone(triggers: Iterable[Trigger]) -> dict[str, CauseGone]:
    """By reference of the trigger, of those whose cause no longer counts where it was raised. Two queries."""
    rows = [row for row in triggers if row.kind in (TriggerKind.PROCEEDING, TriggerKind.INCIDENT)]
    standing = evidence.standing_of_proceedings([row.about for row in rows if row.kind == TriggerKind.PROCEEDING])
    standing |= evidence.standing_of_incidents([row.about for row in rows if row.kind == TriggerKind.INCIDENT])
    return {row.reference: gone for row in rows if row.about in standing and (gone := _cause_gone(row, standing[row.about]))}


def _cause_gone(row: Trigger, cause: evidence.FactStanding) -> CauseGone | None:
    moved = cause.destination not in row.to_scope().destination
    if not cause.withdrawn and not moved:
        return None
    return CauseGone(row.about, policy.today(cause.since), cause.reason, "" if cause.withdrawn else cause.destination)
