"""Which database the procedure lives in: the alias that the router of ``project`` keeps apart."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import RLock

from django.db import OperationalError, connections, transaction

ALIAS = "concerns"
_turn = RLock()


@contextmanager
def atomic() -> Iterator[None]:
    """A transaction in the procedure's own database.

    SQLite has one writer and lets others look again after a while, up to a tenth of a second later: the threads of this
    process wait in a queue of their own instead. Other processes wait as SQLite has it.
    """
    if connections[ALIAS].vendor == "sqlite":
        with _turn, transaction.atomic(using=ALIAS):
            yield
    else:
        with transaction.atomic(using=ALIAS):
            yield


def forget_order() -> None:
    """Write the file of an SQLite database anew, in the order of its keys: a page keeps its rows where they came to stand.

    Does nothing inside a transaction, on another engine, or while somebody else writes: the next batch does it then.
    """
    connection = connections[ALIAS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _turn, suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
