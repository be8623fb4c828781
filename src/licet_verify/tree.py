"""The Merkle tree of RFC 9162 (section 2.1): hashes, growth, and the proofs that a log can give.

A *node* is a complete subtree: `(level, index)` covers the leaves from `index * 2**level`. Every range that a proof
needs is a row of at most 63 such nodes, so a log that stores its complete subtrees can prove anything it holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
BATCH = 1024
_LEAF, _NODE = sha256(b"\x00"), sha256(b"\x01")

type Node = tuple[int, int]
"""(level, index) of a complete subtree; level 0 is a leaf."""

type Grown = list[tuple[int, list[bytes]]]
"""For each level from 0: the index of the first new complete subtree, and the hashes of the new ones."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree: all that is needed to make it grow and to know its root.

    `edge` maps a level to the hash of the complete subtree that waits there for its right sibling: one for each
    bit set in `size`.
    """

    def __init__(self, size: int = 0, edge: Mapping[int, bytes] | None = None) -> None:
        self.size = size
        self.edge = dict(edge or {})
        if sorted(self.edge) != [level for level, _ in edge_nodes(size)]:
            raise ValueError(f"a tree of size {size} has another right edge than the levels {sorted(self.edge)}")

    def extend(self, entries: Iterable[bytes]) -> Grown:
        """Append entries in order; returns the hashes of every complete subtree that this made, level by level."""
        return self._grow(_hash_all(_LEAF, batch) for batch in _batches(entries))

    def extend_hashes(self, hashes: Iterable[bytes]) -> Grown:
        """As `extend`, from leaf hashes."""
        return self._grow(_batches(hashes))

    def _grow(self, batches: Iterable[list[bytes]]) -> Grown:
        grown: Grown = []
        for hashes in batches:
            self._climb(hashes, grown)
        return grown

    def _climb(self, hashes: list[bytes], grown: Grown) -> None:
        """Add leaf hashes and every subtree they complete, a level at a time."""
        first, level = self.size, 0
        self.size += len(hashes)
        while hashes:
            if level == len(grown):
                grown.append((first, []))
            grown[level][1].extend(hashes)
            waiting = self.edge.pop(level, None)
            row = hashes if waiting is None else [waiting, *hashes]
            if len(row) % 2:
                self.edge[level] = row[-1]
            each = iter(row)
            hashes = _hash_all(_NODE, map(add, each, each))
            first, level = first // 2, level + 1

    def root(self) -> bytes:
        """The Merkle tree hash of everything appended so far."""
        return fold([self.edge[level] for level in sorted(self.edge, reverse=True)])


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over neighbouring subtrees, largest first, as the tree joins them: from the right."""
    if not hashes:
        return EMPTY_ROOT
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined


def edge_nodes(size: int) -> list[Node]:
    """The complete subtrees on the right edge of a tree, smallest first."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def range_nodes(start: int, end: int) -> list[Node]:
    """The complete subtrees whose `fold` is the hash of leaves [start, end), for a range the tree has as a subtree."""
    nodes = []
    for level in reversed(range((end - start).bit_length())):
        if (end - start) >> level & 1:
            nodes.append((level, start >> level))
            start += 1 << level
    return nodes


type Plan = list[list[Node]]
"""A proof before its hashes are known: for each hash of the proof, the nodes to fold."""


def plan_inclusion(index: int, size: int) -> Plan:
    """Which nodes make the inclusion proof of leaf `index` in the tree of `size` (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of size {size} has no leaf {index}")
    plan: Plan = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            plan.append(range_nodes(middle, end))
            end = middle
        else:
            plan.append(range_nodes(start, middle))
            start = middle
    return plan[::-1]


def plan_consistency(old: int, size: int) -> Plan:
    """Which nodes prove that the tree of `old` leaves is the beginning of that of `size` (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= size:
        raise ValueError(f"consistency is between 1 and {size} leaves, not from {old}")
    plan: Plan = []
    start, end, whole = 0, size, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            plan.append(range_nodes(middle, end))
            end = middle
        else:
            plan.append(range_nodes(start, middle))
            start, whole = middle, False
    if not whole:
        plan.append(range_nodes(start, end))
    return plan[::-1]


def carry_out(plan: Plan, hashes: Mapping[Node, bytes]) -> list[bytes]:
    """The proof's hashes, given those of every node the plan names."""
    return [fold([hashes[node] for node in nodes]) for nodes in plan]


def _hash_all(prefix: "Hash", data: Iterable[bytes]) -> list[bytes]:
    """The hash of each after the prefix. Copying a state that has absorbed the prefix beats joining bytes (bench/log.py)."""
    copy, hashes = prefix.copy, []
    for each in data:
        state = copy()
        state.update(each)
        hashes.append(state.digest())
    return hashes


def _batches(values: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lists of a length that the processor's cache holds with all levels above."""
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
