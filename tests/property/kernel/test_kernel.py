"""What holds for every value of the kernel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.property.kernel.strategies import codes, facts, scopes

from licet.kernel.errors import Invalid
from licet.kernel.ids import Reference, encode_base32, encode_id, parse_id
from licet.kernel.instants import ONE_DAY, Stop, WorkingCalendar, elapsed
from licet.kernel.money import Money, NoValue, total
from licet.kernel.quantity import Quantity
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Match, Scope

MINOR = st.integers(min_value=0, max_value=10**15)
CURRENCIES = st.sampled_from(["GBP", "EUR", "JPY", "KWD"])
MOMENTS = st.datetimes(datetime(2031, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(codes())
def test_rating_written_reads_as_the_same(code: RatingCode) -> None:
    assert RatingCode.parse(str(code)) == code
    assert RatingCode.parse(str(code).upper()) == code


@given(codes(), codes())
def test_rating_holds_is_begins_of_keys(one: RatingCode, other: RatingCode) -> None:
    assert one.holds(other) == other.key.startswith(one.key)
    assert one.holds(other) == (one == other or one in other.parents)
    if one.holds(other) and other.holds(one):
        assert one == other


@given(st.text(max_size=50))
def test_rating_reads_or_refuses_any_text(text: str) -> None:
    try:
        code = RatingCode.parse(text)
    except Invalid:
        return
    assert RatingCode.parse(str(code)) == code
    assert all(segment.isalnum() and segment.isascii() for segment in code.segments)


@given(st.binary(min_size=16, max_size=16))
def test_ids_read_back(random: bytes) -> None:
    identity = encode_id(random)
    assert parse_id(identity.lower()) == identity
    assert len(identity) == 26


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_ids_differ_and_sort_as_their_bytes(one: bytes, other: bytes) -> None:
    assert (encode_id(one) < encode_id(other)) == (one < other)
    assert (encode_id(one) == encode_id(other)) == (one == other)


@given(st.binary(min_size=10, max_size=10))
def test_base32_of_80_bits(random: bytes) -> None:
    assert len(encode_base32(random, 16)) == 16


@given(
    st.from_regex(r"[A-Z]{2}", fullmatch=True), st.from_regex(r"[A-Z]{1,4}", fullmatch=True), st.integers(1000, 9999), st.integers(0, 10**8)
)
def test_reference_written_reads_as_the_same(authority: str, kind: str, year: int, number: int) -> None:
    reference = Reference(authority, kind, year, number)
    assert Reference.parse(str(reference)) == reference


@given(MINOR, CURRENCIES)
def test_money_written_reads_as_the_same(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(str(money).removeprefix(currency), currency) == money


@given(st.text(alphabet="0123456789,. -+eE_NaInf£", max_size=30), CURRENCIES)
def test_money_reads_or_refuses_any_text(text: str, currency: str) -> None:
    try:
        money = Money.parse(text, currency)
    except Invalid:
        return
    assert 0 <= money.minor <= 10**15
    assert money.amount == Decimal(text.strip().replace(",", "").replace(" ", ""))


@given(st.lists(st.one_of(MINOR.map(lambda minor: Money(minor, "GBP")), st.sampled_from(NoValue))))
def test_total_counts_everything_once(values: list[Money | NoValue]) -> None:
    sums = [value.minor for value in values if isinstance(value, Money)]
    result = total(values)
    assert result.counted + result.without_value == len(values)
    assert (result.money.minor if result.money else None) == (sum(sums) if sums else None)


@given(st.decimals(min_value="0.000001", max_value=10**12, places=6))
def test_quantity_written_reads_as_the_same(amount: Decimal) -> None:
    quantity = Quantity.parse(f"{amount:f}", "kg")
    assert Quantity.parse(quantity.text, "kg").amount == amount


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    days = st.dates(date(2031, 1, 1), date(2031, 12, 31))
    return WorkingCalendar(
        draw(st.sampled_from(["Europe/London", "Pacific/Auckland", "America/St_Johns", "UTC"])),
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=3)),
        holidays=draw(st.frozensets(days, max_size=10)),
        cutoff_hour=draw(st.integers(0, 23)),
    )


@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_clock_without_stops_counts_each_working_day_once(calendar: WorkingCalendar, received: datetime, later: timedelta) -> None:
    now = received + later
    first, last = calendar.receipt_day(received), calendar.local_day(now)
    days = [first + ONE_DAY * n for n in range(1, max(0, (last - first).days) + 1)]
    run = elapsed(calendar, received=received, now=now)
    assert (run.counted, run.stopped) == (sum(calendar.is_working(day) for day in days), 0)
    assert calendar.is_working(first)
    assert calendar.add(first, run.counted) <= max(first, last)


@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)), st.lists(st.tuples(MOMENTS, st.none() | MOMENTS), max_size=4))
def test_stops_move_days_from_counted_to_stopped(
    calendar: WorkingCalendar, received: datetime, later: timedelta, given_stops: list[tuple[datetime, datetime | None]]
) -> None:
    stops = [Stop(since, until) for since, until in given_stops]
    free = elapsed(calendar, received=received, now=received + later)
    run = elapsed(calendar, received=received, now=received + later, stops=stops)
    assert run.counted + run.stopped == free.counted
    assert run.counted >= 0
    assert elapsed(calendar, received=received, now=received + later, stops=stops + stops) == run


@given(scopes())
def test_scope_written_reads_as_the_same(scope: Scope) -> None:
    assert Scope.parse(scope.to_text()) == scope
    assert Scope.from_json(scope.to_json()) == scope
    assert scope.sentence().endswith(".")


@given(scopes(), facts())
def test_scope_is_the_worst_of_its_clauses(scope: Scope, line: object) -> None:
    alone = [Scope.from_json({key: values}).matches(line) for key, values in scope.to_json().items() if key != "unknown"]  # type: ignore[arg-type]
    order = [Match.YES, Match.UNKNOWN, Match.NO]
    assert scope.matches(line) is max(alone, key=order.index, default=Match.YES)  # type: ignore[arg-type]


@given(scopes(), facts())
def test_scope_that_includes_unknown_only_widens(scope: Scope, line: object) -> None:
    taken = scope.takes(line)  # type: ignore[arg-type]
    assert (taken is Match.NO) == (scope.matches(line) is Match.NO)  # type: ignore[arg-type]
    assume(scope.include_unknown)
    assert taken is not Match.UNKNOWN


def test_calendar_of_no_working_day_is_refused_rather_than_endless() -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkingCalendar("UTC", weekend=frozenset(range(7)))
