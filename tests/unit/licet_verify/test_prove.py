"""Proofs whose hashes agree although their length cannot be right, and other shapes that must never pass."""

import pytest

from licet_verify.errors import ProofError
from licet_verify.prove import verify_consistency, verify_inclusion
from licet_verify.tree import leaf_hash, node_hash

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
