"""One moment of the database for as long as a long read lasts, without keeping anybody who writes waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Everything that is read inside is of the moment of the first read. Whatever is written inside is rolled back.

    Our SQLite transactions begin as writers (settings), and a long one would stop every other writer: this one begins as a
    reader, and keeps temporary tables in a file, as they may be as large as the register.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a snapshot begins a transaction of its own")
    with _reading(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _reading() -> Iterator[None]:
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    sqlite: Any = connection  # only SQLite's connections have a mode
    mode = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    _keep_temporary_tables_in("FILE")
    try:
        yield
    finally:
        sqlite.transaction_mode = mode
        _keep_temporary_tables_in("MEMORY")


def _keep_temporary_tables_in(place: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA temp_store={place}")
