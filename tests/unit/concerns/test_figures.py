"""Figures: nearest-rank quantiles, what counts as late, and what is not shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licet.concerns.domain import Climb, Rung, level_figures, suppress
from licet.concerns.domain.figures import quantile
from licet.kernel.instants import WorkingCalendar

CALENDAR = WorkingCalendar("UTC")
MONDAY = date(2031, 5, 5)


def rung(answered_after: int | None = None, *, due: int = 10, why: Climb | None = None) -> Rung:
    """Days are working days after a Monday."""
    return Rung(
        "head",
        MONDAY,
        acknowledge_by=CALENDAR.add(MONDAY, 3),
        answer_by=CALENDAR.add(MONDAY, due),
        answered_on=None if answered_after is None else CALENDAR.add(MONDAY, answered_after),
        left_on=CALENDAR.add(MONDAY, due + 1) if why else None,
        left_why=why,
    )


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((10, 0, 7), (10, 0, 7)),
        ((10, 2, 7), (10, None, None)),
        ((10, 2, 0), (None, None, 0)),
        ((3, 2, 9), (None, None, 9)),
        ((4, 0, 0), (None, 0, 0)),
        ((10, 1, 1), (None, None, None)),
    ],
)
def test_small_numbers_are_hidden_and_the_rest_does_not_tell_them(parts: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert suppress(parts, 5) == shown


def test_median_and_ninth_tenth_are_values_that_occurred() -> None:
    assert [quantile([1, 2, 3, 4, 10], each) for each in (50, 90, 100)] == [3, 10, 10]
    assert quantile([7], 50) == 7


def test_level_figures() -> None:
    rungs = [rung(days) for days in (1, 2, 3, 4, 5, 6)] + [rung(12)] * 6 + [rung(why=Climb.OVERDUE)] * 8
    found = level_figures("head", rungs, today=MONDAY + timedelta(days=60), calendar=CALENDAR, fewest=5)
    assert (found.reached, found.answered_in_time, found.answered_late, found.not_answered) == (20, 6, 6, 8)
    assert (found.median_days, found.ninth_tenth_days, found.share_late) == (6, 12, 70)
    assert found.climbed[Climb.OVERDUE] == 8


@pytest.mark.parametrize(
    ("acknowledged_after", "answered_after", "today_after", "late"),
    [(3, None, 20, 0), (4, None, 20, 6), (None, 3, 20, 0), (4, 2, 20, 0), (None, 4, 20, 6), (None, None, 3, 0), (None, None, 4, 6)],
)
def test_an_acknowledgement_is_late_after_its_day_unless_the_answer_came_first(
    acknowledged_after: int | None, answered_after: int | None, today_after: int, late: int
) -> None:
    acknowledged_on = None if acknowledged_after is None else CALENDAR.add(MONDAY, acknowledged_after)
    rungs = [replace(rung(answered_after), acknowledged_on=acknowledged_on)] * 6
    today = CALENDAR.add(MONDAY, today_after)
    assert level_figures("head", rungs, today=today, calendar=CALENDAR, fewest=5).acknowledged_late == late


def test_too_few_to_tell() -> None:
    found = level_figures("head", [rung(1)] * 4, today=MONDAY, calendar=CALENDAR, fewest=5)
    assert (found.reached, found.median_days, found.share_late) == (None, None, None)


def test_waiting_in_time_is_neither_late_nor_in_time() -> None:
    found = level_figures("head", [rung()] * 6, today=MONDAY, calendar=CALENDAR, fewest=5)
    assert (found.not_answered, found.share_late) == (6, None)
