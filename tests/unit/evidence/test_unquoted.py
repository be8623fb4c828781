"""Numbers and days that no quote says are marked: read in digits and in words, each range against the quotes that it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from licet.evidence.domain import Casualties, Category, Cited, Harm, IhlRule, IncidentDraft, ObjectHit
from licet.evidence.domain.unquoted import numbers_in, says_day, unquoted

DAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Between 200 and 250 civilians were killed.", {200, 250}),
        ("1,200 people fled, 12 000 others stayed", {1_200, 12_000}),
        ("twenty-three dead, three hundred and five hurt", {23, 305}),
        ("two thousand three hundred; a dozen; two, three", {2_300, 12, 2, 3}),
        ("nineteen and 27", {19, 27}),
        ("a hundred thousand and two", {100_002}),
        ("hundreds of people, dozens of them children", set()),
        ("nobody was killed", {0}),
        ("", set()),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        *("14 May", "14th of May 2031", "May 14, 2031", "14 MAY", "on 13 and 14 May", "13–14 May", "between 3 and 14 May"),
        *("2031-05-14", "14/05/2031", "14.5.31", "5/14/2031"),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert says_day(f"The market was hit {text}.", DAY)


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "24 May", "140 May", "14 March", "14 May 2030", "in May", "14 people"])
def test_another_day_is_not_taken_for_it(text: str) -> None:
    assert not says_day(f"The market was hit {text}.", DAY)


def draft(**changes: object) -> IncidentDraft:
    whole = IncidentDraft(
        destination="QM",
        conflict="sarra-valley",
        title="A market was hit",
        date_from=DAY,
        date_to=DAY,
        place="Bermut",
        rules=frozenset({IhlRule.DISTINCTION}),
        objects=frozenset({ObjectHit.MARKET}),
        cited=(Cited("s1"), Cited("s2")),
        casualties=(Casualties(Category.CIVILIANS, Harm.KILLED, 4, 6, ("s1",)),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def marked(text: str, other: str = "", **changes: object) -> list[str]:
    return [item.key for item in unquoted(draft(**changes), {"s1": text, "s2": other})]


def test_what_the_quotes_say_is_not_marked() -> None:
    assert marked("Four to six people were killed on 14 May.") == []


def test_a_range_is_held_against_the_quotes_that_it_names() -> None:
    assert marked("Four people were killed on 14 May.", "Six, says another.") == ["casualties: 6 civilians killed"]
    assert marked("On 14 May.", "four, six") == ["casualties: 4 civilians killed", "casualties: 6 civilians killed"]


def test_days_and_figures_of_the_title_are_held_against_every_quote() -> None:
    said = "Four to six people were killed."
    assert marked(said, "On 14 May.", title="17 die in Bermut on 14 May") == ["title: 17"]
    assert marked(said, date_to=date(2031, 5, 15)) == ["date_from: 14 May 2031", "date_to: 15 May 2031"]
    assert marked(said, "on 14 May", summary="One of 1,200 shells hit.") == ["summary: 1,200"]


def test_a_whole_month_is_said_by_its_name() -> None:
    month = {"date_from": date(2031, 5, 1), "date_to": date(2031, 5, 31)}
    assert marked("Four to six people were killed in May 2031.", **month) == []
    assert len(marked("Four to six people were killed in May.", **month)) == 2
