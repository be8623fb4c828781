"""Row locks and named turns, the same words on both engines.

SQLite has one writer: a transaction that may write begins IMMEDIATE (settings), so inside it nothing else changes.
PostgreSQL locks the rows, always in the order of their keys so that two acts over the same rows never wait for each
other in a circle.
"""

import hashlib
from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet


def locked[T: Model](rows: QuerySet[T, T], *, skip_busy: bool = False) -> QuerySet[T, T]:
    """``rows``, locked until the transaction ends. ``skip_busy`` leaves out those that somebody else holds."""
    _in_transaction(rows.db)
    if not rows.query.order_by:
        rows = rows.order_by("pk")
    return rows.select_for_update(of=("self",), skip_locked=skip_busy)


def take_turn(name: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait until no other transaction has the turn of this name, and keep it until this one ends."""
    _in_transaction(using)
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(name)])


def take_turns(names: Iterable[str], using: str = DEFAULT_DB_ALIAS) -> None:
    """As :func:`take_turn` for many, in one query and one order, so that two who want the same ones never wait in a circle."""
    _in_transaction(using)
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(each) FROM unnest(%s::bigint[]) AS each", [sorted(map(_key, names))])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _in_transaction(using: str) -> None:
    if not connections[using].in_atomic_block:
        raise RuntimeError("a lock lasts as long as its transaction: open one with transaction.atomic")
