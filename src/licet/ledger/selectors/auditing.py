"""The whole stored record checked from the inside: the log's entries and nodes, its checkpoints, and all internal events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from licet.kernel.errors import Refused
from licet.kernel.instants import Instant
from licet.ledger import rows
from licet.ledger.domain import PublishedEntry, batch_hashes, batch_reference, batch_root, read_internal_leaf, read_leaf
from licet.ledger.events import InternalBatchRecorded
from licet.ledger.keys import verifier_key
from licet.ledger.models import InternalBatch, InternalEvent, InternalSalt, Salt
from licet.ledger.selectors.internal import batch_state
from licet.ledger.selectors.log import CHUNK, checkpoints, stream_entries
from licet.ledger.selectors.salts import SaltAudit
from licet_verify.errors import FoundWanting
from licet_verify.note import Checkpoint as SignedState
from licet_verify.note import open_checkpoint
from licet_verify.tree import Frontier, Node, leaf_hash


@dataclass(frozen=True, slots=True)
class Audited:
    """A record that holds: entries of the log, the root over them, and how many signed checkpoints it continues.

    `internal` events are kept beside the log; `batches` entries cover them, but for the `waiting` newest, the oldest of which
    was recorded at `waiting_since`. `set_back` names the entries of batches whose hour is before that of the batch before them:
    the clock was ahead, or went back. Of `destroyed_salts` fields nobody can open the commitment any more; `closed_events` names
    the first of the events that they belong to. When an event was appended and by whom is not in its leaf, so nothing vouches
    for those two columns (docs/decisions/0252).
    """

    entries: int
    root: bytes
    checkpoints: int
    internal: int
    batches: int
    waiting: int
    waiting_since: Instant | None
    set_back: tuple[int, ...]
    destroyed_salts: int
    closed_events: tuple[str, ...]


def audit(known: Sequence[SignedState] = ()) -> Audited:
    """Check the stored log from its first entry, and every internal event against the batch that covers it.

    Leaves, columns beside them, salts, nodes, every checkpoint's signature, numbers without a gap; and the checkpoints that are
    ``known`` because they were kept elsewhere. Reads everything, in order, in a few megabytes of memory. Raises Refused naming
    the entry or internal event that is wanting.
    """
    tree, signed, expected = Frontier(), 0, sorted(known, key=lambda state: state.size)
    batch_entries: dict[int, PublishedEntry] = {}
    salts, internal_salts = SaltAudit(Salt, "entry_id"), SaltAudit(InternalSalt, "event_id")
    stored = _entry_hashes(batch_entries, salts)
    try:
        for checkpoint in checkpoints():
            while expected and expected[0].size < checkpoint.size:
                _check_known(tree, stored, expected.pop(0))
            _grow(tree, islice(stored, checkpoint.size - tree.size))
            state = open_checkpoint(checkpoint.note, verifier_key())
            if (tree.size, tree.root()) != (checkpoint.size, checkpoint.root) or state.root != checkpoint.root:
                raise FoundWanting(f"the log is not the one that the checkpoint at {checkpoint.size} was signed for")
            signed += 1
        for state in expected:
            _check_known(tree, stored, state)
        _grow(tree, stored)
        covered, waiting, set_back = _check_internal_events(batch_entries, internal_salts)
    except FoundWanting as error:
        raise Refused(f"The log does not hold: {error}.") from error
    return Audited(
        entries=tree.size,
        root=tree.root(),
        checkpoints=signed,
        internal=covered + waiting,
        batches=len(batch_entries),
        waiting=waiting,
        waiting_since=batch_state().waiting_since,
        set_back=set_back,
        destroyed_salts=salts.destroyed + internal_salts.destroyed,
        closed_events=(*salts.closed, *internal_salts.closed),
    )


def audit_signed_log(known: Sequence[SignedState] = ()) -> Audited:
    """As `audit`, and raise Refused for a log that no checkpoint vouches for, neither a stored one nor one of the ``known``."""
    audited = audit(known)
    if audited.entries and not (audited.checkpoints or known):
        raise Refused(
            f"The log has {audited.entries} entries and no signed checkpoint, so nothing shows that they are the ones that were "
            "published. If it was signed before, its checkpoints were deleted: give one that was kept elsewhere with --checkpoint. "
            "If it never was: licet log checkpoint --sign."
        )
    return audited


def _check_known(tree: Frontier, stored: Iterator[bytes], state: SignedState) -> None:
    """Check the log against a checkpoint that was kept elsewhere."""
    _grow(tree, islice(stored, state.size - tree.size))
    if tree.size < state.size:
        raise FoundWanting(f"it has {tree.size} entries, and the checkpoint that was kept elsewhere {state.size}: entries were removed")
    if tree.root() != state.root:
        raise FoundWanting(f"it is not the one that the checkpoint at {state.size}, which was kept elsewhere, was signed for")


def _entry_hashes(batch_entries: dict[int, PublishedEntry], salts: SaltAudit) -> Iterator[bytes]:
    """The leaf hash of every entry, once its bytes, its place and the columns that repeat it are shown to agree.

    Fills ``batch_entries`` with the entry of each batch of internal events, by position.
    """
    columns = ("position", "leaf", "leaf_hash", "kind", "on", "ref")
    for place, (position, data, hash_, *beside) in enumerate(stream_entries(0, None, *columns)):
        if position != place:
            raise FoundWanting(f"entry {place} is missing: entry {position} follows entry {place - 1}")
        if not isinstance(data, bytes | memoryview) or leaf_hash(bytes(data)) != bytes(hash_):
            raise FoundWanting(f"entry {place} was changed: its bytes no longer have the hash beside them")
        entry = read_leaf(place, bytes(data))
        if [entry.kind, entry.on, entry.ref] != beside:
            raise FoundWanting(f"entry {place} is filed under another kind, day or reference than its leaf says")
        salts.check(place, entry, f"entry {place}")
        if entry.kind == InternalBatchRecorded.kind:
            batch_entries[place] = entry
        yield bytes(hash_)


def _grow(tree: Frontier, hashes: Iterator[bytes]) -> None:
    """Continue the tree, and compare every subtree that this makes with the stored node."""
    while batch := list(islice(hashes, CHUNK)):
        for level, (first, made) in enumerate(tree.extend_hashes(batch)):
            nodes: dict[Node, bytes] = {(level, first + place): value for place, value in enumerate(made)} if level else {}
            stored = rows.read_nodes(nodes)
            for (_, index), value in nodes.items():
                if stored.get((level, index)) != value:
                    start, end = index << level, (index + 1 << level) - 1
                    raise FoundWanting(f"the stored node over the entries {start} to {end} is not theirs")


def _check_internal_events(batch_entries: Mapping[int, PublishedEntry], salts: SaltAudit) -> tuple[int, int, tuple[int, ...]]:
    """Check every internal event and batch against the entries of batches in the log.

    Returns how many are covered, how many wait, and the entries of batches whose hour is before that of the batch before them.
    """
    hashes, covered = _internal_hashes(salts), 0
    batches = list(InternalBatch.objects.order_by("entry_id"))
    for position in sorted(batch_entries.keys() ^ {batch.entry_id for batch in batches}):
        where = "the log, but not in the list of batches" if position in batch_entries else "the list of batches, but not in the log"
        raise FoundWanting(f"the batch of internal events in entry {position} is in {where}")
    for batch in batches:
        if batch.first != covered:
            raise FoundWanting(f"the batch in entry {batch.entry_id} begins at internal event {batch.first} instead of {covered}")
        if batch_reference(batch.until) != batch_entries[batch.entry_id].ref:
            raise FoundWanting(f"the batch in entry {batch.entry_id} is filed under another hour than its entry says")
        _check_batch(batch, list(islice(hashes, batch.count)), str(batch_entries[batch.entry_id].published["root"]))
        covered += batch.count
    set_back = tuple(later.entry_id for earlier, later in pairwise(batches) if later.until < earlier.until)
    return covered, sum(1 for _ in hashes), set_back


def _check_batch(batch: InternalBatch, hashes: list[bytes], root: str) -> None:
    if missing := batch.count - len(hashes):
        raise FoundWanting(f"internal events are missing: {missing} of those that the batch in entry {batch.entry_id} covers")
    if batch_root(batch_hashes(hashes, bytes(batch.filler))).hex() != root:
        events = f"the internal events {batch.first} to {batch.first + batch.count - 1} are" if hashes else "its filler is"
        raise FoundWanting(f"the batch in entry {batch.entry_id} was recorded over something else: {events} not what it was then")


def _internal_hashes(salts: SaltAudit) -> Iterator[bytes]:
    """The leaf hash of every internal event, once its bytes, its number and the columns beside them are shown to agree."""
    columns = ("number", "leaf", "leaf_hash", "kind", "on", "ref")
    stored = InternalEvent.objects.order_by("number").values_list(*columns)
    for expected, (number, data, hash_, *beside) in enumerate(stored.iterator(CHUNK)):
        if number != expected:
            raise FoundWanting(f"internal event {expected} is missing: {number} comes next")
        if not isinstance(data, bytes | memoryview) or leaf_hash(bytes(data)) != bytes(hash_):
            raise FoundWanting(f"internal event {number} was changed: its bytes no longer have the hash beside them")
        event = read_internal_leaf(number, bytes(data))
        if [event.kind, event.on, event.ref] != beside:
            raise FoundWanting(f"internal event {number} is filed under another kind, day or reference than its leaf says")
        salts.check(number, event, f"internal event {number}")
        yield bytes(hash_)
