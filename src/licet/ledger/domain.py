"""What an event becomes in the log: its leaf, its salts, and how a reader gets it back. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet_verify import canonical
from licet_verify.canonical import Json
from licet_verify.commitment import SALT_BYTES, commit
from licet_verify.errors import CanonicalError
from licet_verify.tree import Frontier, Node, carry_out, plan_inclusion

VERSION = 2
WITHOUT_SALTS = 1
"""Leaves of stores made before December 2026: they have no digest of their salts."""
MAX_LEAF_BYTES = 65_535  # an entry's length is two bytes in a tile's bundle (C2SP tlog-tiles)
KIND_LENGTH = 100
REF_LENGTH = 120
FIELD_LENGTH = 100
NONCE_BYTES = 32
SMALLEST_BATCH = 16
_SALTS = b"licet/salts/v1\x00"
_FILLER = b"licet/internal-batch/filler/v1\x00"

type Narrowing = Mapping[str, frozenset[str]]
"""For a kind of event, the names of fields that a pack withholds although the kind publishes them by default."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One event before it has a place: the bytes that are hashed, and the salts kept beside (field, 32 bytes).

    A public one becomes an entry of the log; an internal one waits for the batch of its hour.
    """

    kind: str
    on: date
    ref: str
    data: bytes
    salts: tuple[tuple[str, bytes], ...]
    is_public: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """Leaves and salts made before the transaction, so that a long act holds the lock only to write."""

    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry as anybody may read it. `withheld` names the sealed fields; `sealed` has their commitments.

    `salts` is the digest of the salts that open them; empty in entries made before December 2026.
    """

    position: int
    kind: str
    on: date
    ref: str
    pack: str
    published: Mapping[str, Json]
    sealed: Mapping[str, str]
    salts: str = ""

    @property
    def withheld(self) -> tuple[str, ...]:
        return tuple(sorted(self.sealed))


@dataclass(frozen=True, slots=True)
class InternalEntry:
    """An internal event as the ledger keeps it. No public page, download or program may show any of it.

    `clear` has the fields that stand in its leaf as they are, `sealed` the commitments to the others.
    """

    number: int
    kind: str
    on: date
    ref: str
    pack: str
    clear: Mapping[str, Json]
    sealed: Mapping[str, str]
    salts: str = ""


def prepare_leaf(event: Event, *, narrowing: Narrowing, pack_version: str, random_bytes: Callable[[int], bytes]) -> Leaf:
    """Build the leaf of one event: published fields in clear, every other field as a salted commitment.

    The leaf of an internal event has a nonce as well. Its hash can become a neighbour in somebody else's proof, and must
    not let them test a guess at what happened.

    Raises Invalid when the pack withholds a field that the event does not have (a misspelt name must never publish),
    or when the leaf has more than 65,535 bytes.
    """
    published, sealed = narrow(event, narrowing.get(event.kind, frozenset()))
    salts = tuple((name, random_bytes(SALT_BYTES)) for name in sorted(sealed))
    value: dict[str, Json] = {
        "v": VERSION,
        "kind": event.kind,
        "on": event.on.isoformat(),
        "ref": event.ref,
        "pack": pack_version,
        "published": published,
        "sealed": {name: commit(salt, sealed[name]) for name, salt in salts},
        "salts": salts_digest(salt for _, salt in salts),
    }
    if not event.is_public:
        value["nonce"] = random_bytes(NONCE_BYTES).hex()
    try:
        data = canonical.dumps(value)
    except CanonicalError as error:
        raise Invalid(f"The event {event.kind} of {event.ref} cannot enter the log: {error}.", place=event.ref) from error
    if len(data) > MAX_LEAF_BYTES:
        raise Invalid(
            f"The event {event.kind} of {event.ref} has {len(data):,} bytes; an entry of the log has at most "
            f"{MAX_LEAF_BYTES:,}. Keep the long text as a document and name its digest.",
            place=event.ref,
        )
    return Leaf(event.kind, event.on, event.ref, data, salts, event.is_public)


