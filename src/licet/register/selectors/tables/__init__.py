"""The register as tables to download: every column explained, streamed, nothing left out."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from licet.kernel.errors import NotFound
from licet.register import models
from licet.register.selectors.tables import of_decisions, of_facts
from licet.register.selectors.tables.lines import csv_line
from licet.register.selectors.tables.table import Table

__all__ = ["TABLES", "Table", "csv_line", "csv_lines", "json_lines", "table_name", "table_rows"]

TABLES: dict[str, Table] = {table.name: table for table in (*of_decisions.TABLES, *of_facts.TABLES)}


# What is not downloaded as a table has a name of its own where it is compared with the log.
_OTHER_NAMES: dict[type[Model], str] = {
    models.Hold: "holds",
    models.Departure: "departures",
    models.ReviewEntry: "review-entries",
    models.Happening: "feed",
    models.Progress: "progress",
    models.FigureCell: "sums of figures",
    models.ListedDecision: "search terms of decisions",
}
_NAMES: dict[type[Model], str] = {table.rows().model: table.name for table in TABLES.values()} | _OTHER_NAMES


def table_name(model: type[Model]) -> str:
    """What people call a table of the register."""
    return _NAMES.get(model) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower()


def table_rows(name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, streamed. Raises NotFound."""
    table = _table(name)
    return table.rows().values_list(*(column for column, _ in table.columns)).iterator(1000)


def csv_lines(name: str) -> Iterator[str]:
    """RFC 4180 in UTF-8, a header first; an empty cell is *not recorded*, never zero. Raises NotFound before the first line."""
    return _csv_lines(_table(name))


def _csv_lines(table: Table) -> Iterator[str]:
    yield csv_line([column for column, _ in table.columns])
    for row in table_rows(table.name):
        yield csv_line([_cell(value) for value in row])


def json_lines(name: str) -> Iterator[str]:
    """One JSON array, an object a line. Raises NotFound before the first line."""
    return _json_lines(_table(name))


def _json_lines(table: Table) -> Iterator[str]:
    names = [column for column, _ in table.columns]
    mark = "[\n"
    for row in table_rows(table.name):
        yield mark + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str)
        mark = ",\n"
    yield "\n]\n" if mark == ",\n" else "[]\n"


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, list | dict) else value


def _table(name: str) -> Table:
    try:
        return TABLES[name]
    except KeyError:
        raise NotFound("table") from None
