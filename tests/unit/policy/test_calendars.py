"""Working days: holidays by rule and by declaration."""

from datetime import UTC, date, datetime

import pytest

from licet.kernel.errors import Invalid
from licet.policy.domain import Declared, Fixed, Nth, holidays
from licet.policy.public import calendar, deadline, today, working_calendar


def test_bank_holidays_of_england_are_days_off() -> None:
    england = calendar("uk-england").working(zone="Europe/London", cutoff_hour=18)
    for day in (date(2024, 3, 29), date(2025, 4, 21), date(2026, 12, 28), date(2027, 12, 27), date(2027, 12, 28), date(2026, 8, 31)):
        assert not england.is_working(day)
    assert england.is_working(date(2026, 12, 24))
    assert england.next_working_day(date(2026, 12, 24)) == date(2026, 12, 29)


@pytest.mark.parametrize("year", range(2024, 2029))
def test_the_demonstration_has_its_holidays_every_year(year: int) -> None:
    days = [holiday.on for holiday in calendar().holidays if holiday.on.year == year]
    assert date(year, 5, 9) in days
    assert date(year, 12, 25) in days
    working = [day for day in days if day.weekday() < 5]
    assert len(working) >= 8
    assert not any(working_calendar().is_working(day) for day in days)


def test_a_holiday_on_a_day_off_moves_to_the_next_free_day() -> None:
    found = holidays(
        years=range(2027, 2028),
        weekend=frozenset({5, 6}),
        declared=[],
        ruled=[Fixed("First", 12, 25), Fixed("Second", 12, 26)],
        substitute=True,
    )
    assert [(holiday.on, holiday.name) for holiday in found if holiday.on.weekday() < 5] == [
        (date(2027, 12, 27), "First (in lieu)"),
        (date(2027, 12, 28), "Second (in lieu)"),
    ]


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (Nth("second Monday", 3, 0, 2), date(2026, 3, 9)),
        (Nth("first Sunday", 3, 6, 1), date(2026, 3, 1)),
        (Nth("last Monday", 9, 0, -1), date(2026, 9, 28)),
        (Nth("last Thursday", 12, 3, -1), date(2026, 12, 31)),
    ],
)
def test_the_nth_weekday_of_a_month(rule: Nth, day: date) -> None:
    assert rule.on(2026) == day


def test_a_declared_day_stands_without_a_rule() -> None:
    declared = [Declared("Coronation", (date(2026, 5, 5),))]
    assert [h.on for h in holidays(years=range(2026, 2027), weekend=frozenset(), declared=declared, ruled=[], substitute=False)] == [
        date(2026, 5, 5)
    ]


def test_a_calendar_says_which_years_it_knows() -> None:
    england = calendar("uk-england").working(zone="Europe/London", cutoff_hour=18)
    assert england.is_working(date(2027, 12, 31))
    with pytest.raises(Invalid, match="2024 to 2027"):
        england.is_working(date(2028, 1, 3))


def test_an_appeal_counts_the_day_of_the_notice_as_the_first() -> None:
    assert deadline("appeal").due(working_calendar(), date(2026, 11, 2)) == date(2026, 11, 29)


def test_working_day_clocks_skip_weekends_and_holidays() -> None:
    # 20 working days after Monday 2 November 2026, Archive Day (20 November) not counted
    assert deadline("decision-target").due(working_calendar(), date(2026, 11, 2)) == date(2026, 12, 1)


def test_the_authority_s_day_is_that_of_its_zone() -> None:
    assert today(datetime(2026, 11, 2, 23, 59, tzinfo=UTC)) == date(2026, 11, 2)
