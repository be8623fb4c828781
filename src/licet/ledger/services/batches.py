"""The hourly batch: one entry of the log that covers the internal events since the batch before."""

import logging
from datetime import UTC, date, datetime

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger.domain import batch_hashes, batch_reference, batch_root
from licet.ledger.events import InternalBatchRecorded
from licet.ledger.models import InternalBatch, InternalEvent
from licet.ledger.services.entries import TURN, append, next_internal_number
from licet.platform.ids import random_bytes
from licet.platform.locking import take_turn

FILLER_BYTES = 32

log = logging.getLogger(__name__)


def record_internal_batch(*, actor: Actor, on: date, now: Instant, pack_version: str) -> int | None:
    """Enter the batch of the hour that ended last; returns its position, or None if that hour has its batch already.

    ``on`` is today in the authority's zone. After a pause one batch covers all the hours that were missed. Whether an hour
    gets a batch never depends on what happened in it, so the log shows no number, kind, order or rhythm of internal events.
    A clock that was ahead and is right again stops nothing: the hours that it passed over get their batches, and that it
    went back is logged.
    """
    actor.require(Permission.CHECKPOINT_SIGN)
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if _has_batch(hour):
        return None
    with transaction.atomic():
        take_turn(TURN)  # no event is appended, and no other batch is made, until this one is committed
        if _has_batch(hour):
            return None
        return _record(actor, hour, on, now, pack_version)


def _has_batch(hour: datetime) -> bool:
    return InternalBatch.objects.filter(until=hour).exists()


def _record(actor: Actor, hour: datetime, on: date, now: Instant, pack_version: str) -> int:
    last = InternalBatch.objects.order_by("-entry_id").first()
    if last and last.until > hour:
        log.error("The clock went back: the last batch of internal events is of %s, this one of %s.", last.until, hour)
    first = last.first + last.count if last else 0
    count, filler = next_internal_number() - first, random_bytes(FILLER_BYTES)
    stored_hashes = InternalEvent.objects.filter(number__gte=first).order_by("number").values_list("leaf_hash", flat=True)
    root = batch_root(batch_hashes([bytes(value) for value in stored_hashes.iterator()], filler))
    event = InternalBatchRecorded(on=on, ref=batch_reference(hour), root=root.hex(), count=count)
    (position,) = append(actor=actor, events=[event], now=now, narrowing={}, pack_version=pack_version)
    InternalBatch.objects.bulk_create([InternalBatch(entry_id=position, until=hour, first=first, count=count, filler=filler)])
    return position
