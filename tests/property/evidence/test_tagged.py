"""Whatever was done to a corpus: each whole record is read, each fault is reported where it stands, nothing depends on
how the file was cut into pieces, and a slow reader written from the format's words agrees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from licet.evidence.domain import Place, Reader, Record, Reject
from licet.kernel.days import FIRST_DAY, LAST_DAY

TOKENS = [f"{name}-{side}.".encode() for name in ("F-N", "D-A-T-E", "T-I-T-L-E", "T-E-X-T") for side in ("S-T-A-R-T", "E-N-D")]
WHITE = b" \t\n\r\x0b\x0c"

type Told = tuple[int, int, str]


def told(content: bytes, cut: int = 0, at: Place | None = None) -> list[Told]:
    """(offset, line, reason or what the record holds) of all that the reader finds."""
    content = content[at.offset :] if at else content
    pieces = [content[start : start + cut] for start in range(0, len(content), cut)] if cut else [content]
    return [_said(item) for item in Reader(pieces, at)]


def _said(item: Record | Reject) -> Told:
    held = f"{item.number} {item.on} {item.title!r} {item.text!r} {item.sha256}" if isinstance(item, Record) else str(item.reason)
    return item.place.offset, item.place.line, held


def slow(content: bytes) -> Iterator[Told]:
    """The format's words, one after the other, on the whole file."""
    at = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    while content[at:].strip(WHITE):
        at = len(content) - len(content[at:].lstrip(WHITE))
        line = content[:at].count(b"\n") + 1
        if not content[at:].startswith(TOKENS[0]):
            after = content.find(TOKENS[0], at)
            yield at, line, "stray"
            at = len(content) if after < 0 else after
            continue
        start, end = content.find(TOKENS[0], at + 1), content.find(TOKENS[7], at + 1)
        if end < 0 or 0 <= start < end:
            yield at, line, "missing"
            at = len(content) if start < 0 else start
            continue
        yield at, line, _slow_record(content[at : end + len(TOKENS[7])])
        at = end + len(TOKENS[7])


def _slow_record(raw: bytes) -> str:
    found = sorted((place.start(), token) for token in TOKENS for place in re.finditer(re.escape(token), raw))
    if [token for _, token in found] != TOKENS:
        return "misplaced"
    marks = [(place, place + len(token)) for place, token in found]
    if any(raw[marks[left][1] : marks[left + 1][0]].strip(WHITE) for left in (1, 3, 5)):
        return "misplaced"
    try:
        number, day, title, text = (raw[marks[left][1] : marks[left + 1][0]].strip(WHITE).decode() for left in (0, 2, 4, 6))
    except UnicodeDecodeError:
        return "encoding"
    if not (number.isascii() and number.isdigit()) or number.startswith("0"):
        return "number"
    try:
        on = date(*map(int, day.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) else None
    except ValueError:
        on = None
    if on is None or not FIRST_DAY <= on <= LAST_DAY:
        return "date"
    if not title or not text:
        return "empty"
    return f"{number} {on} {title!r} {text!r} {hashlib.sha256(raw).hexdigest()}"


GAPS = st.text(" \t\r\n\x0b\x0c", max_size=3)
WORDS = st.text("aFT-1.,é’ع\u2003\x1f\n 😀", min_size=1, max_size=20).filter(lambda text: bool(text.encode().strip(WHITE)))
DAYS = st.dates(min_value=FIRST_DAY, max_value=LAST_DAY).map(str)


@st.composite
def whole(draw: st.DrawFn) -> bytes:
    """A record that nothing is wrong with."""
    values = (str(draw(st.integers(1, 10**30))), draw(DAYS), draw(WORDS), draw(WORDS))
    parts = [
        TOKENS[2 * place].decode() + draw(GAPS) + value + draw(GAPS) + TOKENS[2 * place + 1].decode() for place, value in enumerate(values)
    ]
    return draw(GAPS).join(parts).encode()


PIECES = st.one_of(
    st.sampled_from([*TOKENS, b" ", b"\n", b"\r\n", b"1", b"2031-05-02", b"2031-02-30", b"words", b"\xe9", b"\xef\xbb\xbf", b"F-N-S-T-A"]),
    st.binary(max_size=6),
    whole(),
)


@given(st.lists(PIECES, max_size=20).map(b"".join), st.integers(1, 40))
def test_reader_agrees_with_the_slow_one_however_the_file_is_cut(content: bytes, cut: int) -> None:
    expected = list(slow(content))
    assert told(content) == expected
    assert told(content, cut) == expected


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A record with one thing done to it; it may be whole still."""
    raw = bytearray(draw(whole()))
    place = draw(st.integers(0, len(raw) - 1))
    match draw(st.sampled_from(["cut", "change", "insert", "token"])):
        case "cut":
            del raw[place:]
        case "change":
            raw[place] = draw(st.integers(0, 255))
        case "insert":
            raw[place:place] = draw(st.binary(min_size=1, max_size=5))
        case _:
            raw[place:place] = draw(st.sampled_from(TOKENS[1:]))
    return bytes(raw)


@given(st.lists(st.tuples(st.booleans(), st.one_of(whole(), damaged()), whole()), max_size=6), st.integers(1, 200))
def test_each_whole_record_survives_whatever_stands_before_it(rows: list[tuple[bool, bytes, bytes]], cut: int) -> None:
    content, wanted = b"", {}
    for spaced, before, record in rows:
        content += before + (b"\n" if spaced else b"")
        wanted[len(content)] = hashlib.sha256(record).hexdigest()
        content += record
    found = {offset: held.rpartition(" ")[2] for offset, _, held in told(content, cut)}
    assert wanted.items() <= found.items()


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(0, 11))
def test_reading_goes_on_from_any_place_between(content: bytes, stop: int) -> None:
    reader = Reader([content])
    found = []
    for _, item in zip(range(stop), reader, strict=False):
        found.append(_said(item))
    assert found + told(content, 7, reader.place) == list(slow(content))