def salts_digest(salts: Iterable[bytes]) -> str:
    """What a leaf says of its salts, given in the order of their fields.

    With it an audit notices a salt that was replaced, without knowing what was sealed. It opens nothing: a salt is 32 random bytes.
    """
    return sha256(_SALTS + b"".join(salts)).hexdigest()


def narrow(event: Event, withheld: frozenset[str]) -> tuple[dict[str, Json], dict[str, Json]]:
    """The event's fields as (published, sealed) once the pack's narrowing is applied. Narrowing only ever withholds."""
    unknown = withheld - set(event.field_names())
    if unknown:
        names = ", ".join(sorted(unknown))
        raise Invalid(f"The pack withholds {names} of {event.kind}, which has no such field.", place=event.kind)
    published = event.published_fields()
    sealed = event.sealed_fields() | {name: published.pop(name) for name in withheld & published.keys()}
    return dict(published), dict(sealed)


def read_leaf(position: int, data: bytes) -> PublishedEntry:
    """The entry that these bytes are."""
    return PublishedEntry(position, *_parts_of_leaf(f"Entry {position} of the log", data))


def read_internal_leaf(number: int, data: bytes) -> InternalEntry:
    """The internal event that these bytes are."""
    return InternalEntry(number, *_parts_of_leaf(f"Internal event {number}", data))


def _parts_of_leaf(name: str, data: bytes) -> tuple[str, date, str, str, dict[str, Json], dict[str, str], str]:
    value = canonical.loads(data)
    if not isinstance(value, dict) or value.get("v") not in (WITHOUT_SALTS, VERSION):
        raise Invalid(f"{name} is not of version {WITHOUT_SALTS} or {VERSION}.", place=name)
    salts = value["salts"] if value["v"] == VERSION else ""
    published, sealed = value["published"], value["sealed"]
    if not isinstance(published, dict) or not isinstance(sealed, dict):
        raise Invalid(f"{name} has no fields.", place=name)
    commitments = {field: str(commitment) for field, commitment in sealed.items()}
    on = date.fromisoformat(str(value["on"]))
    return str(value["kind"]), on, str(value["ref"]), str(value["pack"]), published, commitments, str(salts)


def batch_hashes(leaf_hashes: Sequence[bytes], filler: bytes) -> list[bytes]:
    """The leaf hashes of a batch of internal events: theirs in order, then filler hashes up to a power of two.

    The fillers follow from 32 random bytes that are kept beside the batch. A batch of an hour in which nothing happened
    looks like any other, and the length of a proof tells the number of events only within a factor of two.
    """
    size = max(SMALLEST_BATCH, 1 << len(leaf_hashes).bit_length())
    fillers = (sha256(_FILLER + filler + place.to_bytes(8)).digest() for place in range(len(leaf_hashes), size))
    return [*leaf_hashes, *fillers]


def batch_root(hashes: Sequence[bytes]) -> bytes:
    """The root that the log publishes over a batch."""
    tree = Frontier()
    tree.extend_hashes(hashes)
    return tree.root()


def batch_reference(hour: datetime) -> str:
    """How the log calls the batch of the hour that ended at this moment.

    >>> batch_reference(datetime(2031, 5, 2, 14, tzinfo=UTC))
    'internal events until 2031-05-02 14:00 UTC'
    """
    return f"internal events until {hour.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def batch_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that join one leaf of a batch to its root."""
    tree = Frontier()
    grown = tree.extend_hashes(hashes)
    nodes = {(level, first + place): value for level, (first, made) in enumerate(grown) for place, value in enumerate(made)}
    return carry_out(plan_inclusion(index, len(hashes)), nodes)


def node_number(node: Node) -> int:
    """One number for each complete subtree, in the order of a walk left-root-right: leaf i has 2i, their parent 2i+1."""
    level, index = node
    return (2 * index + 1 << level) - 1


def node_numbers(level: int, first: int, count: int) -> Sequence[int]:
    """The numbers of `count` neighbours on one level, from `first`."""
    start, step = node_number((level, first)), 2 << level
    return range(start, start + count * step, step)


def numbers_of(nodes: Iterable[Node]) -> dict[int, Node]:
    """Nodes by their number."""
    return {node_number(node): node for node in nodes}
