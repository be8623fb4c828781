"""One line of a CSV file, as every download writes it."""

import csv
from io import StringIO
from typing import Any


def csv_line(cells: list[Any]) -> str:
    """A cell that a spreadsheet would run as a formula is written with an apostrophe before it."""
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
