"""How the leader of an act tells of it: the outbox for what follows, then the log, last and once (joints 1, 19)."""

from collections.abc import Sequence
from datetime import date

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger import public as ledger
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


def today(now: Instant) -> date:
    """The day in the authority's zone."""
    authority = selectors.current_authority()
    working = selectors.working_calendar(authority.calendar, zone=authority.zone, cutoff_hour=authority.cutoff_hour)
    return working.local_day(now)
