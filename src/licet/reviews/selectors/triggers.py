"""Triggers as pages and commands read them."""

from datetime import date

from django.db.models import QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.reviews.domain import TriggerState
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
