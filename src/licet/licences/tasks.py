"""What follows an act on licences, and what falls due. Safe to repeat."""

from collections.abc import Sequence

from licet.kernel.actor import system
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.licences.services.customs import send_customs, take_replies
from licet.licences.services.ending_soon import announce_expiry
from licet.licences.services.expire import expire_due
from licet.platform import clock
from licet.platform.outbox import Told

WORKER = system("worker", Permission.LICENCE_CUSTOMS)
RUN_DUE = system("run-due", Permission.LICENCE_EXPIRE, Permission.LICENCE_CUSTOMS)


def tell_customs(events: Sequence[Told]) -> None:
    """Handles licences issued and changed: one file of all that is written for customs."""
    send_customs(actor=WORKER, now=clock.now())


def announce_expiry_due(*, now: Instant) -> int:
    """Letters about licences whose last day is near."""
    return announce_expiry(actor=RUN_DUE, now=now)


def licences_due(*, now: Instant) -> int:
    """Expire what ended and send what customs was not sent yet; returns how many licences expired."""
    expired = expire_due(actor=RUN_DUE, now=now)
    send_customs(actor=RUN_DUE, now=now)
    return expired


def replies_due() -> int:
    """Read the replies that customs put into the folder; returns how many."""
    return take_replies(actor=RUN_DUE)
