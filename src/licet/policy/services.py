"""What the log needs beside the events of acts: the hourly batch of internal events, and the disclosure of one sealed field."""

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import MissingReasons
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.ledger.public import InternalEntry, PublishedEntry
from licet.policy import selectors
from licet.policy.calendar import today
from licet.policy.record_events import record_events


def record_internal_batch(*, actor: Actor, now: Instant) -> int | None:
    """Enter the batch of internal events for the hour that ended last, under the pack in force; None if it has one."""
    version = selectors.current_authority().info.version
    return ledger.record_internal_batch(actor=actor, on=today(now), now=now, pack_version=version)


@transaction.atomic
def disclose_field(*, actor: Actor, event: PublishedEntry | InternalEntry, field: str, recipient: str, reasons: str, now: Instant) -> bytes:
    """The file that opens one sealed field of an event, for ``recipient``. That it was made is recorded. Leads."""
    actor.require(Permission.FIELD_DISCLOSE)
    for name, words in (("recipient", recipient), ("reasons", reasons)):
        if not words.strip():
            raise MissingReasons(f"Say the {name}: it is recorded to whom a field was opened, and why.", place=name)
    file = ledger.open_field(event, field)
    disclosed = ledger.FieldDisclosed(
        on=today(now),
        ref=event.ref,
        event_kind=event.kind,
        position=event.position if isinstance(event, PublishedEntry) else None,
        number=event.number if isinstance(event, InternalEntry) else None,
        field=field,
        recipient=recipient.strip(),
        reasons=reasons.strip(),
        disclosed_by=actor.id,
    )
    record_events(actor=actor, events=[disclosed], now=now)
    return file
