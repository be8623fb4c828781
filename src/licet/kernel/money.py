"""Money in integer minor units, and the words for its absence."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from licet.kernel.decimals import read_decimal
from licet.kernel.errors import Invalid

_DIGITS = {"JPY": 0, "KRW": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3, "JOD": 3}
MOST = 10**15


class NoValue(StrEnum):
    """Why there is no value. Never zero, never left out of a count."""

    NOT_RECORDED = "not recorded"
    NOT_APPLICABLE = "not applicable"
    OPEN_LICENCE = "open licence"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (pence, cents) of one currency (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} are not added without a stated rate")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,}"

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-digits(self.currency))

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read what a person typed: “1,234.50”. Refuses negatives, fractions of the minor unit, absurd sums."""
        number = read_decimal(text)
        if number is None:
            raise Invalid(f"“{text[:40]}” is not an amount of money: write it like 1,234.50.")
        minor = number.scaleb(digits(currency))
        if minor != minor.to_integral_value():
            raise Invalid(f"“{text[:40]}” has more decimal places than {currency} has.")
        if not 0 <= minor <= MOST:
            raise Invalid(f"“{text[:40]}” is outside what a licence can be worth (0 to {MOST} minor units).")
        return cls(int(minor), currency)


def digits(currency: str) -> int:
    """Decimal places of a currency (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that says what it leaves out: ``money`` is None when nothing had a value."""

    money: Money | None
    counted: int
    without_value: int


def total(values: Iterable[Money | NoValue]) -> Total:
    """Add values of one currency; those without a value are counted, not taken for zero."""
    money: Money | None = None
    counted = without = 0
    for value in values:
        if isinstance(value, NoValue):
            without += 1
        else:
            counted += 1
            money = value if money is None else money + value
    return Total(money, counted, without)
