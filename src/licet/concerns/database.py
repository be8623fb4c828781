"""Which database the procedure lives in (joints 24): the alias that the router of ``project`` keeps apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from django.db import connections, transaction

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
