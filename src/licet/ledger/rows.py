"""The log's rows in sets: one statement a table on both engines, however many rows.

Plain SQL, because `bulk_create` takes longer than hashing and writing together (bench/log.py prints the ratio).
"""

from collections.abc import Iterable, Sequence
from itertools import repeat

from django.db import connection

from licet.kernel.instants import Instant
from licet.ledger.domain import Leaf, node_numbers, numbers_of
from licet.ledger.models import Entry, Node
from licet_verify.tree import Frontier, Grown, edge_nodes
from licet_verify.tree import Node as Subtree


def read_frontier() -> Frontier:
    """The right edge of the tree as it stands: two queries."""
    last = Entry.objects.order_by("-position").values_list("position", "leaf_hash").first()
    if last is None:
        return Frontier()
    size = last[0] + 1
    nodes = edge_nodes(size)
    hashes = read_nodes([node for node in nodes if node[0]])
    edge = {level: hashes[level, index] for level, index in nodes if level}
    return Frontier(size, edge | {0: bytes(last[1])} if size % 2 else edge)


def read_nodes(nodes: Iterable[Subtree]) -> dict[Subtree, bytes]:
    """The hashes of subtrees above the leaves: one query."""
    wanted = numbers_of(nodes)
    found = Node.objects.filter(number__in=wanted).values_list("number", "hash") if wanted else []
    return {wanted[number]: bytes(value) for number, value in found}


def insert_entries(start: int, leaves: Sequence[Leaf], hashes: Sequence[bytes], *, now: Instant, by: str) -> None:
    """Entries from position `start`."""
    _insert_leaves("ledger_entry", "position", start, leaves, hashes, now, by)


def insert_internal_events(start: int, leaves: Sequence[Leaf], hashes: Sequence[bytes], *, now: Instant, by: str) -> None:
    """Internal events from number `start`."""
    _insert_leaves("ledger_internalevent", "number", start, leaves, hashes, now, by)


def _insert_leaves(table: str, key: str, start: int, leaves: Sequence[Leaf], hashes: Sequence[bytes], now: Instant, by: str) -> None:
    moment = connection.ops.adapt_datetimefield_value(now)
    days = {leaf.on: connection.ops.adapt_datefield_value(leaf.on) for leaf in leaves}
    columns: list[Iterable[object]] = [
        range(start, start + len(leaves)),
        (leaf.kind for leaf in leaves),
        (days[leaf.on] for leaf in leaves),
        (leaf.ref for leaf in leaves),
        (leaf.data for leaf in leaves),
        hashes,
        repeat(moment, len(leaves)),
        repeat(by, len(leaves)),
    ]
    _insert(
        table,
        {
            key: "bigint",
            "kind": "text",
            "on": "date",
            "ref": "text",
            "leaf": "bytea",
            "leaf_hash": "bytea",
            "appended_at": "timestamptz",
            "appended_by": "text",
        },
        columns,
    )


def insert_nodes(grown: Grown) -> None:
    """The complete subtrees that the new entries made, level 0 apart: those hashes stand in the entries."""
    numbers: list[int] = []
    hashes: list[bytes] = []
    for level, (first, made) in enumerate(grown[1:], start=1):
        numbers.extend(node_numbers(level, first, len(made)))
        hashes.extend(made)
    _insert("ledger_node", {"number": "bigint", "hash": "bytea"}, [numbers, hashes])


def insert_salts(start: int, leaves: Sequence[Leaf]) -> None:
    """The salts of the entries from position `start`."""
    _insert_salts("ledger_salt", "entry_id", start, leaves)


def insert_internal_salts(start: int, leaves: Sequence[Leaf]) -> None:
    """The salts of the internal events from number `start`."""
    _insert_salts("ledger_internalsalt", "event_id", start, leaves)


def _insert_salts(table: str, key: str, start: int, leaves: Sequence[Leaf]) -> None:
    salts = [(place, field, salt) for place, leaf in enumerate(leaves, start=start) for field, salt in leaf.salts]
    columns: list[Iterable[object]] = list(zip(*salts, strict=True)) or [(), (), ()]
    _insert(table, {key: "bigint", "field": "text", "salt": "bytea"}, columns)


def _insert(table: str, types: dict[str, str], columns: Sequence[Iterable[object]]) -> None:
    """Insert rows given as columns. Names and types are this file's own constants, never anybody's input."""
    names = ", ".join(f'"{name}"' for name in types)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in types.values())
            sql = f'INSERT INTO "{table}" ({names}) SELECT * FROM unnest({arrays})'  # noqa: S608
            cursor.execute(sql, [list(column) for column in columns])
        else:
            marks = ", ".join("%s" for _ in types)
            sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
            cursor.executemany(sql, list(zip(*columns, strict=True)))
