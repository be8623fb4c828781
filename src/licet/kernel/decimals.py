"""Reading the figures that people type. What could be read in two ways is not read at all."""

import re
from decimal import Decimal

_FIGURES = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[, ][0-9]{3})+)(?:[.][0-9]+)?")
_LONGEST = 27  # fewer digits than Decimal keeps (28), so that nothing is rounded


def read_decimal(text: str) -> Decimal | None:
    """The number, or None. Commas and spaces stand only between thousands, so “2,5” is not taken for 25.

    >>> read_decimal("1,234.50"), read_decimal("2,5"), read_decimal("1e9")
    (Decimal('1234.50'), None, None)
    """
    text = text.strip()
    if len(text) > _LONGEST or not _FIGURES.fullmatch(text):
        return None
    return Decimal(text.replace(",", "").replace(" ", ""))
