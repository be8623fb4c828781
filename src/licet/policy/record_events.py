"""Recording the events of an act: in the outbox for what follows from it, then in the log, which is written once and last."""

from collections.abc import Sequence

from licet.kernel.actor import Actor
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger import public as ledger
from licet.platform import outbox
from licet.policy import selectors


def record_events(*, actor: Actor, events: Sequence[Event], now: Instant, act: str = "") -> None:
    """Write all events of an act, less what the authority's pack withholds from the public log.

    Called once by the service that leads the act, at the end of its transaction. ``act`` is the reference under which the progress of
    what follows can be asked.
    """
    authority = selectors.current_authority()
    outbox.publish(events, act=act)
    ledger.append(actor=actor, events=events, now=now, narrowing=authority.narrowings, pack_version=authority.info.version)
