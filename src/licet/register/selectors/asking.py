"""What somebody asks of the register, in any usual spelling: the same for pages, files, the API and the command line.

A name or a code is read as the register writes it. Whatever is not known is refused with the nearest words that are.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.known_words import read_word
from licet.policy import public as policy
from licet.register.domain import NO_LICENCE_REQUIRED, NOT_RATED, Dimension, FigureQuery
from licet.register.domain.figures import LOG, read_year, split_name, split_values
from licet.register.selectors.sources import Source, find_source

STATUSES: Final = ("in force", "suspended", "revoked", "expired")
LIST_OUTCOMES: Final = ("issued", "refused", NO_LICENCE_REQUIRED, "granted", "partly granted")
"""What the list of decisions on applications can be restricted to."""


type FindSource = Callable[[], Source]
"""Looked up only where the authority's own lists do not hold a word."""


def ask_by_name(name: str, parameters: Mapping[str, str]) -> FigureQuery:
    """The figure at an address: its name, and the parameters of its query. Raises :class:`Invalid`."""
    measure, by = split_name(name)
    where = {key: text for key, text in parameters.items() if key not in {"source", "asof"}}
    return ask(measure, by, where, parameters.get("source", ""), parameters.get("asof", ""))


def ask(measure: str, by: Sequence[str], where: Mapping[str, str], source: str = "", vintage: str = "") -> FigureQuery:
    """What a figure is asked for, with every value as the register writes it. An empty value asks for nothing. Raises Invalid."""
    asked_of = partial(find_source, source or LOG, vintage)
    values: dict[str, str | tuple[str, ...]] = {}
    for key, text in where.items():
        if text.strip():
            values[key] = _READERS[key](text, asked_of) if key in _READERS else text
    return FigureQuery.of(measure, by, values, source or LOG, vintage)


def read_filters(asked: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The filters of the list of decisions, each value as the register writes it; empty ones are left out. Raises Invalid."""
    return {name: _FILTERS[name](text.strip()) for name, text in asked.items() if text.strip()}


def _the_log() -> Source:
    return find_source(LOG, "")


def _read_words(text: str) -> tuple[str, ...]:
    if len(text) > _LONGEST_WORDS or "\0" in text:
        raise Invalid(f"Search for fewer words: {_LONGEST_WORDS} letters at most.", place="q")
    return (text,)


def read_rating(typed: str) -> str:
    """A code of the authority's control list, or one below it. Raises :class:`Invalid` with the nearest codes."""
    return NOT_RATED if typed.casefold() == NOT_RATED else str(policy.read_listed_code(typed))


def _read_list(typed: str, read: Callable[[str], str], written_so: Callable[[str], bool]) -> tuple[str, ...]:
    """Values parted by commas; the whole text may be one value, since some names hold commas. What a source wrote is a value too."""

    def read_one(text: str) -> str:
        try:
            return read(text)
        except Invalid:
            if "\0" not in text and written_so(text):  # PostgreSQL refuses to compare a NUL
                return text
            raise

    parts = split_values(typed)
    try:
        return (read_one(typed.strip()),)
    except Invalid:
        if len(parts) < 2:
            raise
    return tuple(read_one(part) for part in parts)


def _destinations(typed: str, source: FindSource) -> tuple[str, ...]:
    return _read_list(typed, policy.read_destination, lambda text: _unplaced(source(), text))


def _unplaced(source: Source, name: str) -> bool:
    return bool(source.lines.filter(~source.known, destination=name).exists())


def _ratings(typed: str, source: FindSource) -> tuple[str, ...]:
    return _read_list(typed, read_rating, lambda text: source().lines.filter(listed=False, head=text).exists())


_LONGEST_WORDS: Final = 120
_READERS: Final[Mapping[str, Callable[[str, FindSource], tuple[str, ...]]]] = {
    Dimension.DESTINATION: _destinations,
    Dimension.RATING: _ratings,
}
_FILTERS: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "q": _read_words,
    "destination": lambda text: _destinations(text, _the_log),
    "outcome": lambda text: (read_word(text, LIST_OUTCOMES, what="an outcome of an application", place="outcome"),),
    "status": lambda text: (read_word(text, STATUSES, what="the status of a licence", place="status"),),
    "year": lambda text: (read_year(text),),
    "rating": lambda text: _ratings(text, _the_log),
}
