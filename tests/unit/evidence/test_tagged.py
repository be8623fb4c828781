"""The tagged format: sizes, and memory that stays flat whatever the file holds."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import chain

import pytest

from licet.evidence.domain import Reader, Reason, Record, Reject, tagged

MIB = 1024 * 1024
HEAD = (
    b"F-N-S-T-A-R-T. 1 F-N-E-N-D. D-A-T-E-S-T-A-R-T. 2031-05-02 D-A-T-E-E-N-D. T-I-T-L-E-S-T-A-R-T. T T-I-T-L-E-E-N-D. T-E-X-T-S-T-A-R-T."
)
END = b"T-E-X-T-E-N-D."
ROOM = tagged.LARGEST - len(HEAD) - len(END)


def cut(content: bytes, size: int = MIB) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def reasons(*pieces: bytes) -> list[tuple[int, str]]:
    found = Reader(pieces)
    return [(item.place.offset, item.number if isinstance(item, Record) else item.reason) for item in found]


def test_record_of_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    largest = HEAD + b"x" * ROOM + END
    assert [type(item) for item in Reader(cut(largest))] == [Record]
    assert next(iter(Reader(cut(HEAD + b"x" * (ROOM + 1) + END)))).reason is Reason.SIZE  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [MIB, MIB + 7, 64 * MIB])
def test_reading_goes_on_after_a_record_that_is_too_large(size: int) -> None:
    content = HEAD + b"\n" * (ROOM + 100) + END + b"\n" + HEAD + b"a" + END
    found = list(Reader(cut(content, size)))
    assert [item.reason if isinstance(item, Reject) else item.number for item in found] == [Reason.SIZE, "1"]
    assert (found[1].place.offset, found[1].place.line) == (tagged.LARGEST + 101, ROOM + 102)


@pytest.mark.parametrize("size", [MIB, 3 * MIB + 1])
def test_next_start_or_the_end_of_the_file_makes_it_missing_however_large(size: int) -> None:
    content = HEAD + b"x" * (ROOM + 100)
    after = len(content)
    assert reasons(*cut(content + HEAD + b"a" + END, size)) == [(0, "missing"), (after, "1")]
    assert reasons(*cut(content, size)) == [(0, "missing")]


@pytest.mark.parametrize("token", [b"F-N-S-T-A-R-T.", END])
@pytest.mark.parametrize("split", range(1, 14))
def test_token_cut_by_the_end_of_a_piece_is_seen(token: bytes, split: int) -> None:
    record = HEAD + b"a" + token[:split]
    expected = "1" if token == END else "missing"
    assert reasons(record, token[split:])[0] == (0, expected)


def pieces_of(piece: bytes, count: int, last: bytes = b"") -> Iterator[bytes]:
    for _ in range(count):
        yield bytes(bytearray(piece))
    yield last


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(lambda: pieces_of(b"x" * MIB, 256), id="no token at all"),
        pytest.param(lambda: pieces_of(b" " * MIB, 256), id="white space"),
        pytest.param(lambda: pieces_of(b"D-A-T-E-E-N-D." * 74_000, 256), id="wrong tokens"),
        pytest.param(lambda: chain([HEAD], pieces_of(b"x" * MIB, 256, END)), id="a record without end"),
    ],
)
def test_memory_stays_flat_over_a_large_file(pieces: object) -> None:
    tracemalloc.start()
    try:
        assert len(list(Reader(pieces()))) <= 1  # type: ignore[operator]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * tagged.LARGEST
