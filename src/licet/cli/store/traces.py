"""Whether a store holds something that was sealed or signed with a key, read without Django: `init` asks before it has settings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg

from licet.kernel.errors import Refused


@dataclass(frozen=True)
class Trace:
    """A table whose rows show that a key was used, and what those rows are called."""

    database_setting: str
    sqlite_file: str
    table: str
    what: str


TRACES = {
    "LICET_SECRET_KEY": Trace("LICET_DATABASE_URL", "licet.sqlite3", "people_browsersession", "sessions signed with it"),
    "LICET_LOG_KEY": Trace("LICET_DATABASE_URL", "licet.sqlite3", "ledger_checkpoint", "checkpoints of the log signed with it"),
    "LICET_CONCERNS_KEY": Trace("LICET_CONCERNS_DATABASE_URL", "concerns.sqlite3", "concerns_levelkey", "concerns sealed with it"),
}


def key_was_used(trace: Trace, url: str, home: Path) -> bool:
    """Whether the table has a row. Raises Refused when the database that the URL names cannot be asked."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url)) if url else {"ENGINE": "sqlite", "NAME": home / trace.sqlite_file}
    if "sqlite" in str(parsed["ENGINE"]):
        return _sqlite_has_rows(Path(str(parsed["NAME"])), trace.table)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    parameters = {name: parsed[key] for name, key in names.items() if parsed.get(key)} | dict(parsed.get("OPTIONS", {}))
    try:
        with psycopg.connect(**parameters) as connection:
            present = connection.execute("SELECT to_regclass(%s)", [trace.table]).fetchone()
            return bool(present and present[0] and connection.execute(f"SELECT 1 FROM {trace.table} LIMIT 1").fetchone())  # noqa: S608
    except psycopg.Error as error:
        raise Refused(f"{trace.database_setting}: the database cannot be asked whether a key was used ({error}).") from error


def _sqlite_has_rows(path: Path, table: str) -> bool:
    if not path.exists():
        return False
    connection = sqlite3.connect(path)
    try:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
        return bool(known and connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone())  # noqa: S608
    finally:
        connection.close()
