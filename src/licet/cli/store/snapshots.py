"""Copies of both databases as they were at one moment.

What crosses between them (the daily batch, the list that signers are shown) must be in both copies or in neither. On SQLite
nobody may write for the instant in which both are opened for reading. On PostgreSQL nobody is held up: a snapshot of each is
taken, and taken again until nothing was committed in the first before the second was there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from licet.kernel.errors import Refused

PATIENCE = 60.0  # seconds until a moment at which both databases can be taken together
CONNECTION = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
ENCRYPTION = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


@dataclass(frozen=True)
class CopiedDatabase:
    """A database by its alias, with the names of its copies by engine."""

    alias: str
    setting: str
    file: str
    dump: str

    @property
    def is_sqlite(self) -> bool:
        return connections[self.alias].vendor == "sqlite"

    @property
    def path(self) -> Path:
        return Path(str(settings.DATABASES[self.alias]["NAME"]))


COPIED_DATABASES = (
    CopiedDatabase("default", "LICET_DATABASE_URL", "licet.sqlite3", "licet.dump"),
    CopiedDatabase("concerns", "LICET_CONCERNS_DATABASE_URL", "concerns.sqlite3", "concerns.dump"),
)


def copy_databases(target: Path) -> None:
    """Fill a folder with a copy of each database, all as of one moment."""
    with ExitStack() as held:
        on_sqlite = [database for database in COPIED_DATABASES if database.is_sqlite]
        on_postgresql = [database for database in COPIED_DATABASES if not database.is_sqlite]
        with _nobody_writes([database.path for database in on_sqlite]):
            snapshots = _agreeing_snapshots([database.alias for database in on_postgresql], held)
            readers = {database: held.enter_context(_hold_snapshot(database.path)) for database in on_sqlite}
        for database, reader in readers.items():
            _copy_sqlite(reader, target / database.file, compact=database.alias == "concerns")
        for database in on_postgresql:
            arguments = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshots[database.alias]}")
            run_postgresql(database.alias, "pg_dump", *arguments, "--file", target / database.dump)


@contextmanager
def _nobody_writes(paths: list[Path]) -> Iterator[None]:
    """Hold the writer's place of each SQLite file. Whoever holds one of them and waits for the other is let by first.

    Raises Refused where a file is not there or cannot be opened, and where others keep writing.
    """
    if missing := [path for path in paths if not path.is_file()]:
        raise Refused(f"There is no database {missing[0]}: nothing was set up here. Type: licet init", place=str(missing[0]))
    until = time.monotonic() + PATIENCE
    while True:
        with ExitStack() as held:
            try:
                for path in paths:
                    connection = held.enter_context(closing(sqlite3.connect(path, timeout=1, isolation_level=None)))
                    connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                    raise Refused(f"{path} cannot be opened: {error}.", place=str(path)) from error
                if time.monotonic() > until:
                    raise Refused(f"Others kept writing for {PATIENCE:.0f} seconds ({error}): try again when less is going on.") from error
                continue
            yield
            return


@contextmanager
def _hold_snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that goes on seeing the database as it is now."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def _copy_sqlite(reader: sqlite3.Connection, target: Path, *, compact: bool) -> None:
    """``compact`` writes the copy anew in the order of its keys: the pages of the original may tell the order of writing."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        reader.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if compact:
            copy.execute("VACUUM")


def _agreeing_snapshots(aliases: list[str], held: ExitStack) -> dict[str, str]:
    """The name of an exported snapshot for each database; those who exported them stay connected until the copies are made.

    All connect before the first attempt: between the first snapshot and the last look is then so little time that busy writers
    leave gaps of that size.
    """
    takers = {alias: held.enter_context(_connect_to(alias)) for alias in aliases}
    until = time.monotonic() + PATIENCE
    with ExitStack() as looking:
        observers = {alias: looking.enter_context(_connect_to(alias)) for alias in aliases[:-1]}
        while time.monotonic() < until:
            for taker in takers.values():
                taker.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            seen = {alias: _read_snapshot(taker) for alias, taker in takers.items()}
            if all(_read_snapshot(observer) == seen[alias] for alias, observer in observers.items()):
                return {alias: _fetch_value(taker, "SELECT pg_export_snapshot()") for alias, taker in takers.items()}
            for taker in takers.values():
                taker.execute("ROLLBACK")
    raise Refused(f"Others kept writing for {PATIENCE:.0f} seconds, so both databases could not be taken at one moment. Try again later.")


def _read_snapshot(connection: psycopg.Connection) -> str:
    """What a connection sees: it differs once any writing transaction has begun or ended since."""
    return _fetch_value(connection, "SELECT pg_current_snapshot()::text")


def _fetch_value(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])


def _connect_to(alias: str, **instead: str) -> psycopg.Connection:
    return psycopg.connect(**(parameters(alias) | instead), autocommit=True)


def parameters(alias: str) -> dict[str, Any]:
    """How a PostgreSQL database of ours is reached."""
    given = connections[alias].get_connection_params()
    return {name: given[name] for name in (*CONNECTION, *ENCRYPTION) if given.get(name)}


def run_postgresql(alias: str, program: str, *arguments: object) -> None:
    """Run PostgreSQL's own program on one of our databases; the password goes by the environment, not the command line."""
    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is not installed here. Type: apt-get install postgresql-client")
    variables = {(CONNECTION | ENCRYPTION)[name]: str(value) for name, value in parameters(alias).items()}
    target = ["--dbname", variables["PGDATABASE"]] if program == "pg_restore" else []
    done = subprocess.run([found, *target, *map(str, arguments)], env=os.environ | variables, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")
