"""The register as tables to download: every column explained, streamed, nothing left out."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from licet.kernel.errors import Invalid, NotFound
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


def table_rows(name: str, *, words: str = "") -> Iterator[tuple[Any, ...]]:
    """The rows of a table, streamed; those that words find. Raises NotFound, and Invalid for words where a table has no search."""
    table = _table(name)
    rows = table.rows()
    if words.strip():
        if table.find is None:
            raise Invalid("This table has no search: download it whole.", place="q")
        rows = rows.filter(table.find(words))
    return rows.values_list(*(column for column, _ in table.columns)).iterator(1000)


def csv_lines(name: str, *, words: str = "") -> Iterator[str]:
    """RFC 4180 in UTF-8, a header first; an empty cell is *not recorded*, never zero.

    ``words`` narrow a table that has a search. Raises NotFound, and Invalid for a table without one, before the first line.
    """
    return _csv_lines(_table(name), table_rows(name, words=words))


def _csv_lines(table: Table, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield csv_line([column for column, _ in table.columns])
    for row in rows:
        yield csv_line([_cell(value) for value in row])


def json_lines(name: str, *, words: str = "") -> Iterator[str]:
    """One JSON array, an object a line; otherwise as :func:`csv_lines`."""
    return _json_lines(_table(name), table_rows(name, words=words))


def _json_lines(table: Table, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    names = [column for column, _ in table.columns]
    mark = "[\n"
    for row in rows:
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
