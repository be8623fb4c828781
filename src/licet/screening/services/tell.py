"""The end of an act that screening leads itself: the outbox, then the ledger, once and last (joints 1)."""

from collections.abc import Sequence

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger.public import append
from licet.platform import outbox
from licet.policy.public import pack


def tell(*, actor: Actor, events: Sequence[Event], now: Instant) -> None:
    authority = pack()
    outbox.publish(events)
    append(actor=actor, events=events, now=now, narrowing=authority.narrowings, pack_version=authority.info.version)
