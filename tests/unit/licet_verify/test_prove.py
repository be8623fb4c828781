"""Proofs whose hashes agree although their length cannot be right, and other shapes that must never pass."""

import pytest

from licet_verify.errors import ProofError
from licet_verify.prove import verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion
from licet_verify.tree import EMPTY_ROOT, leaf_hash, node_hash

LEFT, RIGHT = leaf_hash(b"left"), leaf_hash(b"right")
ROOT = node_hash(LEFT, RIGHT)


def test_proof_too_short_for_the_tree_is_refused_though_the_hashes_agree() -> None:
    verify_inclusion(index=0, size=2, leaf_hash=LEFT, proof=[RIGHT], root=ROOT)
    with pytest.raises(ProofError, match="shorter"):
        verify_inclusion(index=0, size=3, leaf_hash=LEFT, proof=[RIGHT], root=ROOT)
    with pytest.raises(ProofError, match="shorter"):
        verify_inclusion(index=0, size=2, leaf_hash=ROOT, proof=[], root=ROOT)


def test_proof_too_long_for_the_tree_is_refused_though_the_hashes_agree() -> None:
    with pytest.raises(ProofError, match="longer"):
        verify_inclusion(index=0, size=1, leaf_hash=LEFT, proof=[RIGHT], root=ROOT)


def test_consistency_too_short_for_the_tree_is_refused_though_the_hashes_agree() -> None:
    verify_consistency(old=1, size=2, old_root=LEFT, root=ROOT, proof=[RIGHT])
    with pytest.raises(ProofError, match="shorter"):
        verify_consistency(old=1, size=3, old_root=LEFT, root=ROOT, proof=[RIGHT])


def test_consistency_too_long_for_the_tree_is_refused_though_the_hashes_agree() -> None:
    with pytest.raises(ProofError, match="longer"):
        verify_consistency(old=2, size=2, old_root=LEFT, root=ROOT, proof=[RIGHT])


@pytest.mark.parametrize("size", [0, -1])
def test_empty_tree_holds_nothing(size: int) -> None:
    with pytest.raises(ProofError, match="no entry"):
        verify_inclusion(index=0, size=size, leaf_hash=LEFT, proof=[], root=LEFT)
    with pytest.raises(ProofError):
        verify_consistency(old=size, size=1, old_root=LEFT, root=LEFT, proof=[])


def test_hash_of_another_length_is_refused() -> None:
    with pytest.raises(ProofError, match="32 bytes, not 31"):
        verify_inclusion(index=0, size=1, leaf_hash=LEFT[1:], proof=[], root=LEFT[1:])


@pytest.mark.parametrize(
    ("start", "end", "size", "subtree_root", "proof", "why"),
    [
        (0, 3, 2, ROOT, [], r"a tree of size 2 does not hold the entries \[0, 3\)"),
        (1, 3, 4, ROOT, [RIGHT], r"\[1, 3\) is not a subtree"),
        (0, 3, 4, ROOT, [], "the consistency proof is empty"),
        (0, 0, 2, LEFT, [], "an empty subtree has another root"),
        (0, 0, 2, EMPTY_ROOT, [RIGHT], "an empty subtree needs no proof"),
    ],
)
def test_no_subtree_of_another_shape_is_part_of_a_tree(
    start: int, end: int, size: int, subtree_root: bytes, proof: list[bytes], why: str
) -> None:
    verify_subtree_consistency(start=0, end=0, size=2, subtree_root=EMPTY_ROOT, root=ROOT, proof=[])
    with pytest.raises(ProofError, match=why):
        verify_subtree_consistency(start=start, end=end, size=size, subtree_root=subtree_root, root=ROOT, proof=proof)


@pytest.mark.parametrize("index", [-1, 1, 4])
def test_entry_outside_a_subtree_is_not_in_it(index: int) -> None:
    verify_subtree_inclusion(index=2, start=2, end=4, leaf_hash=LEFT, proof=[RIGHT], root=ROOT)
    with pytest.raises(ProofError, match=rf"entry {index} is outside the subtree \[2, 4\)"):
        verify_subtree_inclusion(index=index, start=2, end=4, leaf_hash=LEFT, proof=[RIGHT], root=ROOT)
