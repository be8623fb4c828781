"""Who changed which words: two versions of a text, paragraph by paragraph, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_LONGEST = 5_000
"""Words of a paragraph up to which it is compared word by word; a longer one is shown as replaced."""


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: kept, removed from the old, or added in the new."""

    kind: Kind
    text: str


type Paragraph = tuple[Piece, ...]


def word_difference(old: str, new: str) -> tuple[Paragraph, ...]:
    """The paragraphs of both texts in order, each as pieces.

    The pieces that are not *added*, joined, are the old text; those that are not *removed*, the new one; both with their
    paragraphs parted by one empty line.

    >>> [(piece.kind.value, piece.text) for piece in word_difference("no risk", "clear risk")[0]]
    [('removed', 'no'), ('added', 'clear'), ('same', ' risk')]
    """
    before, after = paragraphs(old), paragraphs(new)
    found: list[Paragraph] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(Piece(Kind.SAME, text),) for text in before[start:end]]
        else:
            found += _changed(before[start:end], after[begin:stop])
    return tuple(found)


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs: what stands between empty lines, white space at the ends apart."""
    parts = (part.strip() for part in _PARAGRAPHS.split(text.replace("\r\n", "\n")))
    return [part for part in parts if part]


def unchanged(difference: Sequence[Paragraph]) -> bool:
    return all(piece.kind is Kind.SAME for paragraph in difference for piece in paragraph)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that stand in the same place are compared; those left over were removed or added whole."""
    both = min(len(before), len(after))
    for old, new in zip(before[:both], after[:both], strict=True):
        yield tuple(_words(old, new))
    yield from ((Piece(Kind.REMOVED, text),) for text in before[both:])
    yield from ((Piece(Kind.ADDED, text),) for text in after[both:])


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _LONGEST:
        yield from (Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new))
        return
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(before[start:end]))
            continue
        if start < end:
            yield Piece(Kind.REMOVED, "".join(before[start:end]))
        if begin < stop:
            yield Piece(Kind.ADDED, "".join(after[begin:stop]))
