"""The matching engine: two exhaustive passes, then an alignment of words that is both the score and its explanation.

Scores are whole numbers per mille. The passes compare every asked name with every listed one by rapidfuzz, on words in
alphabetical order and on the names run together, so that “Vanderbilt” reaches “Van der Bilt”; nothing is left out by
an index (screening 6). Names of the same letters in any order are compared as well, so that “Vanderbilt, Cornelius” reaches
“Cornelius Van der Bilt”. Names that pass the cut-off are aligned word by word. What is known besides the name only ever
lowers a score, and never hides an identical name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from licet.screening.domain.explanation import Explanation, Pair, Qualifier
from licet.screening.domain.listed import EntryType, NameKind, PartyName, Years
from licet.screening.domain.names import tokens

RULE_VERSION: Final = "tokens-3"
"""Changes with anything that can change a score; every run names it."""

DEFAULT_THRESHOLD: Final = 780
"""Chosen on labelled pairs: docs/decisions/0061-screening-threshold.md."""

LEAST_THRESHOLD: Final = 650
CUT_OFF: Final = 600
PAIR_CUT_OFF: Final = 500
IDENTICAL: Final = 1000
COUNTRY_DIFFERS: Final = -100
BIRTH_DIFFERS: Final = -150
TYPE_DIFFERS: Final = -100
YEARS_APART: Final = 1


@dataclass(frozen=True, slots=True)
class ListedName:
    """A listed name with the facts of its entry, as the engine wants them. ``countries`` are ISO codes, where known."""

    name_id: str
    entry_id: str
    name: str
    kind: NameKind
    quality: str
    entry_type: EntryType | None
    countries: frozenset[str]
    born: tuple[Years, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The names of one list version: ``forms[i]`` is the normal form of ``names[i]``.

    ``run_together[i]`` are its words in the order written, without spaces; ``same_letters`` finds names by their letters in
    alphabetical order.
    """

    forms: tuple[str, ...]
    names: tuple[ListedName, ...]
    run_together: tuple[str, ...] = field(init=False, repr=False, compare=False)
    same_letters: Mapping[str, Sequence[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        run_together = tuple("".join(tokens(name.name)) for name in self.names)
        same_letters: dict[str, list[int]] = {}
        for index, name in enumerate(run_together):
            same_letters.setdefault("".join(sorted(name)), []).append(index)
        object.__setattr__(self, "run_together", run_together)
        object.__setattr__(self, "same_letters", same_letters)


@dataclass(frozen=True, slots=True)
class Match:
    listed: ListedName
    explanation: Explanation

    @property
    def score(self) -> int:
        return self.explanation.score


def screen(parties: Sequence[PartyName], corpus: Corpus, threshold: int = DEFAULT_THRESHOLD) -> list[list[Match]]:
    """For each party its matches, best first, at most one per listed entry."""
    return [_best_per_entry(_matches(party, corpus, threshold)) for party in parties]


def _matches(party: PartyName, corpus: Corpus, threshold: int) -> Iterator[Match]:
    asked = tokens(party.name)
    by_words = candidates(" ".join(sorted(asked)), corpus.forms)
    together = "".join(asked)
    by_letters = candidates(together, corpus.run_together, least=threshold)  # below it, letters alone never reach the threshold
    found = (index for _, _, index in (*by_words, *by_letters))
    for index in dict.fromkeys((*found, *corpus.same_letters.get("".join(sorted(together)), ()))):
        listed = corpus.names[index]
        name_score, pairs, joined = compare(asked, tokens(listed.name))
        if name_score < threshold:
            continue  # qualifiers only lower
        explanation = Explanation(name_score, pairs, tuple(qualifiers(party, listed)), threshold, RULE_VERSION, joined)
        if explanation.score >= threshold or name_score == IDENTICAL:
            yield Match(listed, explanation)


def candidates(form: str, forms: Sequence[str], least: int = CUT_OFF) -> list[tuple[str, float, int]]:
    """Every listed form that is at least so like it, per mille: (form, similarity of 100, place in ``forms``)."""
    return process.extract(form, forms, scorer=fuzz.ratio, processor=None, score_cutoff=least / 10, limit=None)


def _best_per_entry(matches: Iterator[Match]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in matches:
        kept = best.get(match.listed.entry_id)
        if kept is None or _order(match) < _order(kept):
            best[match.listed.entry_id] = match
    return sorted(best.values(), key=_order)


def _order(match: Match) -> tuple[int, int, str]:
    return (-match.score, -match.explanation.name_score, match.listed.name_id)


# --- names ----------------------------------------------------------------------------------------------------------
def compare(asked: Sequence[str], listed: Sequence[str]) -> tuple[int, tuple[Pair, ...], bool]:
    """Score per mille, the pairs of words, and whether the names run together gave the score ("van der bilt").

    Run together, a name may begin with any of its words: a family name stands first on one side and last on the other.
    """
    pairs = align(asked, listed)
    by_words = aligned_score(pairs)
    written = "".join(listed)
    together = round(max(fuzz.ratio(turned, written) for turned in _run_together(asked, listed)) * 10)
    return (together, pairs, True) if together > by_words else (by_words, pairs, False)


def _run_together(asked: Sequence[str], listed: Sequence[str]) -> Iterator[str]:
    """As it was written, and beginning with each other word that has the first letter of the listed name."""
    yield "".join(asked)
    for first in range(1, len(asked)):
        if listed and asked[first][0] == listed[0][0]:
            yield "".join((*asked[first:], *asked[:first]))


def align(asked: Sequence[str], listed: Sequence[str]) -> tuple[Pair, ...]:
    """Each word with its nearest free partner, nearest pairs first; then the words left alone on either side."""
    free_asked, free_listed = dict(enumerate(asked)), dict(enumerate(listed))
    pairs = []
    for likeness, left, right in sorted(_likenesses(asked, listed)):
        if left in free_asked and right in free_listed:
            pairs.append(Pair(free_asked.pop(left), free_listed.pop(right), -likeness))
    pairs += [Pair(word, None, 0) for word in free_asked.values()]
    return (*pairs, *(Pair(None, word, 0) for word in free_listed.values()))


def _likenesses(asked: Sequence[str], listed: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for left, word in enumerate(asked):
        for right, other in enumerate(listed):
            likeness = IDENTICAL if word == other else round(fuzz.ratio(word, other, score_cutoff=PAIR_CUT_OFF / 10) * 10)
            if likeness >= PAIR_CUT_OFF:
                yield -likeness, left, right


def aligned_score(pairs: Sequence[Pair]) -> int:
    """Mean likeness of the words, each weighing as many as its letters; a word left alone counts as unlike."""
    letters = sum(pair.letters for pair in pairs)
    return sum(pair.likeness * pair.letters for pair in pairs) // letters if letters else 0


# --- what is known besides the name -----------------------------------------------------------------------------------
def qualifiers(party: PartyName, listed: ListedName) -> Iterator[Qualifier]:
    """Country, year of birth and type. What either side does not say is not compared: unknown is never no."""
    yield _qualifier("country", _country_agrees(party, listed), COUNTRY_DIFFERS, party.country, sorted(listed.countries))
    yield _qualifier("born", _birth_agrees(party, listed), BIRTH_DIFFERS, party.born, [_span(years) for years in listed.born])
    agrees = None if party.type is None or listed.entry_type is None else party.type == listed.entry_type
    yield _qualifier("type", agrees, TYPE_DIFFERS, party.type, [listed.entry_type] if listed.entry_type else [])


def _country_agrees(party: PartyName, listed: ListedName) -> bool | None:
    return party.country in listed.countries if party.country and listed.countries else None


def _birth_agrees(party: PartyName, listed: ListedName) -> bool | None:
    if party.born is None or not listed.born:
        return None
    return any(years.first - YEARS_APART <= party.born <= years.last + YEARS_APART for years in listed.born)


def _qualifier(what: str, agrees: bool | None, penalty: int, asked: object, listed: Sequence[str]) -> Qualifier:
    return Qualifier(what, agrees, 0 if agrees is not False else penalty, str(asked) if asked is not None else None, tuple(listed))


def _span(years: Years) -> str:
    return str(years.first) if years.first == years.last else f"{years.first}–{years.last}"
