"""A text parted where quotes begin and end, and the piece of it that shows why it was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from anyascii import anyascii

_LETTERS = re.compile(r"\w+")
_BEFORE, _AFTER, _LONGEST_WORD = 80, 220, 30


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text and the quotes that it belongs to: none, one, or several that overlap."""

    text: str
    spans: tuple[str, ...] = ()


def marked(text: str, spans: Sequence[tuple[int, int, str]], start: int = 0, end: int | None = None) -> tuple[Marked, ...]:
    """``spans`` are (first character, the character after the last, id). The pieces, joined, are ``text[start:end]``."""
    end = len(text) if end is None else end
    inside = [(max(first, start), min(last, end), name) for first, last, name in spans if first < end and last > start]
    edges = sorted({start, end, *(edge for first, last, _ in inside for edge in (first, last))})
    return tuple(
        Marked(text[left:right], tuple(name for first, last, name in inside if first <= left and right <= last))
        for left, right in pairwise(edges)
    )


def snippet(text: str, wanted: Sequence[str]) -> str:
    """The piece of a text around its first wanted word; its beginning where none is wanted."""
    beginnings = tuple(wanted)
    found = _first(text, beginnings) if beginnings else 0
    start = max(0, text.rfind(" ", 0, max(0, found - _BEFORE)) + 1) if found > _BEFORE else 0
    end = _whole_words(text, found + _AFTER)
    piece = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _whole_words(text: str, end: int) -> int:
    """Back to the end of a word, unless it is a long way: some scripts have no spaces."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    space = text.rfind(" ", end - _LONGEST_WORD, end)
    return end if space < 0 else space


def _first(text: str, beginnings: tuple[str, ...]) -> int:
    return next((word.start() for word in _LETTERS.finditer(text) if anyascii(word.group()).lower().startswith(beginnings)), 0)
