"""What follows an act: documents rendered, mail sent, in batches. Subscribed in `project/subscriptions.py`; safe to repeat."""

import logging
from collections.abc import Sequence

from licet.kernel.actor import system
from licet.kernel.errors import Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices.models import Message
from licet.notices.services.deliver import DeliveryRound, deliver_pending
from licet.notices.services.render import render
from licet.platform import clock
from licet.platform.outbox import Told, Unfinished

log = logging.getLogger(__name__)

WORKER = system("worker", Permission.MESSAGE_DELIVER)
RENDERED_AT_ONCE = 50
ROUNDS_OF_MAIL = 4


def render_written(events: Sequence[Told]) -> Unfinished | None:
    """Handles `notices:messages:written`: sets the documents that were not asked for yet, up to 50 in one call.

    A letter that cannot be set does not keep those after it from being set; once all were tried, the failure is raised,
    and the outbox tries again later.
    """
    ids = [entry["id"] for event in events for entry in event.body["messages"]]  # type: ignore[union-attr,index,call-overload]
    without_document = Message.objects.filter(pk__in=ids, rendering__isnull=True).order_by("pk")
    after = min(event.place for event in events)
    batch = list(without_document.filter(pk__gt=after)[: RENDERED_AT_ONCE + 1])
    for message in batch[:RENDERED_AT_ONCE]:
        _render_or_report(message)
    if len(batch) > RENDERED_AT_ONCE:
        return Unfinished(place=batch[RENDERED_AT_ONCE - 1].pk)
    if failed := without_document.count():
        letters = "1 letter" if failed == 1 else f"{failed} letters"
        raise Refused(f"{letters} could not be made into documents; the log lines of the worker say why.")
    return None


def _render_or_report(message: Message) -> None:
    try:
        render(actor=WORKER, message=message, now=clock.now())
    except Exception:
        log.warning("the document of message %s could not be made", message.pk, exc_info=True)


def mail_written(events: Sequence[Told]) -> Unfinished | None:
    """Handles `notices:messages:written` and `notices:list-mail:sent`: one round of all that waits, these and older ones."""
    return Unfinished() if deliver_pending(actor=WORKER, now=clock.now()).more else None


def mail_waiting(*, now: Instant) -> DeliveryRound:
    """A few rounds of mail; `licet run-due` calls it too, so that nothing waits for the next event."""
    delivered = failed = 0
    for _ in range(ROUNDS_OF_MAIL):
        mailed = deliver_pending(actor=WORKER, now=now)
        delivered, failed = delivered + mailed.delivered, failed + mailed.failed
        if not mailed.more:
            break
    return DeliveryRound(delivered, failed, mailed.more)
