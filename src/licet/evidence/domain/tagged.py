"""The tagged corpus format, read by bytes, so that one bad byte costs one record.

The grammar: docs/design/between-modules.md#the-tagged-corpus-format-is-read-byte-by-byte

The reader holds one record at most, and no more of it than `LARGEST` bytes: memory stays flat over any file.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from licet.kernel.days import read_day
from licet.kernel.errors import Invalid

LARGEST: Final = 16 * 1024 * 1024
MOST_DIGITS: Final = 1000
"""Digits of a record's number; a longer one is no number that anybody counts to."""

_START, _NUMBER_END = b"F-N-S-T-A-R-T.", b"F-N-E-N-D."
_END = b"T-E-X-T-E-N-D."
_ORDER: Final = (
    _START,
    _NUMBER_END,
    b"D-A-T-E-S-T-A-R-T.",
    b"D-A-T-E-E-N-D.",
    b"T-I-T-L-E-S-T-A-R-T.",
    b"T-I-T-L-E-E-N-D.",
    b"T-E-X-T-S-T-A-R-T.",
    _END,
)
_TOKENS = re.compile(b"|".join(re.escape(token) for token in _ORDER))
_SOLID = re.compile(rb"[^ \t\n\r\x0b\x0c]")
_NUMBER = re.compile(rb"[1-9][0-9]*")
_DAY = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARK = b"\xef\xbb\xbf"
_TAIL = len(_START) - 1
"""What may be the beginning of a token that the next piece ends; both tokens looked for are of one length."""


class Reason(StrEnum):
    """Why a record is not taken; the first that applies, in this order."""

    MISSING = "missing"
    SIZE = "size"
    MISPLACED = "misplaced"
    ENCODING = "encoding"
    NUMBER = "number"
    DATE = "date"
    EMPTY = "empty"
    CONFLICT = "conflict"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: bytes from its beginning, and lines from 1."""

    offset: int = 0
    line: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record. ``sha256`` is over its ``length`` bytes from ``place``, tokens included; ``number`` is in figures."""

    place: Place
    length: int
    sha256: str
    number: str
    on: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reject:
    place: Place
    reason: Reason


class Reader:
    """Records and rejects of a file, in order. ``place`` is where reading goes on: start again from there after a stop.

    ``pieces`` are the bytes from ``at`` on, cut anywhere.
    """

    def __init__(self, pieces: Iterable[bytes], at: Place | None = None) -> None:
        self._pieces = iter(pieces)
        self._data = b""
        self._at = 0
        self._ended = False
        self.place = at or Place()

    def __iter__(self) -> Iterator[Record | Reject]:
        if self.place.offset == 0:
            self._hold(len(_MARK))
            if self._data.startswith(_MARK):
                self._go(len(_MARK))
        while self._find_solid():
            self._hold(len(_START))
            if self._data.startswith(_START, self._at):
                yield self._record()
            else:
                yield self._stray()

    # --- what is found ----------------------------------------------------------------------------------------------
    def _record(self) -> Record | Reject:
        place = self.place
        found = self._to_end_of_record()
        if found is None or self._data.startswith(_START, found):
            self._go((len(self._data) if found is None else found) - self._at)
            return Reject(place, Reason.MISSING)
        self._go(found + len(_END) - self._at)
        length = self.place.offset - place.offset
        if length > LARGEST:
            return Reject(place, Reason.SIZE)
        return parse(self._data[self._at - length : self._at], place)

    def _stray(self) -> Reject:
        place = self.place
        while (found := self._data.find(_START, self._at)) < 0:
            if not self._drop():
                self._go(len(self._data) - self._at)
                return Reject(place, Reason.STRAY)
        self._go(found - self._at)
        return Reject(place, Reason.STRAY)

    def _to_end_of_record(self) -> int | None:
        """Where the end token or the next start stands, whichever comes first; None: neither, the file has ended."""
        begun, searched = self.place.offset, self._at + len(_START)
        while True:
            end = self._data.find(_END, searched)
            start = self._data.find(_START, searched, end if end >= 0 else len(self._data))
            if start >= 0 or end >= 0:
                return start if start >= 0 else end
            searched = max(searched, len(self._data) - _TAIL)
            whole = self.place.offset - begun + len(self._data) - self._at <= LARGEST
            before = self._at
            if not (self._more() if whole else self._drop()):
                return None
            searched = searched - before if whole else self._at

    # --- the window over the file -----------------------------------------------------------------------------------
    def _find_solid(self) -> bool:
        """Go on to what is not white space; False: nothing is left."""
        while (found := _SOLID.search(self._data, self._at)) is None:
            self._go(len(self._data) - self._at)
            if not self._more():
                return False
        self._go(found.start() - self._at)
        return True

    def _hold(self, count: int) -> None:
        """Have so many bytes from here on in the window, if the file has them."""
        while len(self._data) - self._at < count and self._more():
            pass

    def _more(self) -> bool:
        """Add a piece to what is kept from here on; False: the file has ended."""
        piece = b"" if self._ended else next(self._pieces, b"")
        self._ended = self._ended or not piece
        if piece:
            self._data, self._at = self._data[self._at :] + piece, 0
        return bool(piece)

    def _drop(self) -> bool:
        """As :meth:`_more`, giving up all but a token's beginning."""
        self._go(max(0, len(self._data) - _TAIL - self._at))
        return self._more()

    def _go(self, count: int) -> None:
        lines = self._data.count(b"\n", self._at, self._at + count)
        self._at += count
        self.place = Place(self.place.offset + count, self.place.line + lines)


def parse(raw: bytes, place: Place) -> Record | Reject:
    """A record from its first start token to its first end token."""
    fields = _fields(raw)
    if fields is None:
        return Reject(place, Reason.MISPLACED)
    try:
        _, _, title, text = (field.decode() for field in fields)
    except UnicodeDecodeError:
        return Reject(place, Reason.ENCODING)
    number, day = fields[:2]
    if not _NUMBER.fullmatch(number) or len(number) > MOST_DIGITS:
        return Reject(place, Reason.NUMBER)
    on = _day(day)
    if on is None:
        return Reject(place, Reason.DATE)
    if not title or not text:
        return Reject(place, Reason.EMPTY)
    return Record(place, len(raw), hashlib.sha256(raw).hexdigest(), number.decode(), on, title, text)


def _fields(raw: bytes) -> tuple[bytes, ...] | None:
    """The four fields, stripped; None unless each token stands once, in order, with white space between fields."""
    spans: list[tuple[int, int]] = []
    for found in _TOKENS.finditer(raw):
        if len(spans) == len(_ORDER) or found.group() != _ORDER[len(spans)]:
            return None
        spans.append(found.span())
    if len(spans) < len(_ORDER):
        return None
    if any(_SOLID.search(raw, spans[place][1], spans[place + 1][0]) for place in (1, 3, 5)):
        return None
    return tuple(raw[spans[place][1] : spans[place + 1][0]].strip() for place in (0, 2, 4, 6))


def _day(written: bytes) -> date | None:
    if not _DAY.fullmatch(written):
        return None
    try:
        return read_day(written.decode())
    except Invalid:
        return None
