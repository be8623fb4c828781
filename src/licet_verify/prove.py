"""Verification of tree proofs: RFC 9162 (2.1.3.2 and 2.1.4.2), and for subtrees as Merkle Tree Certificates define them.

Each function returns nothing when the proof holds and raises ProofError with the reason when it does not. Hashes must
have 32 bytes: this verifier is stricter than the RFC's algorithms, which would compare roots of any length.
"""

from collections.abc import Sequence

from licet_verify.errors import ProofError
from licet_verify.tree import EMPTY_ROOT, HASH_BYTES, node_hash


def verify_inclusion(*, index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """The leaf with this hash stands at `index` in the tree of `size` leaves with this root."""
    _require_hashes(leaf_hash, root, *proof)
    if not 0 <= index < size:
        raise ProofError(f"a tree of size {size} has no entry {index}")
    position, last, joined = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            raise ProofError("the inclusion proof is longer than the tree is high")
        if position & 1 or position == last:
            joined = node_hash(sibling, joined)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            joined = node_hash(joined, sibling)
        position, last = position >> 1, last >> 1
    if last:
        raise ProofError("the inclusion proof is shorter than the tree is high")
    if joined != root:
        raise ProofError(f"entry {index} is not what the tree with this root holds there")


def verify_consistency(*, old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """The tree of `old` leaves is the beginning of the tree of `size` leaves: nothing was rewritten between."""
    if old < 1:
        raise ProofError("consistency with an empty tree says nothing")
    verify_subtree_consistency(start=0, end=old, size=size, subtree_root=old_root, root=root, proof=proof)


def verify_subtree_inclusion(*, index: int, start: int, end: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """The leaf stands at `index` of the whole log, inside the subtree [start, end) with this root."""
    _require_subtree(start, end)
    if not start <= index < end:
        raise ProofError(f"entry {index} is outside the subtree [{start}, {end})")
    verify_inclusion(index=index - start, size=end - start, leaf_hash=leaf_hash, proof=proof, root=root)


def verify_subtree_consistency(*, start: int, end: int, size: int, subtree_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """The subtree [start, end) with its root is part of the tree of `size` leaves with `root`."""
    _require_hashes(subtree_root, root, *proof)
    if end > size:
        raise ProofError(f"a tree of size {size} does not hold the entries [{start}, {end})")
    if start == end:
        _require_empty(subtree_root, proof)
        return
    _require_subtree(start, end)
    first, last, whole = start, end - 1, size - 1
    while first != last and (last & 1 or last == whole):  # climb to the largest node that ends where the subtree ends
        first, last, whole = first >> 1, last >> 1, whole >> 1
    steps = list(proof)
    if first != last and not steps:
        raise ProofError("the consistency proof is empty")
    inner = outer = subtree_root if first == last else steps.pop(0)
    for sibling in steps:
        if whole == 0:
            raise ProofError("the consistency proof is longer than the tree is high")
        if last & 1 or last == whole:
            inner = node_hash(sibling, inner) if first < last else inner
            outer = node_hash(sibling, outer)
            while not last & 1 and last:
                first, last, whole = first >> 1, last >> 1, whole >> 1
        else:
            outer = node_hash(outer, sibling)
        first, last, whole = first >> 1, last >> 1, whole >> 1
    if whole:
        raise ProofError("the consistency proof is shorter than the tree is high")
    if inner != subtree_root:
        raise ProofError("the earlier root is not that of the beginning of this tree")
    if outer != root:
        raise ProofError("the later root is not that of a tree which continues the earlier one")


def _require_hashes(*hashes: bytes) -> None:
    for value in hashes:
        if len(value) != HASH_BYTES:
            raise ProofError(f"a hash has {HASH_BYTES} bytes, not {len(value)}")


def _require_subtree(start: int, end: int) -> None:
    """A subtree starts at a multiple of the smallest power of two that holds it."""
    if not 0 <= start < end or start % (1 << (end - start - 1).bit_length()):
        raise ProofError(f"[{start}, {end}) is not a subtree")


def _require_empty(root: bytes, proof: Sequence[bytes]) -> None:
    if root != EMPTY_ROOT:
        raise ProofError("an empty subtree has another root")
    if proof:
        raise ProofError("an empty subtree needs no proof")
