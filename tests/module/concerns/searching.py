"""Searches for what nobody may find: words, and times finer than a day, in tables, files and log lines.

They say where, so that a test can see them find what it planted: a search that never found anything proves nothing.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import connections

type Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""Every row of every table, by table."""

CLOCK = re.compile(r"\d\d:\d\d")
_DAY = 24 * 60 * 60
_EPOCH = (datetime(2020, 1, 1, tzinfo=UTC).timestamp(), datetime(2050, 1, 1, tzinfo=UTC).timestamp())
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)


@dataclass(frozen=True, slots=True)
class Found:
    where: str
    what: str


def tables(alias: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in no promised order. A search index that cannot be read shows in the tables it is made of."""
    found = {}
    with connections[alias].cursor() as cursor:
        names = set(connections[alias].introspection.table_names(cursor))
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
            names -= {name for (name,) in cursor.fetchall()}
        for table in sorted(names):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def added(before: Rows, after: Rows) -> dict[str, list[tuple[Any, ...]]]:
    """Rows that came or changed between two looks."""
    known = {table: Counter(map(repr, rows)) for table, rows in before.items()}
    new = {table: Counter(map(repr, rows)) - known.get(table, Counter()) for table, rows in after.items()}
    return {table: [row for row in rows if repr(row) in new[table]] for table, rows in after.items() if new[table]}


def words_in_rows(rows: Rows, words: Iterable[str]) -> list[Found]:
    """In any value, also in bytes and inside of what a JSON column holds."""
    wanted = [(word, word.encode()) for word in words]
    values = ((table, _as_bytes(value)) for table, found in rows.items() for row in found for value in row)
    return [Found(table, word) for table, value in values for word, written in wanted if written in value]


def words_in_files(folder: Path, words: Iterable[str]) -> list[Found]:
    """In any file below a folder, its name included."""
    wanted = [(word, word.encode()) for word in words]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = ((str(path.relative_to(folder)), path.read_bytes() + str(path).encode()) for path in files)
    return [Found(name, word) for name, content in contents for word, written in wanted if written in content]


def words_in_lines(lines: Iterable[str], words: Sequence[str]) -> list[Found]:
    return [Found(line, word) for line in lines for word in words if word in line]


def times_in_rows(rows: Rows) -> list[Found]:
    """A moment of any type: a time, text with a clock in it, seconds since 1970 in any unit that is in use."""
    values = ((table, value) for table, found in rows.items() for row in found for value in row)
    return [Found(table, str(value)) for table, value in values if _finer_than_a_day(value)]


def _finer_than_a_day(value: Any) -> bool:
    if isinstance(value, datetime | time | timedelta):
        return True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return any(_EPOCH[0] < value / unit < _EPOCH[1] and value % (_DAY * unit) for unit in _UNITS)
    return not isinstance(value, bytes | memoryview) and bool(CLOCK.search(str(value)))


def _as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def lines_logged() -> Iterator[list[str]]:
    """Everything that any logger says meanwhile, at whatever level."""
    handler, root = _Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
