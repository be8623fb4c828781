"""Control-list codes, read by segment: ML1 is not ML10, and ML1 holds ML1.b.2."""

import re
from dataclasses import dataclass

from licet.kernel.errors import Invalid
from licet.kernel.typed import read_typed

_DUAL_USE = re.compile(r"([0-9])\.?(?:([A-E])\.?(?:([0-9]{3})(.*))?)?", re.IGNORECASE)
_NAMED = re.compile(r"([A-Z.]+)(.*)", re.IGNORECASE)
_TAIL = re.compile(r"\d+|[A-Z]+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.()\-]+")
_LIKE_FIGURE = re.compile(r"(?<=[0-9])[OIl](?![A-Za-z])")
_ROMAN = re.compile(r"[ivx]+", re.IGNORECASE)
_LONGEST = 40
_LONGEST_NAME = 6
_MOST_FIGURES = 2


@dataclass(frozen=True, slots=True, order=True)
class RatingCode:
    """A code of a control list as its segments, largest first. Where a dot stands a segment ends: ML1.2 is not ML12.

    >>> str(RatingCode.parse("ml13d1")), str(RatingCode.parse("6A003b4c"))
    ('ML13.d.1', '6A003.b.4.c')
    """

    segments: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "RatingCode":
        """Read one code as somebody may have typed or pasted it. Raises :class:`Invalid`, also for two codes or a code with a note."""
        typed = read_typed(text)
        dotted = _SEPARATORS.sub(".", typed).strip(".")
        compact = dotted.replace(".", "")
        if not compact or len(compact) > _LONGEST or not compact.isascii() or not compact.isalnum():
            raise Invalid(f"“{text[:_LONGEST]}” is not a control-list code such as ML1.b or 6A003.")
        if letter := _LIKE_FIGURE.search(typed):
            raise Invalid(
                f"The “{letter[0]}” in “{text[:_LONGEST]}” may be a figure: write one code, with a dot before letters, as in ML17.o."
            )
        code = cls(_dual_use(dotted) or _named(dotted, text))
        if not code._is_one():
            raise Invalid(f"“{text[:_LONGEST]}” is not one control-list code: give one code, such as ML1.b or 6A003, without notes.")
        return code

    def _is_one(self) -> bool:
        """Whether it has the shape of one code: after the entry come single letters, small Roman numerals, and at most two figures."""
        if len(self.segments[0]) > _LONGEST_NAME:
            return False
        before = ""
        for part in self.segments[3:] if self.segments[0].isdigit() else self.segments[2:]:
            if part.isdigit() and len(part) > _MOST_FIGURES:
                return False
            if part.isalpha() and not _ROMAN.fullmatch(part) and (len(part) > 1 or before.isalpha()):
                return False
            before = part
        return True

    @property
    def head(self) -> str:
        """The entry without its sub-entries: ML13, 6A003, PL5001."""
        return "".join(self.segments[:3] if self.segments[0].isdigit() else self.segments[:2])

    @property
    def is_category(self) -> bool:
        """Whether it names a part of the dual-use list, such as 6 or 6A, and no entry of it."""
        return self.segments[0].isdigit() and len(self.segments) < 3

    @property
    def key(self) -> str:
        """Segments between slashes, so that “starts with” in SQL is “is held by”: ``/ML/13/d/1/``."""
        return "/" + "/".join(self.segments) + "/"

    @property
    def parents(self) -> tuple["RatingCode", ...]:
        """The codes that hold this one, nearest first, itself not included."""
        return tuple(RatingCode(self.segments[:length]) for length in range(len(self.segments) - 1, 0, -1))

    def holds(self, other: "RatingCode") -> bool:
        """Whether ``other`` is this entry or lies below it."""
        return other.segments[: len(self.segments)] == self.segments

    def __str__(self) -> str:
        tail = self.segments[3:] if self.segments[0].isdigit() else self.segments[2:]
        return ".".join((self.head, *tail))


def _dual_use(dotted: str) -> tuple[str, ...] | None:
    found = _DUAL_USE.fullmatch(dotted)
    if not found:
        return None
    category, group, entry, tail = found.groups()
    head = tuple(part for part in (category, group and group.upper(), entry) if part)
    return head + _tail(tail or "")


def _named(dotted: str, text: str) -> tuple[str, ...]:
    found = _NAMED.fullmatch(dotted)
    if not found:
        raise Invalid(f"“{text[:_LONGEST]}” is not a control-list code such as ML1.b or 6A003.")
    name, tail = found.groups()
    return (name.replace(".", "").upper(), *_tail(tail))


def _tail(text: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _TAIL.findall(text))
