"""The papers of the two invented conflicts: as many as promised, no two alike, and what incidents quote stands in them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest

from licet.demo.domain.happenings import DELTA, SARRA, Happening
from licet.demo.services import corpus
from licet.demo.services.conflicts.evidence import INTAKES, MORNING
from licet.demo.services.corpus import Document
from licet.demo.services.timeline import Timeline
from licet.evidence.domain import IhlRule, ObjectHit, Reader, Record
from licet.policy import public as policy

TODAY = date(2031, 5, 5)
NUMBERS = [
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]


@pytest.fixture(scope="module")
def papers() -> tuple[Document, ...]:
    return corpus.documents(TODAY)


def test_there_are_400_documents_and_150_incidents_in_two_conflicts(papers: tuple[Document, ...]) -> None:
    assert len(papers) == 400
    assert Counter(item.theatre.conflict for item in corpus.happenings()) == {SARRA.conflict: 110, DELTA.conflict: 40}
    assert len({paper.source for paper in papers}) == 8
    assert len({item.key for item in corpus.happenings()}) == 150


def test_no_text_and_hardly_a_long_passage_comes_twice(papers: tuple[Document, ...]) -> None:
    assert len({paper.text for paper in papers}) == 400
    halves = [set(re.split(r"(?<=[.?!”])\s+", paper.text)) for paper in papers]
    alike = [min(len(one), len(two)) for one, two in combinations(halves, 2) if len(one & two) * 2 > min(len(one), len(two))]
    assert len(alike) < 20, "pairs, of 79,800, that share more than half of their sentences"


def test_quotes_stand_in_their_documents_and_every_incident_has_one(papers: tuple[Document, ...]) -> None:
    quoted = Counter(key for paper in papers for key, words in paper.quotes if words in paper.text)
    assert sum(quoted.values()) == sum(len(paper.quotes) for paper in papers)
    assert quoted.keys() == {item.key for item in corpus.happenings()}
    assert 100 < sum(count > 1 for count in quoted.values()) < 140


def test_nothing_is_left_unfilled_and_nothing_lies_in_the_future(papers: tuple[Document, ...]) -> None:
    assert [paper.key for paper in papers if re.search(r"[{}]|\s{3}| [.,;]|\.\.", paper.text + paper.title)] == []
    assert [paper.key for paper in papers if not TODAY - timedelta(days=560) <= paper.on < TODAY] == []
    assert [paper.key for paper in papers if not re.match(r"[A-Z“]", paper.text) or not re.search(r"[.?!”]$", paper.text)] == []


def test_last_intake_finds_every_paper_on_whatever_day_it_is_loaded(papers: tuple[Document, ...]) -> None:
    assert max(paper.on for paper in papers) == TODAY - timedelta(days=corpus.LATEST)
    for today in (TODAY + timedelta(days=number) for number in range(3660)):
        last = Timeline(policy.working_calendar(), today, 5).ago(INTAKES[-1], MORNING).date()
        assert today - timedelta(days=corpus.LATEST) <= last < today, today


def test_no_paper_tells_of_what_has_not_happened_yet(papers: tuple[Document, ...]) -> None:
    happened = {item.key: item.on(TODAY) for item in corpus.happenings()}
    assert [paper.key for paper in papers for key, _ in paper.quotes if paper.on < happened[key]] == []


def said(item: Happening, number: int) -> bool:
    words = f"{item.account} {item.second}".lower()
    spelled = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return bool(re.search(rf"\b({spelled}|{number})\b", words))


def test_ranges_of_deaths_are_those_of_the_words() -> None:
    """The lower or the higher bound is said as a number; small ones follow from the sentence."""
    unsaid = [
        item.key
        for item in corpus.happenings()
        if item.killed and item.killed[1] > 2 and not (said(item, item.killed[0]) or said(item, item.killed[1]))
    ]
    assert unsaid == []


def test_words_are_those_of_the_law_and_no_country_exists() -> None:
    for item in corpus.happenings():
        assert item.hit in set(ObjectHit)
        assert set(item.rules) <= set(IhlRule)
    real = {item.name for item in policy.destinations() if not item.invented}
    assert len(real) > 200
    text = " ".join(paper.text for paper in corpus.documents(TODAY))
    assert sorted(name for name in real if re.search(rf"\b{re.escape(name)}\b", text)) == []


def test_corpus_files_are_read_whole_and_the_cut_record_alone_is_refused() -> None:
    accepted, rejected = 0, []
    for name, papers in corpus.by_source(TODAY).items():
        content = corpus.file_of(papers, cut=name == "Lanmere Dispatch")
        for found in Reader([content[:1000], content[1000:]]):
            if isinstance(found, Record):
                accepted += 1
            else:
                rejected.append(found.reason)
    assert (accepted, rejected) == (400, ["missing"])


def test_corpus_is_the_same_each_time_and_moves_with_the_day(papers: tuple[Document, ...]) -> None:
    corpus.documents.cache_clear()
    assert corpus.documents(TODAY) == papers
    later = corpus.documents(TODAY + timedelta(days=7))
    assert [item.on - timedelta(days=7) for item in later] == [item.on for item in papers]
