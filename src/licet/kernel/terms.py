"""The terms by which long lists are searched and filtered (decisions 0232 and 0295).

A term is a word or a piece of one, or a kind and a value such as ``to:qn``. A question is a list of clauses that must all be met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_BEGINNING: Final = 20
"""Letters of a word that are told apart by its beginnings."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term that is looked for; with ``beginning`` any term that begins so."""

    text: str
    beginning: bool = False


type Alternative = tuple[Term, ...]
"""Terms that a row has all of."""
type Clause = tuple[Alternative, ...]
"""Alternatives of which a row meets at least one. An alternative without terms is met by none, so another one has terms."""


def term(kind: str, value: str) -> str:
    """A kind and a value, in letters, figures and underscores alone, so that no engine reads it as anything else.

    >>> term("rating", "ML6.a")
    'rating:ml6_2e_a'
    """
    return f"{kind}:{plain(value)}"


def any_of(kind: str, values: Iterable[str]) -> Clause:
    return tuple((Term(term(kind, value)),) for value in values)


def ends_of(words: Iterable[str]) -> list[str]:
    """The ends of every word, by whose beginnings any piece of a word is found.

    >>> ends_of(["XA", "0412"])
    ['xa', 'a', '0412', '412', '12', '2']
    """
    return [word[start:] for word in map(plain, words) for start in range(len(word))]


def beginnings_of(words: Iterable[str]) -> list[str]:
    """The beginnings of every word, so that what somebody types is one term and no engine has to gather all that begin so.

    >>> beginnings_of(["Lens"])
    ['l', 'le', 'len', 'lens']
    """
    return [word[:end] for word in map(plain, words) for end in range(1, min(len(word), LONGEST_BEGINNING) + 1)]


def plain(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in text.lower())
