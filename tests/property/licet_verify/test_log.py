"""Any single change of a downloaded log is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet_verify import canonical
from licet_verify.errors import FoundWanting
from licet_verify.log import format_line, verify_log
from licet_verify.note import Checkpoint
from licet_verify.tree import Frontier, leaf_hash

LEAVES = st.lists(st.dictionaries(st.text('ab{}":,\\\n', max_size=4), st.integers(0, 9), max_size=3), min_size=2, max_size=20).map(
    lambda values: [canonical.dumps({"n": place, "x": value}) for place, value in enumerate(values)]
)


def _lines(leaves: list[bytes]) -> list[bytes]:
    return [format_line(place, leaf, leaf_hash(leaf)) for place, leaf in enumerate(leaves)]


def _checkpoint(leaves: list[bytes]) -> Checkpoint:
    tree = Frontier()
    tree.extend(leaves)
    return Checkpoint("log.example", tree.size, tree.root())


@given(LEAVES)
def test_untouched_log_holds(leaves: list[bytes]) -> None:
    assert verify_log(_lines(leaves), [_checkpoint(leaves)]).entries == len(leaves)


@given(LEAVES, st.data())
def test_flipped_bit_is_found_where_it_is(leaves: list[bytes], data: st.DataObject) -> None:
    lines = _lines(leaves)
    place = data.draw(st.integers(0, len(lines) - 1))
    byte, bit = data.draw(st.integers(0, len(lines[place]) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(lines[place])
    changed[byte] ^= 1 << bit
    lines[place] = bytes(changed)
    with pytest.raises(FoundWanting, match=rf"\b{place}\b"):
        verify_log(b"".join(lines).splitlines(keepends=True), [_checkpoint(leaves)])


@given(LEAVES, st.data())
def test_removed_entry_is_found_where_it_was(leaves: list[bytes], data: st.DataObject) -> None:
    lines = _lines(leaves)
    place = data.draw(st.integers(0, len(lines) - 1))
    del lines[place]
    with pytest.raises(FoundWanting, match=f"^entry {place} is missing"):
        verify_log(lines, [_checkpoint(leaves)])


@given(LEAVES, st.data())
def test_swapped_entries_are_found_and_named(leaves: list[bytes], data: st.DataObject) -> None:
    lines = _lines(leaves)
    one = data.draw(st.integers(0, len(lines) - 2))
    other = data.draw(st.integers(one + 1, len(lines) - 1))
    lines[one], lines[other] = lines[other], lines[one]
    with pytest.raises(FoundWanting, match=f"^entries {one} and {other} changed places$"):
        verify_log(lines, [_checkpoint(leaves)])


@given(LEAVES, st.data())
def test_rewriting_that_mends_the_lines_is_found_by_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    one = data.draw(st.integers(0, len(leaves) - 2))
    forged = [*leaves[:one], leaves[one + 1], leaves[one], *leaves[one + 2 :]]
    with pytest.raises(FoundWanting, match="rewritten"):
        verify_log(_lines(forged), [_checkpoint(leaves)])
