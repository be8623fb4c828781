"""The terms by which the list of decisions is searched and filtered (decision 0232).

A term is a fragment of a reference, or a kind and a value such as ``to:qn``. Fragments are kept as the ends of each word of a reference,
so that what somebody types is found by the beginning of an end: ``041`` finds ``000412`` through ``0412``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

EVERY: Final = "every:decision"
"""A term of every decision in the list."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term that is looked for; with ``beginning`` any term that begins so."""

    text: str
    beginning: bool = False


type Alternative = tuple[Term, ...]
"""Terms that a decision has all of."""
type Clause = tuple[Alternative, ...]
"""Alternatives of which a decision meets at least one. An alternative without terms is met by none, so another one has terms."""


def term(kind: str, value: str) -> str:
    """A kind and a value, in letters, figures and underscores alone, so that no engine reads it as anything else.

    >>> term("rating", "ML6.a")
    'rating:ml6_2e_a'
    """
    return f"{kind}:{_plain(value)}"


def terms_of_slug(slug: str) -> list[str]:
    """The ends of every word of a reference.

    >>> terms_of_slug("XA-LIC-0412")
    ['xa', 'a', 'lic', 'ic', 'c', '0412', '412', '12', '2']
    """
    words = map(_plain, slug.split("-"))
    return [word[start:] for word in words for start in range(len(word))]


def terms_of_rating(rating: str) -> list[str]:
    """A rating and the entries above it.

    >>> terms_of_rating("ML6.a")
    ['rating:ml6', 'rating:ml6_2e_a']
    """
    parts = rating.split(".")
    return [term("rating", ".".join(parts[: count + 1])) for count in range(len(parts))]


def reference_typed(typed: str) -> Alternative:
    """What is looked for where somebody types a reference or a piece of one: ends of words, and any piece of the last.

    >>> reference_typed("lic 2031/0004")
    (Term(text='lic', beginning=False), Term(text='2031', beginning=False), Term(text='0004', beginning=True))
    """
    words = [_plain(word) for word in typed.replace("-", " ").replace("/", " ").split()]
    return tuple(Term(word, beginning=number == len(words)) for number, word in enumerate(words, 1))


def any_of(kind: str, values: Iterable[str]) -> Clause:
    return tuple((Term(term(kind, value)),) for value in values)


def _plain(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in text.lower())
