"""Rows of a register, kept in a temporary file of SQLite's so that a log of any length needs little memory."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

type Row = dict[str, Any]


class Rows:
    """Rows by table and key. ``about`` is the reference by which later entries find a row again."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # a file that is gone when it is closed
        self._database.execute("CREATE TABLE row (tbl TEXT, key TEXT, about TEXT, value TEXT, PRIMARY KEY (tbl, key)) WITHOUT ROWID")
        self._database.execute("CREATE INDEX row_about ON row (tbl, about)")

    def close(self) -> None:
        """Give up the temporary file, and all rows with it."""
        self._database.close()

    def put(self, table: str, key: str, about: str, row: Row) -> None:
        value = json.dumps(row, ensure_ascii=False)
        self._database.execute("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?)", (table, key, about, value))

    def about(self, table: str, about: str) -> list[tuple[str, Row]]:
        """The rows about a reference, in the order of their keys."""
        found = self._database.execute("SELECT key, value FROM row WHERE tbl = ? AND about = ? ORDER BY key", (table, about))
        return [(key, json.loads(value)) for key, value in found]

    def take(self, table: str, key: str) -> Row | None:
        """The row, which is then gone."""
        found = self._database.execute("DELETE FROM row WHERE tbl = ? AND key = ? RETURNING value", (table, key)).fetchone()
        return None if found is None else dict(json.loads(found[0]))

    def rest(self) -> Iterator[tuple[str, Row]]:
        """What nobody took, by table."""
        for table, value in self._database.execute("SELECT tbl, value FROM row ORDER BY tbl, key"):
            yield table, json.loads(value)
