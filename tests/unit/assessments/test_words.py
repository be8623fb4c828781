"""Content as JSON and as words; two versions compared word by word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.assessments.contents import a_content, concluded, row

from licet.assessments import domain
from licet.assessments.domain import Breach, Coverage
from licet.assessments.domain.telling import named, sections
from licet.kernel.difference import Kind
from licet.kernel.errors import Invalid
from licet.kernel.event import Json


def test_json_and_back() -> None:
    assert domain.from_json(domain.to_json(a_content())) == a_content()
    assert domain.from_json({}) == domain.VersionDraft()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "content: an object is expected"),
        ({"weather": 1}, "content: “weather” is not known here"),
        ({"evidence_until": "2031-02-30"}, "content evidence_until: “2031-02-30” is not a day"),
        ({"themes": {}}, "content themes: a list is expected"),
        ({"themes": [{"theme": "weather", "finding": "not determined"}]}, "themes 1 theme: “weather” is not among"),
        ({"conclusions": [{"finding": "clear risk"}]}, "conclusions 1 scope: a scope is needed"),
        ({"conclusions": [{"finding": "clear risk", "scope": "rating"}]}, "“rating” is not a condition"),
        ({"conclusions": [{"finding": "clear risk", "scope": {}, "cites": [1]}]}, "conclusions 1 cites: a list of texts"),
        ({"questions": [{"number": True}]}, "questions 1 number: a small whole number"),
        ({"assurances": [{"number": 1}]}, "assurances 1 given_on: a day is needed"),
        ({"commitment": "yes"}, "commitment: an object is expected"),
        *(({name: {"weather": 1}}, f"{name}: “weather” is not known here") for name in ("commitment", "capability")),
        *(
            ({name: [{"weather": 1}]}, f"{name} 1: “weather” is not known here")
            for name in ("incidents", "themes", "procedures", "assurances", "questions", "conclusions")
        ),
        ({"public_summary": 3}, "content public_summary: a text is expected"),
    ],
)
def test_what_cannot_be_read_is_named(data: Json, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        domain.from_json(data)
    assert said in str(refused.value)


def test_a_scope_may_be_typed() -> None:
    read = domain.from_json({"conclusions": [{"finding": "clear risk", "scope": "destination=QM rating=ML"}]})
    assert read.conclusions[0].scope == concluded().scope


def test_softened_words_show() -> None:
    softer = a_content(conclusions=(concluded(reasons="Relief was at times held up."),))
    (changed,) = domain.compared(a_content(), softer)
    pieces = [piece for paragraph in changed.paragraphs for piece in paragraph if piece.kind is not Kind.SAME]
    assert changed.key == "conclusion:1"
    assert {piece.kind for piece in pieces} == {Kind.ADDED, Kind.REMOVED}
    assert any("again" in piece.text for piece in pieces if piece.kind is Kind.REMOVED)


def test_what_was_taken_out_shows_as_removed() -> None:
    before, after = a_content(), a_content(incidents=(row(1),))
    (changed,) = domain.compared(before, after)
    assert changed.title == "XA-INC 2031/000002, distinction"
    assert {piece.kind for paragraph in changed.paragraphs for piece in paragraph} == {Kind.REMOVED}


def test_the_whole_text_names_every_finding() -> None:
    text = domain.whole("Kasdara", a_content(), Coverage(150, 80, 61, (("intent unknown", 44),)), {"QM": "Kasdara"})
    for words in (
        "Clear risk. Licence lines with a party in Kasdara, rated ML.",
        "[destination=QM rating=ML]",
        "Rests on: theme: humanitarian relief",
        "Considered against: An order",
    ):
        assert words in text
    for words in (
        "72 % of these undetermined",
        "insufficient evidence: intent unknown",
        "Not answered.",
        "The record since: Four did not.",
    ):
        assert words in text


def test_a_finding_not_yet_made_is_not_clean() -> None:
    text = domain.whole("Kasdara", a_content(incidents=(replace(row(3, Breach.NOT_YET)),)), Coverage(1, 1, 0), {})
    assert "not yet assessed" in text
    assert "no breach\n" not in text


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("incident:XA-INC 2031/000001:distinction", "XA-INC 2031/000001, distinction"),
        ("procedure:warnings", "procedure: warnings"),
        ("assurance:2", "assurance 2"),
        ("commitment", "commitment"),
    ],
)
def test_citations_are_read_in_words(key: str, words: str) -> None:
    assert named(key) == words


def test_days_are_said_and_those_not_given_are_said_to_be_missing() -> None:
    content = a_content(evidence_until=date(2031, 4, 30), valid_from=None)
    [days] = [section.text for section in sections(content) if section.key == "days"]
    assert "Evidence until: 2031-04-30" in days
    assert "Valid from: not said" in days
