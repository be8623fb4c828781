"""How a change to somebody's account is recorded: in the log as a commitment, and here with what it said and who made it."""

from collections.abc import Sequence

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.people.models import PersonChange
from licet.platform.ids import new_id
from licet.policy.public import record_events


def record_changes(*, actor: Actor, events: Sequence[Event], now: Instant) -> None:
    """Record what was done to people; ``ref`` of each event is the person. The last act of the leader's transaction."""
    PersonChange.objects.bulk_create(
        [
            PersonChange(
                id=new_id(), user_id=event.ref, kind=event.kind, details=event.sealed_fields(), changed_at=now, changed_by=actor.id
            )
            for event in events
        ]
    )
    record_events(events=events, actor=actor, now=now)
