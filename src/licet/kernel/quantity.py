"""Exact quantities with a unit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from licet.kernel.decimals import read_decimal
from licet.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Unit:
    """``fractions``: whether there can be half of one. ``plural`` is how several are named."""

    name: str
    fractions: bool
    plural: str


def _read_units() -> Mapping[str, Unit]:
    data = tomllib.loads(files("licet.kernel").joinpath("units.toml").read_text(encoding="utf-8"))
    rows = (Unit(row["name"], row["fractions"], row.get("plural", f"{row['name']}s")) for row in data["unit"])
    return MappingProxyType({unit.name: unit for unit in rows})


UNITS: Final = _read_units()
"""By name; versioned data with their source in ``units.toml``."""

_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A positive amount of a unit, exact to six decimal places.

    >>> str(Quantity.parse("40.50", "kg"))
    '40.5 kg'
    """

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.text} {self.unit}"

    @property
    def words(self) -> str:
        """As people read it: figures in groups of three, and a unit that agrees with them.

        >>> Quantity(Decimal(1204), "item").words
        '1,204 items'
        >>> Quantity(Decimal("1"), "square metre").words
        '1 square metre'
        """
        whole, _, rest = self.text.partition(".")
        unit = UNITS[self.unit].plural if self.unit in UNITS and self.amount != 1 else self.unit
        return f"{int(whole):,}{'.' if rest else ''}{rest} {unit}"

    @property
    def text(self) -> str:
        """The amount without needless zeros, never in exponent form."""
        plain = format(self.amount, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain

    @classmethod
    def parse(cls, amount: str, unit: str) -> "Quantity":
        if not unit:
            raise Invalid(f"say in what the quantity is counted: one of {', '.join(UNITS)}.")
        if unit not in UNITS:
            raise Invalid(f"“{unit[:40]}” is not a unit of quantity: choose one of {', '.join(UNITS)}.")
        number = read_decimal(amount)
        if number is None:
            raise Invalid(f"“{amount[:40]}” is not a quantity: write it in figures, like 40 or 2.5.")
        if not 0 < number <= _MOST:
            raise Invalid(f"“{amount[:40]}” is not a quantity: it must be more than 0 and at most {_MOST}.")
        if number != round(number, 6):
            raise Invalid(f"“{amount[:40]}” has more than six decimal places.")
        if number != number.to_integral_value() and not UNITS[unit].fractions:
            raise Invalid(f"“{amount[:40]} {unit}” is not a quantity: of {UNITS[unit].plural} there is a whole number.")
        return cls(number, unit)
