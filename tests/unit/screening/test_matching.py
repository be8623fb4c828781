"""The engine: what is found, with what score, and why."""

import dataclasses

import pytest

from licet.kernel.errors import Invalid
from licet.screening.domain.explanation import Explanation, reasons
from licet.screening.domain.listed import EntryType, NameKind, PartyName, Years, refuse_incomparable
from licet.screening.domain.matching import Corpus, ListedName, Match, screen
from licet.screening.domain.names import normal_form


def listed(name: str, entry: str = "e1", name_id: str = "", **facts: object) -> ListedName:
    known = {"entry_type": None, "countries": frozenset(), "born": ()} | facts
    return ListedName(name_id or f"{entry}-{name}", entry, name, NameKind.PRIMARY, "", fingerprint=entry, **known)  # type: ignore[arg-type]


def corpus(*names: ListedName) -> Corpus:
    return Corpus(tuple(normal_form(each.name) for each in names), names)


def ask(name: str, *names: ListedName, threshold: int = 780, **facts: object) -> list[Match]:
    return screen([PartyName("p1", name, **facts)], corpus(*names), threshold)[0]  # type: ignore[arg-type]


def effects(explanation: Explanation) -> dict[str, int]:
    return {qualifier.what: qualifier.effect for qualifier in explanation.qualifiers}


@pytest.mark.parametrize("name", ["OMEL, Vantar", "Vantar Omel"])
def test_identical_name_in_any_order_scores_1000_by_its_words(name: str) -> None:
    [match] = ask("Vantar Omel", listed(name))
    assert (match.score, match.explanation.joined) == (1000, False)


def test_one_letter_less_is_still_found_and_explained() -> None:
    [match] = ask("Emanuel Macron", listed("Emmanuel Macron"))
    assert 900 < match.score < 1000
    assert [(pair.asked, pair.listed) for pair in match.explanation.pairs] == [("macron", "macron"), ("emanuel", "emmanuel")]


@pytest.mark.parametrize(("asked", "name"), [("Emanuel Macron", "Emmanuel Macron"), ("Vantar Omell", "Vantar Omel")])
def test_a_name_at_the_threshold_is_found_and_one_below_it_is_not(asked: str, name: str) -> None:
    [match] = ask(asked, listed(name))
    assert [found.score for found in ask(asked, listed(name), threshold=match.score)] == [match.score]
    assert ask(asked, listed(name), threshold=match.score + 1) == []


def test_another_name_is_not_found() -> None:
    assert ask("Sergey Ivanov", listed("Viktor Lavrov")) == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Vanderbilt", "Van der Bilt"),
        ("Van der Bilt", "Vanderbilt"),
        ("Cornelius Vanderbilt", "Cornelius Van der Bilt"),
        ("Al Qaida", "Alqaida"),
        ("Vanderbilt, Cornelius", "Cornelius Van der Bilt"),
        ("Cornelius Van der Bilt", "VANDERBILT, Cornelius"),
        ("Vander Bilt, Cornelius", "Cornelius Van Derbilt"),
        ("Vonderaubach, Maxim", "Maxim Von der Au Bach"),  # so unlike in either order that only its letters lead to it
    ],
)
def test_a_joined_name_reaches_the_score(asked: str, name: str) -> None:
    [match] = ask(asked, listed(name))
    assert match.score == 1000
    assert match.explanation.joined


def test_a_joined_name_in_the_other_order_and_misspelt_is_found_too() -> None:
    [match] = ask("Vanderbild, Cornelius", listed("Cornelius Van der Bilt"))
    assert match.score > 900


def test_words_divided_differently_are_found_together() -> None:
    [match] = ask("vanderbilt corp", listed("vander bilt corp"))
    assert match.score == 1000
    assert match.explanation.joined


def test_best_name_of_an_entry_stands_for_it() -> None:
    [match] = ask("Usama Laden", listed("Osama Laden", name_id="n1"), listed("Usama Laden", name_id="n2"))
    assert match.listed.name_id == "n2"


def test_two_entries_of_one_name_are_two_matches() -> None:
    assert len(ask("Usama Laden", listed("Usama Laden", "e1"), listed("Usama Laden", "e2"))) == 2


def test_what_differs_lowers_the_score() -> None:
    entry = listed("Emmanuel Macron", countries=frozenset({"QM"}), born=(Years(1960, 1962),), entry_type=EntryType.PERSON)
    [match] = ask("Emmanuel Macron", entry, country="QN", born=1990, type=EntryType.ENTITY, threshold=650)
    assert effects(match.explanation) == {"country": -100, "born": -150, "type": -100}
    assert match.score == 650


def test_what_agrees_or_is_unknown_changes_nothing() -> None:
    entry = listed("Emmanuel Macron", countries=frozenset({"QM", "QN"}), born=(Years(1960, 1962),))
    [match] = ask("Emmanuel Macron", entry, country="QN", type=EntryType.ENTITY)
    assert effects(match.explanation) == {"country": 0, "born": 0, "type": 0}
    assert [q.agrees for q in match.explanation.qualifiers] == [True, None, None]


@pytest.mark.parametrize(("born", "agrees"), [(1958, False), (1959, True), (1963, True), (1964, False)])
def test_year_of_birth_agrees_within_a_year(born: int, agrees: bool) -> None:
    [match] = ask("Emmanuel Macron", listed("Emmanuel Macron", born=(Years(1960, 1962),)), born=born)
    assert match.explanation.qualifiers[1].agrees is agrees


def test_identical_name_is_a_hit_whatever_else_differs() -> None:
    entry = listed("Emmanuel Macron", countries=frozenset({"QM"}), born=(Years(1960, 1962),))
    [match] = ask("Emmanuel Macron", entry, country="QN", born=1990)
    assert match.score == 750 < match.explanation.threshold
    *_, kept = reasons(match.explanation)
    assert (kept.code, kept.values) == ("identical-kept", {"score": 750, "threshold": 780})


def test_a_match_that_reaches_the_threshold_is_not_said_to_be_kept_below_it() -> None:
    [match] = ask("Emmanuel Macron", listed("Emmanuel Macron"))
    assert "identical-kept" not in [reason.code for reason in reasons(match.explanation)]


def test_like_name_of_another_country_and_year_is_no_hit() -> None:
    facts = {"countries": frozenset({"QM"}), "born": (Years(1960, 1962),)}
    assert ask("Emanuel Macron", listed("Emmanuel Macron", **facts), country="QN", born=1990) == []


def test_explanation_survives_being_stored() -> None:
    [match] = ask("Emanuel Macron", listed("Emmanuel Macron", born=(Years(1960, 1962),)), born=1961)
    assert Explanation.from_json(match.explanation.to_json()) == match.explanation


def test_name_without_letters_is_refused_with_its_party() -> None:
    with pytest.raises(Invalid, match=r"p7: “\?\?” has no letters"):
        refuse_incomparable([PartyName("p7", "??")])


def test_fingerprint_is_the_same_in_every_version_of_the_program() -> None:
    """It is stored: a party whose fingerprint changed with an update would be looked at afresh."""
    party = PartyName("p1", "Zoë Müller", country="QM", born=1960, type=EntryType.PERSON)
    assert party.fingerprint == "8651f7c6b29fbbf6c712908be88c9c5bc2eca5a28a150cf720b3e1bd5b169896"


def test_fingerprint_is_of_the_party_and_not_of_its_reference() -> None:
    party = PartyName("p1", "Vantar Omel", "QM")
    assert party.fingerprint == dataclasses.replace(party, ref="p2").fingerprint
    assert party.fingerprint != dataclasses.replace(party, country="QN").fingerprint
