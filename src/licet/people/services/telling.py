"""What each command does last (joints 1)."""

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, MissingReasons
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.ledger.public import append
from licet.platform import outbox


def tell(event: Event, *, actor: Actor, now: Instant) -> None:
    """Publish and enter the event in the ledger, as the last act of the transaction."""
    outbox.publish([event])
    append(actor=actor, events=[event], now=now)


def said(text: str, what: str, place: str) -> str:
    """The text without white space around it; refuses nothing said."""
    if not text.strip():
        raise Invalid(f"Give {what}.", place=place)
    return text.strip()


def reasons(text: str) -> str:
    if not text.strip():
        raise MissingReasons("Say why, in a sentence that somebody can read in ten years.", place="reasons")
    return text.strip()
