"""When it is asked, once each; who reads it: never the level that answered; what is not shown of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.concerns.domain import (
    Course,
    Ladder,
    Rung,
    Standing,
    Status,
    Treated,
    check_follow_up,
    counted_until,
    follow_up_due,
    follow_up_figures,
    follow_up_readers,
)
from licet.concerns.domain.course import Closing
from licet.kernel.errors import Invalid
from licet.kernel.instants import WorkingCalendar
from licet.policy.domain import ConcernLevel, ConcernRules

DAYS = (90, 180)
CLOSED = date(2031, 5, 5)
LADDER = Ladder(ConcernRules(17, 10, 5, 10, DAYS, tuple(ConcernLevel(name, name, name, 3, 10) for name in "abcd")), WorkingCalendar("UTC"))


@pytest.mark.parametrize(
    ("after", "answered", "due"),
    [
        (0, (), None),
        (89, (), None),
        (90, (), 90),
        (90, (90,), None),
        (179, (), 90),
        (180, (), 180),
        (180, (90,), 180),
        (1000, (180,), None),
        (1000, (90, 180), None),
    ],
)
def test_due_on_its_day_once_each_and_never_two_at_a_time(after: int, answered: tuple[int, ...], due: int | None) -> None:
    assert follow_up_due(CLOSED, DAYS, answered, CLOSED + timedelta(days=after)) == due


def test_not_of_what_is_open_nor_where_policy_asks_nothing() -> None:
    assert follow_up_due(None, DAYS, (), CLOSED + timedelta(days=90)) is None
    assert follow_up_due(CLOSED, (), (), CLOSED + timedelta(days=90)) is None


def course(*levels: tuple[str, bool]) -> Course:
    """Levels passed, each with whether it answered."""
    rungs = tuple(Rung(level, CLOSED, CLOSED, CLOSED, answered_on=CLOSED if answered else None) for level, answered in levels)
    return Course(Status.CLOSED, {1: Standing.WAITING}, rungs, Closing.WITHDRAWN)


@pytest.mark.parametrize(
    ("passed", "readers"),
    [
        ([("a", True)], "bcd"),
        ([("a", False), ("b", True)], "cd"),
        ([("a", True), ("b", False)], "bcd"),
        ([("a", False), ("b", False)], "cd"),
        ([("c", True)], "d"),
        ([("a", True), ("d", True)], "d"),
    ],
)
def test_read_above_the_level_that_answered_last(passed: list[tuple[str, bool]], readers: str) -> None:
    assert follow_up_readers(course(*passed), LADDER) == tuple(readers)


def test_a_yes_has_words_and_words_beside_a_no_are_kept() -> None:
    assert check_follow_up("yes", " Moved to another desk. ") == (Treated.WORSE, "Moved to another desk.")
    assert check_follow_up("no", "") == (Treated.NOT_WORSE, "")
    assert check_follow_up("no", "But I was asked why.") == (Treated.NOT_WORSE, "But I was asked why.")
    for said, words, place in (("yes", " ", "words"), ("perhaps", "", "said"), ("no", "x" * 20_001, "words")):
        with pytest.raises(Invalid) as refused:
            check_follow_up(said, words)
        assert refused.value.place == place


@pytest.mark.parametrize(
    ("worse", "not_worse", "silent", "shown"),
    [
        (0, 0, 0, (0, 0, 0, 0)),
        (6, 7, 8, (21, 6, 7, 8)),
        (1, 7, 8, (16, None, None, 8)),
        (1, 0, 0, (None, None, 0, 0)),
        (1, 9, 0, (10, None, None, 0)),
        (0, 5, 0, (5, 0, 5, 0)),
    ],
)
def test_few_are_not_shown(worse: int, not_worse: int, silent: int, shown: tuple[int | None, ...]) -> None:
    said = [Treated.WORSE] * worse + [Treated.NOT_WORSE] * not_worse + [None] * silent
    found = follow_up_figures(90, date(2031, 3, 31), said, 5)
    assert (found.asked, found.worse, found.not_worse, found.not_answered) == shown


@pytest.mark.parametrize(
    ("answered", "until"),
    [
        ((), "2031-09-30"),
        (("2031-11-02",) * 9, "2031-09-30"),  # of the quarter that runs
        (("2031-08-02",) * 4, "2031-06-30"),  # four would be told by the number that moves
        (("2031-08-02",) * 5, "2031-09-30"),
        (("2031-02-02",) * 2 + ("2031-08-02",) * 3, "2031-09-30"),  # together they are enough
        (("2031-02-02",) * 6 + ("2031-08-02",), "2031-06-30"),
        (("2031-09-30",) * 5, "2031-09-30"),
    ],
)
def test_numbers_move_at_the_end_of_a_quarter_and_not_for_few(answered: tuple[str, ...], until: str) -> None:
    assert counted_until([date.fromisoformat(day) for day in answered], date(2031, 11, 5), 5) == date.fromisoformat(until)
