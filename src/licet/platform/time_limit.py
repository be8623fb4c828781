"""A limit on the time that the database works for one reader, so that nobody waits for somebody else's question."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final

from django.db import OperationalError, connection, transaction

from licet.kernel.errors import Busy

_INSTRUCTIONS: Final = 20_000
"""After so many of SQLite's instructions it is asked whether to go on: well under a millisecond."""
_QUERY_CANCELED: Final = "57014"


@contextmanager
def limit_time(seconds: float, *, what: str) -> Iterator[None]:
    """Stop what the database is doing inside after so many seconds. Raises :class:`Busy`; ``what`` begins its sentence.

    PostgreSQL counts the seconds for each statement, and SQLite for all of them together. Nothing may be written inside.
    """
    try:
        with _on_postgresql(seconds) if connection.vendor == "postgresql" else _on_sqlite(seconds):
            yield
    except OperationalError as error:
        if not _stopped(error):
            raise
        raise Busy(f"{what} takes longer than {seconds:g} seconds here. Ask for less at once: one year, or one destination.") from error


@contextmanager
def _on_sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    database: Any = connection.connection
    until = monotonic() + seconds
    database.set_progress_handler(lambda: monotonic() > until, _INSTRUCTIONS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)


@contextmanager
def _on_postgresql(seconds: float) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        limit = str(max(int(seconds * 1000), 1))
        cursor.execute("SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)", [limit])
        before, _ = cursor.fetchone()
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def _stopped(error: OperationalError) -> bool:
    return "interrupted" in str(error) or getattr(error.__cause__, "sqlstate", "") == _QUERY_CANCELED
