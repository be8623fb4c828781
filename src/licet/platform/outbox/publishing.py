"""Keeping the events of an act together with the act."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from licet.kernel.event import Event
from licet.platform import tasks
from licet.platform.models import Delivery, OutboxEvent
from licet.platform.outbox.subscribing import subscribers

_AT_ONCE = 1000


def publish(events: Iterable[Event], *, act: str = "") -> None:
    """Keep the events of one act, their deliveries, and one task that tells them; all in the caller's transaction.

    ``act`` is a reference under which ``progress`` can be asked for, such as that of a bulk decision.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events are published in the transaction of the act that they tell of")
    rows = [_row(event, act) for event in events]
    OutboxEvent.objects.bulk_create(rows, batch_size=_AT_ONCE)
    deliveries = list(_deliveries(rows))
    if deliveries:
        Delivery.objects.bulk_create(deliveries, batch_size=_AT_ONCE)
        tasks.deliver.enqueue()


def _row(event: Event, act: str) -> OutboxEvent:
    body = event.published_fields() | event.sealed_fields()
    return OutboxEvent(kind=event.kind, ref=event.ref, act=act, on=event.on, body=body)


def _deliveries(rows: Sequence[OutboxEvent]) -> Iterator[Delivery]:
    for row in rows:
        for subscriber in subscribers(row.kind):
            yield Delivery(event=row, subscriber=subscriber, kind=row.kind, ref=row.ref)
