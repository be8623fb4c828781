"""What holds of every name and every list."""

import random

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from licet.screening.domain.explanation import Explanation, reasons
from licet.screening.domain.listed import NameKind, PartyName, Years
from licet.screening.domain.matching import IDENTICAL, Corpus, ListedName, aligned_score, compare, screen
from licet.screening.domain.names import normal_form, tokens

LETTERS = st.characters(categories=["L", "M", "N", "P", "Z", "Cf"])
NAMES = st.text(LETTERS, min_size=1, max_size=40).filter(normal_form)
WORDS = st.lists(st.text("abcdeimnors", min_size=1, max_size=8), min_size=1, max_size=5)
YEARS = st.builds(lambda first, more: Years(first, first + more), st.integers(1900, 2000), st.integers(0, 5))
CODES = st.frozensets(st.sampled_from(["QM", "QN", "XA"]))


def corpus_of(names: list[str], countries: frozenset[str] = frozenset(), born: tuple[Years, ...] = ()) -> Corpus:
    listed = [ListedName(str(i), str(i), name, NameKind.PRIMARY, "", None, countries, born, str(i)) for i, name in enumerate(names)]
    return Corpus(tuple(normal_form(name) for name in names), tuple(listed))


@given(NAMES)
def test_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)


@given(st.lists(NAMES, min_size=1, max_size=8), st.data(), CODES, st.tuples(YEARS))
def test_listed_name_is_always_found_whatever_else_differs(
    names: list[str], data: st.DataObject, countries: frozenset[str], born: tuple[Years, ...]
) -> None:
    asked = data.draw(st.integers(0, len(names) - 1))
    party = PartyName("p", names[asked], country="QO", born=1850)
    found = screen([party], corpus_of(names, countries, born))[0]
    assert str(asked) in {match.listed.entry_id for match in found}


@example(["omel"], ["omel"])
@example(["b", "a"], ["aaa", "b"])
@given(WORDS, WORDS)
def test_score_follows_from_the_pairs_shown_or_from_the_names_run_together(asked: list[str], listed: list[str]) -> None:
    score, pairs, joined = compare(asked, listed)
    by_words = aligned_score(pairs)
    beginnings = ["".join((*asked[first:], *asked[:first])) for first in range(len(asked))]
    as_written, *turned = [round(fuzz.ratio(name, "".join(listed)) * 10) for name in beginnings]
    assert 0 <= max(by_words, as_written) <= score <= max(by_words, as_written, *turned) <= IDENTICAL
    assert joined is (score > by_words)
    assert sorted(pair.asked for pair in pairs if pair.asked) == sorted(asked)
    assert sorted(pair.listed for pair in pairs if pair.listed) == sorted(listed)


@given(WORDS, st.randoms(use_true_random=False))
def test_order_of_words_changes_nothing(words: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(words, len(words))
    [match] = screen([PartyName("p", " ".join(shuffled))], corpus_of([" ".join(words)]))[0]
    assert match.explanation.name_score == IDENTICAL


@given(st.lists(NAMES, max_size=6), NAMES, CODES, st.none() | st.integers(1900, 2005))
def test_every_hit_explains_itself(others: list[str], asked: str, countries: frozenset[str], born: int | None) -> None:
    party = PartyName("p", asked, country="QM", born=born)
    matches = screen([party], corpus_of([asked, *others], countries, (Years(1950, 1955),)))[0]
    assert matches
    for match in matches:
        explanation = match.explanation
        assert match.score == max(0, explanation.name_score + sum(q.effect for q in explanation.qualifiers))
        assert all(q.effect <= 0 for q in explanation.qualifiers)
        assert match.score >= explanation.threshold or explanation.name_score == IDENTICAL
        assert Explanation.from_json(explanation.to_json()) == explanation
        assert len(list(reasons(explanation))) >= len(explanation.pairs)
        assert set(tokens(asked)) == {pair.asked for pair in explanation.pairs if pair.asked}


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_a_lower_threshold_only_finds_more(names: list[str], asked: str) -> None:
    strict, lax = (screen([PartyName("p", asked)], corpus_of(names), threshold)[0] for threshold in (850, 700))
    assert {match.listed.name_id for match in strict} <= {match.listed.name_id for match in lax}
