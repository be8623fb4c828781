"""Reads of the log. All of it is public but the salts: whoever may append has sealed what may not be seen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.ledger import rows
from licet.ledger.domain import PublishedEntry, read_leaf
from licet.ledger.models import Checkpoint, Entry, InternalEvent, Salt
from licet_verify import disclosure as disclosures
from licet_verify.canonical import Json
from licet_verify.commitment import verify_field
from licet_verify.errors import FoundWanting
from licet_verify.log import format_line
from licet_verify.proof import ProofFile
from licet_verify.tree import Node, Plan, carry_out, fold, plan_consistency, plan_inclusion, range_nodes

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """The log at `size` entries: its root (32 bytes), the signed note as published, and when it was signed."""

    size: int
    root: bytes
    note: str
    signed_at: Instant


def size() -> int:
    """How many entries the log has."""
    last = Entry.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def has_record() -> bool:
    """Whether anything was ever recorded here, public or internal."""
    return Entry.objects.exists() or InternalEvent.objects.exists()


def root(at: int) -> bytes:
    """The root over the first `at` entries."""
    nodes = range_nodes(0, at)
    hashes = _hashes(nodes)
    return fold([hashes[node] for node in nodes])


def checkpoint_latest() -> SignedCheckpoint | None:
    """The newest signed checkpoint; None while nothing was signed."""
    return _signed(Checkpoint.objects.order_by("-size").first())


def checkpoint_over(position: int) -> SignedCheckpoint | None:
    """The newest checkpoint, if it covers this entry."""
    latest = checkpoint_latest()
    return latest if latest and position < latest.size else None


def checkpoints() -> Iterator[SignedCheckpoint]:
    """Every checkpoint, smallest first."""
    for row in Checkpoint.objects.order_by("size").iterator(CHUNK):
        yield SignedCheckpoint(row.size, bytes(row.root), row.note, row.signed_at)


def inclusion_proof(position: int, size: int) -> list[bytes]:
    """The hashes that join entry `position` to the root over `size` entries; at most two queries."""
    try:
        return _carry_out(plan_inclusion(position, size))
    except (ValueError, KeyError):
        raise NotFound("entry of the log") from None


def consistency_proof(old: int, size: int) -> list[bytes]:
    """The hashes that show the log of `old` entries to be the beginning of that of `size`; at most two queries."""
    try:
        return _carry_out(plan_consistency(old, size))
    except (ValueError, KeyError):
        raise NotFound("pair of sizes of the log") from None


def proof_file(position: int) -> ProofFile:
    """The `.tlog-proof` of an entry under the newest checkpoint; `str()` gives the file.

    Raises NotFound while no checkpoint covers the entry.
    """
    checkpoint = checkpoint_over(position) if position >= 0 else None
    if checkpoint is None:
        raise NotFound("entry under a signed checkpoint")
    return ProofFile(position, tuple(inclusion_proof(position, checkpoint.size)), checkpoint.note)


def leaf(position: int) -> bytes:
    """The bytes of one entry, exactly as they were hashed."""
    found = Entry.objects.filter(position=position).values_list("leaf", flat=True).first()
    if found is None:
        raise NotFound("entry of the log")
    return bytes(found)


def entries(start: int, limit: int | None = None) -> Iterator[bytes]:
    """Lines of `/log/entries?from=`: the download that `licet_verify log` checks; streams from position `start`."""
    for position, data, hash_ in stream_entries(start, limit, "position", "leaf", "leaf_hash"):
        yield format_line(position, bytes(data), bytes(hash_))


def published(after: int = -1, limit: int | None = None) -> Iterator[PublishedEntry]:
    """Entries after position `after`, in order, with what is published of them; streams. -1 reads from the first."""
    for position, data in stream_entries(after + 1, limit, "position", "leaf"):
        yield read_leaf(position, bytes(data))


def days_of(*positions: int) -> dict[int, date]:
    """The days of some entries, by their positions. One query."""
    leaves = Entry.objects.filter(position__in=positions).values_list("position", "leaf")
    return {position: read_leaf(position, bytes(data)).on for position, data in leaves}


def find(ref: str) -> list[PublishedEntry]:
    """Every entry of the log about this reference, in order; empty when there is none. Internal events are not among them."""
    found = Entry.objects.filter(ref=ref).order_by("position").values_list("position", "leaf")
    return [read_leaf(position, bytes(data)) for position, data in found]


def disclosure(position: int, field: str, value: Json) -> bytes:
    """The file that opens one sealed field to whoever holds it, with its proof once a checkpoint covers the entry.

    The value comes from the module that keeps it; the ledger keeps only its salt. Raises NotFound when the salt was
    destroyed or never was, and Invalid when the entry was committed to another value.
    """
    salt = Salt.objects.filter(entry_id=position, field=field).values_list("salt", flat=True).first()
    if salt is None:
        raise NotFound("field that can still be opened")
    data = leaf(position)
    try:
        verify_field(leaf=data, field=field, salt=bytes(salt), value=value)
    except FoundWanting as error:
        raise Invalid(f"Entry {position}: {error}.", place=field) from error
    proof = str(proof_file(position)) if checkpoint_over(position) else None
    return disclosures.build(leaf=data, field=field, value=value, salt=bytes(salt), proof=proof)


def _signed(row: Checkpoint | None) -> SignedCheckpoint | None:
    return None if row is None else SignedCheckpoint(row.size, bytes(row.root), row.note, row.signed_at)


def stream_entries(start: int, limit: int | None, *columns: str) -> Iterator[tuple[Any, ...]]:
    """These columns of the entries from position `start`, in order."""
    rows_ = Entry.objects.filter(position__gte=start).order_by("position").values_list(*columns)
    if limit is not None:
        rows_ = rows_.filter(position__lt=start + limit)
    return rows_.iterator(CHUNK)


def _carry_out(plan: Plan) -> list[bytes]:
    return carry_out(plan, _hashes({node for nodes in plan for node in nodes}))


def _hashes(nodes: Iterable[Node]) -> dict[Node, bytes]:
    """Leaves from their entries, all else from the nodes: two queries at most."""
    wanted = list(nodes)
    leaves = [index for level, index in wanted if not level]
    found = Entry.objects.filter(position__in=leaves).values_list("position", "leaf_hash") if leaves else []
    hashes: dict[Node, bytes] = {(0, position): bytes(value) for position, value in found}
    return hashes | rows.read_nodes(node for node in wanted if node[0])
