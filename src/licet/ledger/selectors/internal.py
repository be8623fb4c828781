"""Reads of internal events: for the authority, its auditors and whoever is shown a field. Never for a public page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db.models.functions import TruncDate

from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.ledger.domain import InternalEntry, batch_hashes, batch_proof, read_internal_leaf
from licet.ledger.models import InternalBatch, InternalEvent, InternalSalt
from licet.ledger.selectors.log import checkpoint_over, leaf, proof_file
from licet_verify import disclosure as disclosures
from licet_verify.canonical import Json
from licet_verify.commitment import verify_field
from licet_verify.disclosure import InBatch
from licet_verify.errors import FoundWanting

CHUNK = 1000


def internal_events(after: int = -1) -> Iterator[InternalEntry]:
    """Internal events after this number, in order; streams. -1 reads from the first."""
    found = InternalEvent.objects.filter(number__gt=after).order_by("number").values_list("number", "leaf")
    for number, data in found.iterator(CHUNK):
        yield read_internal_leaf(number, bytes(data))


def find_internal(ref: str) -> list[InternalEntry]:
    """Every internal event about this reference, in order; empty when there is none."""
    found = InternalEvent.objects.filter(ref=ref).order_by("number").values_list("number", "leaf")
    return [read_internal_leaf(number, bytes(data)) for number, data in found]


def internal_disclosure(number: int, field: str, value: Json) -> bytes:
    """The file that opens one sealed field of an internal event to whoever holds it.

    It carries the event's place in its batch once there is one, and the batch's place in the log once a checkpoint covers
    it. The value comes from the module that keeps it. Raises NotFound when the salt was destroyed or never was, and Invalid
    when the event was committed to another value.
    """
    salt = InternalSalt.objects.filter(event_id=number, field=field).values_list("salt", flat=True).first()
    if salt is None:
        raise NotFound("field that can still be opened")
    data = bytes(InternalEvent.objects.values_list("leaf", flat=True).get(number=number))
    try:
        verify_field(leaf=data, field=field, salt=bytes(salt), value=value)
    except FoundWanting as error:
        raise Invalid(f"Internal event {number}: {error}.", place=field) from error
    batch = _batch_of(number)
    if batch is None:
        return disclosures.build_internal(leaf=data, field=field, value=value, salt=bytes(salt))
    proof = str(proof_file(batch.entry_id)) if checkpoint_over(batch.entry_id) else None
    return disclosures.build_internal(
        leaf=data, field=field, value=value, salt=bytes(salt), batch=_place_in(batch, number - batch.first), proof=proof
    )


def is_in_signed_batch(number: int) -> bool:
    """Whether a batch covers this internal event, and a checkpoint that batch's entry."""
    batch = _batch_of(number)
    return batch is not None and checkpoint_over(batch.entry_id) is not None


@dataclass(frozen=True, slots=True)
class BatchState:
    """The hour of the newest batch (None: there is none), and when the oldest internal event without a batch was recorded."""

    newest_hour: Instant | None
    waiting_since: Instant | None


def batch_state() -> BatchState:
    """How far the hourly batches are. Two queries."""
    newest = InternalBatch.objects.order_by("-entry_id").first()
    first = newest.first + newest.count if newest else 0
    waiting = InternalEvent.objects.filter(number__gte=first).order_by("number").values_list("appended_at", flat=True)
    return BatchState(newest.until if newest else None, waiting.first())


def days_with_batches_after(moment: Instant) -> int:
    """On how many days, in UTC, batches were recorded whose hour began at this moment or later. One query."""
    batches = InternalBatch.objects.filter(until__gt=moment)
    return batches.annotate(day=TruncDate("until", tzinfo=UTC)).values("day").distinct().count()


def _batch_of(number: int) -> InternalBatch | None:
    batch = InternalBatch.objects.filter(first__lte=number).order_by("-first", "-count").first()
    return batch if batch and number < batch.first + batch.count else None


def _place_in(batch: InternalBatch, index: int) -> InBatch:
    covered = InternalEvent.objects.filter(number__gte=batch.first, number__lt=batch.first + batch.count)
    stored_hashes = [bytes(value) for value in covered.order_by("number").values_list("leaf_hash", flat=True)]
    hashes = batch_hashes(stored_hashes, bytes(batch.filler))
    return InBatch(leaf=leaf(batch.entry_id), index=index, size=len(hashes), hashes=tuple(batch_proof(hashes, index)))
