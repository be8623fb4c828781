"""How the leader of an act tells of it: the outbox for what follows, then the log, last and once (joints 1, 19)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import MissingReasons
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.ledger.public import InternalEntry, PublishedEntry
from licet.platform import outbox
from licet.policy import selectors


def tell(*, actor: Actor, events: Sequence[Event], now: Instant, act: str = "") -> None:
    """Publish and append, with what the authority's pack withholds. ``act`` is a reference to ask progress under."""
    authority = selectors.current_authority()
    outbox.publish(events, act=act)
    ledger.append(actor=actor, events=events, now=now, narrowing=authority.narrowings, pack_version=authority.info.version)


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
    tell(actor=actor, events=[disclosed], now=now)
    return file


def today(now: Instant) -> date:
    """The day in the authority's zone."""
    authority = selectors.current_authority()
    working = selectors.working_calendar(authority.calendar, zone=authority.zone, cutoff_hour=authority.cutoff_hour)
    return working.local_day(now)
