"""A damaged copy of a log: each kind of damage is found, and its place named."""

import pytest
from tests.unit.licet_verify.small_log import SmallLog

from licet_verify.errors import FoundWanting
from licet_verify.log import LogChecked, format_line, verify_log
from licet_verify.note import Checkpoint, open_checkpoint
from licet_verify.tree import leaf_hash


def _checkpoint(log: SmallLog, size: int | None = None) -> Checkpoint:
    return open_checkpoint(log.checkpoint(size), log.key)


def test_log_holds(small_log: SmallLog) -> None:
    assert verify_log(small_log.lines(), [_checkpoint(small_log)]) == LogChecked(11, 0)


def test_log_that_grew_since_its_checkpoint_holds(small_log: SmallLog) -> None:
    assert verify_log(small_log.lines(), [_checkpoint(small_log, 8), _checkpoint(small_log, 3)]) == LogChecked(8, 3)


def _wanting(log: SmallLog, lines: list[bytes], *sizes: int) -> str:
    checkpoints = [_checkpoint(log, size) for size in sizes or (11,)]
    with pytest.raises(FoundWanting) as found:
        verify_log(lines, checkpoints)
    return str(found.value)


def test_every_flipped_byte_of_an_entry_is_found_at_its_place(small_log: SmallLog) -> None:
    for byte in range(len(small_log.lines()[4])):
        lines = small_log.lines()
        lines[4] = lines[4][:byte] + bytes([lines[4][byte] ^ 1]) + lines[4][byte + 1 :]
        split = b"".join(lines).splitlines(keepends=True)  # a flip can make or remove a line's end
        assert "4" in _wanting(small_log, split)


@pytest.mark.parametrize("place", [0, 4, 9])
def test_removed_entry_is_found_at_its_place(small_log: SmallLog, place: int) -> None:
    lines = small_log.lines()
    del lines[place]
    assert _wanting(small_log, lines) == f"entry {place} is missing: entry {place + 1} stands in its place"


def test_removed_run_of_entries_is_found(small_log: SmallLog) -> None:
    lines = small_log.lines()
    del lines[2:5]
    assert _wanting(small_log, lines).startswith("entries 2 to 4 are missing")


def test_removed_last_entry_is_found(small_log: SmallLog) -> None:
    assert _wanting(small_log, small_log.lines()[:-1]).startswith("entry 10 is missing")


@pytest.mark.parametrize(("one", "other"), [(0, 1), (3, 4), (3, 5), (0, 10), (9, 10)])
def test_swapped_entries_are_named(small_log: SmallLog, one: int, other: int) -> None:
    lines = small_log.lines()
    lines[one], lines[other] = lines[other], lines[one]
    assert _wanting(small_log, lines) == f"entries {one} and {other} changed places"


def test_repeated_entry_is_found(small_log: SmallLog) -> None:
    lines = small_log.lines()
    lines.insert(5, lines[2])
    assert _wanting(small_log, lines) == "entry 2 stands again at place 5"


def test_rewritten_entry_is_found_between_two_checkpoints(small_log: SmallLog) -> None:
    lines, leaf = small_log.lines(), small_log.leaves[6].replace(b"2031", b"2032")
    lines[6] = format_line(6, leaf, leaf_hash(leaf))
    assert "entries 4 to 7 was rewritten" in _wanting(small_log, lines, 4, 8, 11)


def test_swap_that_relabels_both_is_found(small_log: SmallLog) -> None:
    lines, (one, other) = small_log.lines(), (small_log.leaves[5], small_log.leaves[6])
    lines[5], lines[6] = format_line(5, other, leaf_hash(other)), format_line(6, one, leaf_hash(one))
    assert "entries 4 to 7 was rewritten" in _wanting(small_log, lines, 4, 8, 11)


def test_log_without_checkpoint_is_not_verified(small_log: SmallLog) -> None:
    with pytest.raises(FoundWanting, match="at least one checkpoint"):
        verify_log(small_log.lines(), [])
