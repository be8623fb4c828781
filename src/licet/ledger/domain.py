"""What an event becomes in the log: its leaf, its salts, and how a reader gets it back (joints 19). Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet_verify import canonical
from licet_verify.canonical import Json
from licet_verify.commitment import SALT_BYTES, commit
from licet_verify.errors import CanonicalError
from licet_verify.tree import Node

VERSION = 1
MAX_LEAF_BYTES = 65_535  # an entry's length is two bytes in a tile's bundle (C2SP tlog-tiles)
KIND_LENGTH = 100
REF_LENGTH = 120
FIELD_LENGTH = 100

type Narrowing = Mapping[str, frozenset[str]]
"""For a kind of event, the names of fields that a pack withholds although the kind publishes them by default."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry before it has a place: the bytes that are hashed, and the salts kept beside (field, 32 bytes)."""

    kind: str
    on: date
    ref: str
    data: bytes
    salts: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Leaves and salts made before the transaction, so that a long act holds the lock only to write (joints 1)."""

    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry as anybody may read it. `withheld` names the sealed fields; `sealed` has their commitments."""

    position: int
    kind: str
    on: date
    ref: str
    pack: str
    published: Mapping[str, Json]
    sealed: Mapping[str, str]

    @property
    def withheld(self) -> tuple[str, ...]:
        return tuple(sorted(self.sealed))


def prepare_leaf(event: Event, *, narrowing: Narrowing, pack_version: str, random_bytes: Callable[[int], bytes]) -> Leaf:
    """Build the leaf of one event: published fields in clear, every other field as a salted commitment.

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
    }
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
    return Leaf(event.kind, event.on, event.ref, data, salts)


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
    value = canonical.loads(data)
    if not isinstance(value, dict) or value.get("v") != VERSION:
        raise Invalid(f"Entry {position} of the log is not of version {VERSION}.", place=str(position))
    published, sealed = value["published"], value["sealed"]
    if not isinstance(published, dict) or not isinstance(sealed, dict):
        raise Invalid(f"Entry {position} of the log has no fields.", place=str(position))
    return PublishedEntry(
        position=position,
        kind=str(value["kind"]),
        on=date.fromisoformat(str(value["on"])),
        ref=str(value["ref"]),
        pack=str(value["pack"]),
        published=published,
        sealed={name: str(commitment) for name, commitment in sealed.items()},
    )


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
