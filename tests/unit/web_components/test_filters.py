from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from licet.kernel.money import Money, NoValue, Total
from licet.kernel.quantity import Quantity
from licet.web.components import filters


def test_day_is_written_out() -> None:
    assert filters.day(date(2031, 5, 12)) == "12 May 2031"


def test_day_of_a_moment_is_the_day_in_the_authoritys_zone() -> None:
    assert filters.day(datetime(2031, 5, 12, 23, 30, tzinfo=UTC)) == "13 May 2031"


def test_time_carries_its_zone() -> None:
    assert filters.moment(datetime(2031, 5, 12, 9, 2, tzinfo=UTC)) == "12 May 2031, 10:02 BST"
    assert filters.clock(datetime(2031, 1, 12, 9, 2, tzinfo=UTC)) == "09:02 GMT"


def test_time_tag_keeps_the_moment_for_programs() -> None:
    assert filters.time_tag(date(2031, 5, 12)) == '<time datetime="2031-05-12">12 May 2031</time>'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Money(123_400, "GBP"), "£1,234.00"),
        (Money(0, "GBP"), "£0.00"),
        (Money(5, "JPY"), "JPY 5"),
        (Money(1_234_567, "KWD"), "KWD 1,234.567"),
        (NoValue.NOT_RECORDED, "no value recorded"),
        (NoValue.OPEN_LICENCE, "no value: open licence"),
        (None, "no value recorded"),
        (Total(Money(100, "EUR"), 1, 0), "€1.00"),
        (Total(Money(100, "EUR"), 1, 61), "€1.00 and 61 without a value"),
        (Total(None, 0, 3), "no value recorded"),
    ],
)
def test_money_in_words(value: object, words: str) -> None:
    assert filters.money(value) == words  # type: ignore[arg-type]


def test_absence_of_a_value_never_looks_like_zero() -> None:
    for value in (*NoValue, None, Total(None, 0, 5)):
        assert "0" not in filters.money(value)
        assert "0" not in filters.money_short(value if not isinstance(value, Total) else None)


def test_money_short_for_tiles() -> None:
    assert filters.money_short(Money(41_260_000_000, "GBP")) == "£412.6m"
    assert filters.money_short(Money(999_900, "GBP")) == "£9,999"
    assert filters.money_short(Money(120_000_000_000_0, "USD")) == "$12.0bn"
    assert filters.money_short(NoValue.WITHHELD) == "value withheld"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(Decimal("1"), "item"), "1 item"),
        (Quantity(Decimal("4000"), "item"), "4,000 items"),
        (Quantity(Decimal("40.50"), "kg"), "40.5 kg"),
    ],
)
def test_quantity(quantity: Quantity, words: str) -> None:
    assert filters.quantity(quantity) == words


def test_share_of_nothing_is_words() -> None:
    assert filters.percent(0, 0) == "none"
    assert filters.percent(44, 61) == "72\N{NO-BREAK SPACE}%"


def test_words_in_a_list() -> None:
    assert filters.listed(["1", "3", "8"]) == "1, 3 and 8"
    assert filters.listed([]) == ""
