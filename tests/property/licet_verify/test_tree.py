"""The tree against the definitions of RFC 9162 written as recursion, and its proofs against each other."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet_verify.errors import ProofError
from licet_verify.prove import verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion
from licet_verify.tree import (
    EMPTY_ROOT,
    Frontier,
    Node,
    carry_out,
    edge_nodes,
    leaf_hash,
    node_hash,
    plan_consistency,
    plan_inclusion,
)

ENTRIES = st.integers(1, 70).map(lambda size: [bytes([number]) for number in range(size)])


def _root(entries: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1."""
    if len(entries) < 2:
        return leaf_hash(entries[0]) if entries else EMPTY_ROOT
    split = _split(len(entries))
    return node_hash(_root(entries[:split]), _root(entries[split:]))


def _split(size: int) -> int:
    split = 1
    while split * 2 < size:
        split *= 2
    return split


def _path(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(entries) == 1:
        return []
    split = _split(len(entries))
    if index < split:
        return [*_path(index, entries[:split]), _root(entries[split:])]
    return [*_path(index - split, entries[split:]), _root(entries[:split])]


def _subproof(old: int, entries: Sequence[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if old == len(entries):
        return [] if whole else [_root(entries)]
    split = _split(len(entries))
    if old <= split:
        return [*_subproof(old, entries[:split], whole), _root(entries[split:])]
    return [*_subproof(old - split, entries[split:], False), _root(entries[:split])]


def _subtree_subproof(start: int, end: int, entries: Sequence[bytes], whole: bool) -> list[bytes]:
    """SUBTREE_SUBPROOF of Merkle Tree Certificates."""
    if (start, end) == (0, len(entries)):
        return [] if whole else [_root(entries)]
    split = _split(len(entries))
    if end <= split:
        return [*_subtree_subproof(start, end, entries[:split], whole), _root(entries[split:])]
    if split <= start:
        return [*_subtree_subproof(start - split, end - split, entries[split:], whole), _root(entries[:split])]
    return [*_subtree_subproof(0, end - split, entries[split:], False), _root(entries[:split])]


def _nodes(entries: Sequence[bytes]) -> dict[Node, bytes]:
    grown = Frontier().extend(entries)
    return {(level, first + place): value for level, (first, made) in enumerate(grown) for place, value in enumerate(made)}


@given(ENTRIES, st.lists(st.integers(0, 70), max_size=6))
def test_tree_grown_in_any_steps_has_the_root_of_the_definition(entries: list[bytes], steps: list[int]) -> None:
    tree, done = Frontier(), 0
    nodes: dict[Node, bytes] = {}
    for step in [*steps, len(entries)]:
        for level, (first, made) in enumerate(tree.extend(entries[done : done + step])):
            nodes |= {(level, first + place): value for place, value in enumerate(made)}
        done = min(done + step, len(entries))
        assert tree.size == done
        assert tree.root() == _root(entries[:done])
        tree = Frontier(done, {level: nodes[level, index] for level, index in edge_nodes(done)})
    assert nodes == _nodes(entries)


def test_tree_grown_over_many_batches_has_the_root_of_the_definition() -> None:
    entries = [number.to_bytes(2) for number in range(5000)]
    tree = Frontier()
    tree.extend(entries[:1500])
    tree.extend(entries[1500:])
    assert tree.root() == _root(entries)
    assert len(_nodes(entries)) == sum(5000 >> level for level in range(13))


def test_frontier_refuses_an_edge_of_another_size() -> None:
    with pytest.raises(ValueError, match="another right edge"):
        Frontier(3, {0: bytes(32)})


@given(ENTRIES, st.data())
def test_inclusion_proof_is_the_definitions_and_verifies(entries: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    proof = carry_out(plan_inclusion(index, len(entries)), _nodes(entries))
    assert proof == _path(index, entries)
    verify_inclusion(index=index, size=len(entries), leaf_hash=leaf_hash(entries[index]), proof=proof, root=_root(entries))


@given(ENTRIES, st.data())
def test_consistency_proof_is_the_definitions_and_verifies(entries: list[bytes], data: st.DataObject) -> None:
    old, size = data.draw(st.integers(1, len(entries))), len(entries)
    proof = carry_out(plan_consistency(old, size), _nodes(entries))
    assert proof == _subproof(old, entries, True)
    verify_consistency(old=old, size=size, old_root=_root(entries[:old]), root=_root(entries), proof=proof)


@given(ENTRIES, st.data())
def test_changed_consistency_proof_is_refused(entries: list[bytes], data: st.DataObject) -> None:
    size = len(entries)
    old = data.draw(st.integers(1, size))
    hashes = [_root(entries[:old]), _root(entries), *_subproof(old, entries, True)]
    place = data.draw(st.integers(0, len(hashes) - 1))
    hashes[place] = bytes([hashes[place][0] ^ 1]) + hashes[place][1:]
    with pytest.raises(ProofError):
        verify_consistency(old=old, size=size, old_root=hashes[0], root=hashes[1], proof=hashes[2:])


@given(ENTRIES, st.data())
def test_subtree_proofs_verify(entries: list[bytes], data: st.DataObject) -> None:
    size = len(entries)
    level = data.draw(st.integers(0, size.bit_length() - 1))
    start = data.draw(st.integers(0, (size - 1) >> level)) << level
    end = min(size, start + data.draw(st.integers((1 << level) // 2 + 1, 1 << level)))
    if start % (1 << (end - start - 1).bit_length()):
        return
    root, inner = _root(entries), _root(entries[start:end])
    proof = _subtree_subproof(start, end, entries, True)
    verify_subtree_consistency(start=start, end=end, size=size, subtree_root=inner, root=root, proof=proof)
    index = data.draw(st.integers(start, end - 1))
    path = _path(index - start, entries[start:end])
    verify_subtree_inclusion(index=index, start=start, end=end, leaf_hash=leaf_hash(entries[index]), proof=path, root=inner)


@pytest.mark.parametrize(("index", "size"), [(-1, 1), (1, 1), (0, 0)])
def test_no_inclusion_proof_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        plan_inclusion(index, size)


@pytest.mark.parametrize(("old", "size"), [(0, 1), (2, 1), (-1, 1)])
def test_no_consistency_proof_outside_the_tree(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="consistency"):
        plan_consistency(old, size)
