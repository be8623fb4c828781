"""Keeping the events of an act together with the act."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import connection

from licet.kernel.event import Event, Json
from licet.platform import tasks
from licet.platform.models import OutboxEvent
from licet.platform.outbox.subscribing import subscribers

_AT_ONCE = 1000
_DELIVERIES = """
INSERT INTO platform_delivery (event_id, subscriber, kind, ref, done, tries, error)
SELECT number, %s, kind, ref, false, 0, '' FROM platform_outboxevent WHERE number IN
"""


def publish(events: Iterable[Event], *, act: str = "") -> None:
    """Keep the events of one act, their deliveries, and one task that tells them; all in the caller's transaction.

    ``act`` is a reference under which ``progress`` can be asked for, such as that of a bulk decision.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events are published in the transaction of the act that they tell of")
    rows = [_row(event, act) for event in events]
    OutboxEvent.objects.bulk_create(rows, batch_size=_AT_ONCE)
    if sum(_deliver(kind, [row.number for row in rows if row.kind == kind]) for kind in {row.kind for row in rows}):
        tasks.wake()


def bodies(*, kind: str, ref: str, on: date) -> Iterator[dict[str, Json]]:
    """What every event of a kind about this reference on that day said, oldest first: usually one."""
    rows = OutboxEvent.objects.filter(kind=kind, ref=ref, on=on).order_by("number")
    yield from rows.values_list("body", flat=True).iterator()


def _row(event: Event, act: str) -> OutboxEvent:
    body = event.published_fields() | event.sealed_fields()
    return OutboxEvent(kind=event.kind, ref=event.ref, act=act, on=event.on, body=body)


def _deliver(kind: str, numbers: Sequence[int]) -> int:
    """A delivery of each of these events to each subscriber, made where the events are; returns how many."""
    made = 0
    for subscriber in subscribers(kind):
        for start in range(0, len(numbers), _AT_ONCE):
            made += _copy(subscriber, numbers[start : start + _AT_ONCE])
    return made


def _copy(subscriber: str, numbers: Sequence[int]) -> int:
    places = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(f"{_DELIVERIES} ({places})", [subscriber, *numbers])
    return len(numbers)
