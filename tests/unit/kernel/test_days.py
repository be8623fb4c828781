"""A day is read in one way, whoever sends it, and its year is one that somebody can mean."""

from __future__ import annotations

from datetime import date

import pytest

from licet.kernel.days import KnownDay, check_year, read_day
from licet.kernel.errors import Invalid


@pytest.mark.parametrize("typed", ["2031-05-02", " 2031-05-02 ", "2031\u201105\u201102"])
def test_a_day_is_read_as_it_was_meant(typed: str) -> None:
    assert read_day(typed) == date(2031, 5, 2)


@pytest.mark.parametrize("typed", ["20270105", "2027-W01-1", "2027-1-5", "2027-02-30", "5 May 2027", "2027-01-05T00:00:00", "1798761600"])
def test_another_way_of_writing_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="such as 2031-05-02"):
        read_day(typed)


@pytest.mark.parametrize("day", [date(24, 1, 5), date(1899, 12, 31), date(2200, 1, 1)])
def test_a_year_that_nobody_can_mean_is_refused(day: date) -> None:
    with pytest.raises(Invalid, match=f"cannot be {day.year}: write it in full"):
        check_year(day)
    with pytest.raises(Invalid, match="write it in full"):
        read_day(day.isoformat())


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_the_first_and_last_years_are_accepted(day: date) -> None:
    assert check_year(day) == day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2031-05-02", date(2031, 5, 2), date(2031, 5, 2)),
        ("2032-02", date(2032, 2, 1), date(2032, 2, 29)),
        ("2031-12", date(2031, 12, 1), date(2031, 12, 31)),
        ("2031", date(2031, 1, 1), date(2031, 12, 31)),
    ],
)
def test_a_month_or_a_year_is_read_and_written_without_a_day(written: str, first: date, last: date) -> None:
    known = KnownDay.parse(written)
    assert (known.first, known.last, str(known)) == (first, last, written)


@pytest.mark.parametrize("written", ["", "31", "2031-5", "2031-13", "May 2031", "1899", "2031-05-0"])
def test_what_is_no_day_month_or_year_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        KnownDay.parse(written)
