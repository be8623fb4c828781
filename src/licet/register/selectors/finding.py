"""Decisions of the list by their terms: one question, put to FTS5 on SQLite and to a GIN index on PostgreSQL (decision 0232)."""

from collections.abc import Mapping, Sequence
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.kernel.terms import Clause, Term, any_of, term
from licet.platform.search import words as latin_words
from licet.platform.term_index import TermIndex
from licet.policy import public as policy
from licet.register.domain import terms
from licet.register.domain.figures import split_values
from licet.register.selectors.asking import read_filters, read_rating

_SHORTEST_WORD: Final = 4
_OUTCOMES = {"issued": ("granted", "partly granted"), "refused": ("refused", "partly granted")}


_INDEX: Final = TermIndex(table="register_listeddecision", index="register_listed_terms", place="position", every=terms.EVERY)


def count_listed(*lists: Sequence[Clause]) -> tuple[int, ...]:
    """For each of these lists, how many decisions meet every clause of it. One query."""
    return _INDEX.count(*lists)


def positions_listed(clauses: Sequence[Clause], *, after: int | None, before: int | None, most: int) -> list[int]:
    """Places in the log of decisions that meet every clause, newest first; those nearest to ``before`` where only that is given."""
    if before is not None and after is None:
        return _INDEX.places(clauses, above=before, most=most)
    return _INDEX.places(clauses, above=before, below=after, most=most, backwards=True)


def clauses_of(asked: Mapping[str, str]) -> list[Clause]:
    """What ``q``, ``destination``, ``outcome``, ``status``, ``year`` and ``rating`` ask for; what is empty asks for nothing.

    Raises :class:`Invalid` for a value that is not known.
    """
    filters = read_filters(asked)
    clauses = [_typed(words) for words in filters.get("q", ())]
    for name, kind in (("destination", "to"), ("status", "status"), ("year", "year")):
        if values := filters.get(name):
            clauses.append(any_of(kind, values))
    if codes := filters.get("rating"):
        clauses.append(_rated_under(codes))
    for outcome in filters.get("outcome", ()):
        clauses.append(any_of("outcome", _OUTCOMES.get(outcome, (outcome,))))
    return clauses


def _typed(typed: str) -> Clause:
    """A reference or a piece of one, a destination's name, present or former, a rating in any spelling, or words for goods."""
    places = any_of("to", destinations_named(typed))
    with_all = tuple(each for code in ratings_typed(typed) for alternative in _rated_under([code]) for each in alternative)
    return (terms.reference_typed(typed), *places, with_all, *_rated_under(entries_about(typed)))


def _rated_under(codes: Sequence[str]) -> Clause:
    """Decisions with a rating that is one of these codes or lies below it."""
    return tuple((Term(term("rating", code), beginning=_is_category(code)),) for code in codes)


def _is_category(code: str) -> bool:
    try:
        return RatingCode.parse(code).is_category
    except Invalid:
        return False


def destinations_named(typed: str) -> list[str]:
    """Codes of the destinations whose name, present or former, holds these words. No query."""
    asked = " ".join(latin_words(typed))
    codes = [item.code for item in policy.destinations() if asked in " ".join(latin_words(item.name))] if len(asked) > 1 else []
    known = policy.find_destination(typed)
    return list(dict.fromkeys([*codes, *([known.code] if isinstance(known, policy.Match) else [])]))


def ratings_typed(typed: str) -> list[str]:
    """Ratings as they are written in the register: “ml6a” is ML6.a. What the list does not hold is searched as it was typed."""
    codes = []
    for part in split_values(typed):
        try:
            codes.append(read_rating(part))
        except Invalid:
            codes.append(part)
    return codes


def entries_about(typed: str) -> list[str]:
    """Entries of the control list whose title has each of these words: goods are published by their entry."""
    wanted = latin_words(typed)
    if not wanted or len(max(wanted, key=len)) < _SHORTEST_WORD:
        return []
    titles = ((entry.code, latin_words(entry.title)) for entry in policy.control_list().entries)
    return [str(code) for code, title in titles if all(any(_same_word(word, begun) for word in title) for begun in wanted)]


def _same_word(listed: str, typed: str) -> bool:
    """Whether one word is the beginning of the other: “weapon” and “weapons”."""
    return listed.startswith(typed) or (len(listed) >= _SHORTEST_WORD and typed.startswith(listed))
