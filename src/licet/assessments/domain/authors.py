"""Who wrote a version, and that none of them concludes it: writing and concluding are the work of two people (decision 0189)."""

from collections.abc import Collection, Iterable
from typing import Final

from licet.kernel.errors import Refused

TWO_PEOPLE: Final = "two-people"
OPENING: Final = 1
"""The first revision of all: it opens the assessment with nothing in it, and is nobody's writing."""


def authors_of(saves: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Whoever saved a draft of the version, each once, first first; ``saves`` are revision and person in their order.

    >>> authors_of([(1, "opener"), (2, "ann"), (3, "bo"), (4, "ann")])
    ('ann', 'bo')
    """
    return tuple(dict.fromkeys(person for revision, person in saves if revision != OPENING))


def refuse_author(concluder: str, authors: Collection[str], place: str) -> None:
    """Raises Refused for whoever wrote any of it, also where others wrote after them."""
    if concluder in authors:
        raise Refused(
            "You wrote in this version: whoever wrote any of it does not conclude it. "
            "Ask another person who may conclude: a second person reads it first.",
            bars=(TWO_PEOPLE,),
            place=place,
        )
