"""The terms by which the list of decisions is searched and filtered (decision 0232).

A term is a fragment of a reference, or a kind and a value such as ``to:qn``. Fragments are kept as the ends of each word of a reference,
so that what somebody types is found by the beginning of an end: ``041`` finds ``000412`` through ``0412``.
"""

from typing import Final

from licet.kernel.ids import split_reference
from licet.kernel.terms import Alternative, Term, ends_of, plain, term
from licet.kernel.typed import read_typed

EVERY: Final = "every:decision"
"""A term of every decision in the list."""


def terms_of_slug(slug: str) -> list[str]:
    """The ends of every word of a reference.

    >>> terms_of_slug("XA-LIC-0412")
    ['xa', 'a', 'lic', 'ic', 'c', '0412', '412', '12', '2']
    """
    return ends_of(slug.split("-"))


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
    >>> [wanted.text for wanted in reference_typed("XALIC20310004")]
    ['xa', 'lic', '2031', '0004']
    """
    parts = read_typed(typed).replace("-", " ").replace("/", " ").split()
    if len(parts) == 1:
        parts = [*split_reference(typed)] or parts
    words = [plain(word) for word in parts]
    return tuple(Term(word, beginning=number == len(words)) for number, word in enumerate(words, 1))
