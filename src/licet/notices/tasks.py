"""What follows an act: documents rendered, mail sent. Subscribed in `project/subscriptions.py`; safe to repeat."""

from collections.abc import Sequence

from licet.kernel.actor import system
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.models import Message
from licet.notices.services import DeliveryRound, deliver_pending, render
from licet.platform import clock
from licet.platform.outbox import Told

WORKER = system("worker", Permission.MESSAGE_DELIVER)


def render_written(events: Sequence[Told]) -> None:
    """Handles `notices:messages:written`: sets the documents that were not asked for yet."""
    ids = [entry["id"] for event in events for entry in event.body["messages"]]  # type: ignore[union-attr,index,call-overload]
    for message in Message.objects.filter(pk__in=ids, rendering__isnull=True):
        render(actor=WORKER, message=message, now=clock.now())


def mail_written(events: Sequence[Told]) -> None:
    """Handles `notices:messages:written` and `notices:list-mail:sent`: sends all that waits, these and older ones."""
    while mail_waiting(now=clock.now()).more:
        pass


def mail_waiting(*, now: Instant) -> DeliveryRound:
    """One round of mail; `licet run-due` calls it too, so that nothing waits for the next event."""
    return deliver_pending(actor=WORKER, now=now)
