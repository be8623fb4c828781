"""The kernel's values, one case at a time."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files

import pytest

import licet.kernel
from licet.kernel import actor as actors
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidMany, InvalidTransition, LicetError, NotAllowed, NotFound, Refused
from licet.kernel.ids import Reference, encode_id, parse_id
from licet.kernel.instants import Stop, WorkingCalendar, elapsed, instant
from licet.kernel.money import Money, NoValue, total
from licet.kernel.permission import Permission
from licet.kernel.quantity import Quantity
from licet.kernel.rating import RatingCode
from licet.kernel.transitions import Transition, Transitions

MODULES = [f"licet.kernel.{module.name}" for module in pkgutil.iter_modules(licet.kernel.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize(
    ("text", "segments", "written"),
    [
        ("ML1", ("ML", "1"), "ML1"),
        ("ml10", ("ML", "10"), "ML10"),
        ("ML1.2", ("ML", "1", "2"), "ML1.2"),
        ("ML 13 d 1", ("ML", "13", "d", "1"), "ML13.d.1"),
        ("ML1(b)", ("ML", "1", "b"), "ML1.b"),
        ("PL5001a", ("PL", "5001", "a"), "PL5001.a"),
        ("End Use", ("ENDUSE",), "ENDUSE"),
        ("6A003b4c", ("6", "A", "003", "b", "4", "c"), "6A003.b.4.c"),
        ("1C350.1", ("1", "C", "350", "1"), "1C350.1"),
        ("1C351.d.i", ("1", "C", "351", "d", "i"), "1C351.d.i"),
        ("5a", ("5", "A"), "5A"),
    ],
)
def test_rating_reads_segments(text: str, segments: tuple[str, ...], written: str) -> None:
    code = RatingCode.parse(text)
    assert (code.segments, str(code)) == (segments, written)


@pytest.mark.parametrize("text", ["", " ", ".", "ML1/b", "9X", "1C35", "5" * 41, "ML1\x00", "12", "%", "ML٣"])
def test_rating_refuses(text: str) -> None:
    with pytest.raises(Invalid, match="not a control-list code"):
        RatingCode.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ML1a ML2b", "ML1-ML3", "ML1 ML2", "ML1 and ML2", "ML1/2 ML3", "ML5b (note 2)", "ML5.b note", "6A003 6A203", "1C350 1C351"),
        *("ML1O", "ML1I", "ML1l", "6A003b4O", "see attached", "See licence", "unknown", "ML1.a.b", "ML1.1234"),
    ],
)
def test_rating_is_one_code(text: str) -> None:
    with pytest.raises(Invalid, match=r"one (control-list )?code|not a control-list code"):
        RatingCode.parse(text)


@pytest.mark.parametrize("text", ["ML17.o", "ML17o", "ML1.l", "HR AIII", "End Use", "MEND3", "1C351.d.ii", "1C350.89", "3A001.a.5.b.1"])
def test_rating_with_letters_like_figures_numerals_and_names(text: str) -> None:
    assert RatingCode.parse(str(RatingCode.parse(text))) == RatingCode.parse(text)


def test_rating_holds_by_segment() -> None:
    ml1 = RatingCode.parse("ML1")
    assert ml1.holds(RatingCode.parse("ML1.b.2"))
    assert ml1.holds(ml1)
    assert not ml1.holds(RatingCode.parse("ML10"))
    assert not RatingCode.parse("ML1.b").holds(ml1)
    assert [str(code) for code in RatingCode.parse("6A003.b.4").parents] == ["6A003.b", "6A003", "6A", "6"]
    assert RatingCode.parse("6A003.b.4").head == "6A003"


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234.50", "GBP", 123450),
        ("0", "GBP", 0),
        (" 1 000 ", "EUR", 100000),
        ("12", "JPY", 12),
        ("1.234", "KWD", 1234),
        ("5.00", "JPY", 5),
    ],
)
def test_money_reads(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "12,34",
        "1,23,456",
        "1.234,5",
        "1.005",
        "NaN",
        "Infinity",
        "1e3",
        "1e999999999999",
        "1_000",
        "١٢",
        "£5",
        "9" * 20,
        "9" * 60,
        ".",
    ],
)
def test_money_refuses_what_could_be_misread(text: str) -> None:
    with pytest.raises(Invalid):
        Money.parse(text, "GBP")


def test_money_adds_one_currency_only() -> None:
    assert str(Money(123450, "GBP") + Money(50, "GBP")) == "GBP 1,235.00"
    assert str(Money(5, "JPY")) == "JPY 5"
    with pytest.raises(ValueError, match="stated rate"):
        Money(1, "GBP") + Money(1, "EUR")


def test_total_never_takes_no_value_for_zero() -> None:
    assert total([]).money is None
    nothing = total([NoValue.NOT_RECORDED, NoValue.OPEN_LICENCE])
    assert (nothing.money, nothing.counted, nothing.without_value) == (None, 0, 2)
    some = total([Money(0, "GBP"), NoValue.WITHHELD, Money(7, "GBP")])
    assert (some.money, some.counted, some.without_value) == (Money(7, "GBP"), 2, 1)


@pytest.mark.parametrize(
    ("amount", "text"), [("40.50", "40.5"), ("1,000", "1000"), ("0.000001", "0.000001"), ("1000000000000", "1000000000000")]
)
def test_quantity_reads(amount: str, text: str) -> None:
    assert Quantity.parse(amount, "kg").text == text
    assert Quantity(Decimal("1E+3"), "kg").text == "1000"


@pytest.mark.parametrize("amount", ["", "0", "-1", "2,5", "1e3", "0.0000001", "1000000000001", "NaN", "forty"])
def test_quantity_refuses(amount: str) -> None:
    with pytest.raises(Invalid):
        Quantity.parse(amount, "kg")


def test_quantity_refuses_unknown_unit() -> None:
    with pytest.raises(Invalid, match="choose one of"):
        Quantity.parse("1", "bushel")


def test_ids_forgive_what_people_mistype() -> None:
    assert parse_id(" 0000-0000 000000000000000oil") == "0" * 24 + "11"
    for wrong in ("", "0" * 25, "0" * 27, "U" * 26, "É" * 26):
        with pytest.raises(Invalid):
            parse_id(wrong)
    with pytest.raises(ValueError, match="16 bytes"):
        encode_id(b"short")


@pytest.mark.parametrize("text", ["QM-IND 2031/412", "QM-IND 31/000412", "QM-IND 2031/000412; --", ""])
def test_reference_refuses(text: str) -> None:
    with pytest.raises(Invalid):
        Reference.parse(text)


def test_references_sort_and_grow_past_six_figures() -> None:
    assert Reference.parse("QM-IND 2031/1000000").number == 1_000_000
    assert Reference("QM", "IND", 2031, 2) < Reference("QM", "IND", 2031, 10)


@pytest.mark.parametrize(("amount", "unit"), [("0.5", "item"), ("12.50", "set"), ("1.000001", "pair")])
def test_what_is_counted_has_no_halves(amount: str, unit: str) -> None:
    with pytest.raises(Invalid, match=f"of {unit}s there is a whole number"):
        Quantity.parse(amount, unit)


@pytest.mark.parametrize(("amount", "unit"), [("0.5", "kg"), ("40.0", "item"), ("2.5", "metre")])
def test_what_is_measured_has_and_a_whole_number_may_be_written_with_a_nought(amount: str, unit: str) -> None:
    assert Quantity.parse(amount, unit).unit == unit


def test_units_are_versioned_data_with_a_source() -> None:
    data = tomllib.loads(files("licet.kernel").joinpath("units.toml").read_text(encoding="utf-8"))
    assert {"version", "source", "checked"} <= data.keys()
    assert all(isinstance(row["fractions"], bool) for row in data["unit"])


HELD = WorkingCalendar("UTC", years=range(2024, 2028), title="Held")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: HELD.is_working(date(2028, 1, 3)),
        lambda: HELD.next_working_day(date(2027, 12, 31)),
        lambda: HELD.add(date(2027, 12, 20), 15),
        lambda: HELD.receipt_day(datetime(2028, 1, 3, 9, tzinfo=UTC)),
        lambda: list(HELD.working_days(date(2027, 12, 20), date(2028, 1, 3))),
        lambda: elapsed(HELD, received=datetime(2027, 12, 20, 9, tzinfo=UTC), now=datetime(2028, 1, 3, 9, tzinfo=UTC)),
        lambda: HELD.is_working(date(2023, 12, 29)),
    ],
)
def test_a_calendar_says_that_it_does_not_hold_a_year(ask: Callable[[], object]) -> None:
    with pytest.raises(Invalid, match="“Held” holds the holidays of 2024 to 2027"):
        ask()


def test_a_calendar_is_not_asked_about_the_year_after_the_last_day() -> None:
    assert len(list(HELD.working_days(date(2027, 12, 27), date(2027, 12, 31)))) == 4
    assert elapsed(HELD, received=datetime(2027, 12, 27, 9, tzinfo=UTC), now=datetime(2027, 12, 31, 9, tzinfo=UTC)).counted == 4


LONDON = WorkingCalendar("Europe/London", holidays=frozenset({date(2031, 5, 5)}), cutoff_hour=18)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (at(2, 16, 59), date(2031, 5, 2)),  # 17:59 in London in summer
        (at(2, 17, 0), date(2031, 5, 6)),  # at the cut-off; then a weekend and a holiday
        (at(3, 9), date(2031, 5, 6)),  # a Saturday
        (at(5, 9), date(2031, 5, 6)),  # the holiday
        (at(5, 23, 30), date(2031, 5, 6)),  # already the 6th in London, before its cut-off
    ],
)
def test_day_of_receipt(moment: datetime, day: date) -> None:
    assert LONDON.receipt_day(moment) == day


def test_clock_counts_working_days_and_stops() -> None:
    received, now = at(2, 10), at(9, 10)
    assert elapsed(LONDON, received=received, now=received).counted == 0
    run = elapsed(LONDON, received=received, now=now)
    assert (run.counted, run.stopped) == (4, 0)  # 6, 7, 8, 9: the weekend and the holiday do not count
    stops = [Stop(at(6, 12), at(8, 9)), Stop(at(7, 1), at(7, 2))]
    run = elapsed(LONDON, received=received, now=now, stops=stops)
    assert (run.counted, run.stopped) == (2, 2)  # open at the cut-off of the 6th and the 7th
    assert elapsed(LONDON, received=received, now=now, stops=[Stop(at(6, 12))]).counted == 0
    assert elapsed(LONDON, received=now, now=received).counted == 0


def test_stop_ending_at_the_cutoff_does_not_stop_the_day() -> None:
    assert elapsed(LONDON, received=at(2, 10), now=at(6, 20), stops=[Stop(at(6, 9), at(6, 17))]).counted == 1


def test_deadline_falls_on_a_working_day() -> None:
    assert LONDON.add(date(2031, 5, 2), 1) == date(2031, 5, 6)
    assert LONDON.add(date(2031, 5, 2), 0) == date(2031, 5, 2)


def test_instant_wants_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant(datetime(2031, 5, 2))  # noqa: DTZ001
    assert instant(datetime.fromisoformat("2031-05-02T10:00+02:00")) == at(2, 8)


def test_actor_requires_exact_permission() -> None:
    officer = Actor("user:1", "Ada", permissions=frozenset({Permission.CASE_READ}))
    officer.require(Permission.CASE_READ)
    with pytest.raises(NotAllowed, match="Ada may not do this"):
        officer.require(Permission.DECISION_SIGN)
    assert actors.system("run-due", Permission.LICENCE_EXPIRE).id == "system:run-due"
    assert not actors.system("run-due").may(Permission.LICENCE_EXPIRE)


def test_permissions_are_named_by_module_thing_action_once_and_no_alias() -> None:
    values = [str(permission) for permission in Permission.__members__.values()]
    assert len(set(values)) == len(Permission.__members__) == len(list(Permission))
    assert all(value.count(":") == 2 for value in values)


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


LIGHTS = Transitions("light", [Transition("go", frozenset({Light.RED}), Light.GREEN, None)])


def test_transitions_refuse_with_what_is_possible() -> None:
    assert LIGHTS.target(Light.RED, "go") is Light.GREEN
    assert [row.name for row in LIGHTS.open_from(Light.RED)] == ["go"]
    assert LIGHTS.open_from(Light.GREEN) == ()
    with pytest.raises(InvalidTransition, match="This light is green, so “go” is not possible now: it must be red"):
        LIGHTS.target(Light.GREEN, "go")
    with pytest.raises(ValueError, match="same name"):
        Transitions("light", [*LIGHTS, *LIGHTS])


def test_errors_say_where() -> None:
    fault = Invalid("is empty.", place="row 3")
    assert str(fault) == "row 3: is empty."
    assert str(InvalidMany([fault, fault])) == "row 3: is empty. row 3: is empty."
    assert Refused("No.", bars=["criterion 2c"]).bars == ("criterion 2c",)
    assert str(NotFound("case")) == "There is no such case, or you may not see it."
    assert all(issubclass(kind, LicetError) for kind in (Conflict, NotAllowed, NotFound, Refused))
