"""What many tests begin with, made by services once in a process and laid down again as the very rows that they wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import connection, transaction

type Rows = dict[str, dict[Any, None]]  # by table, in the order of their keys or of their writing: triggers ask for it


@dataclass(frozen=True)
class Table:
    """What a builder added to a table that had so many rows."""

    name: str
    had: int
    statement: str
    rows: list[Any]


def once[T](build: Callable[..., T]) -> Callable[..., T]:
    """A builder whose rows are kept; its arguments must not matter. Where it begins with other rows, it builds.

    What it returns is handed out again as it is, so it holds nothing that a test changes."""
    kept: list[tuple[T, list[Table]]] = []

    @wraps(build)
    def lay(*args: Any, **kwargs: Any) -> T:
        if not kept:
            before = _read()
            told = build(*args, **kwargs)
            kept.append((told, list(_added(before, _read()))))
            return told
        told, tables = kept[0]
        if not _as_found(tables):
            return build(*args, **kwargs)
        _lay(tables)
        return told

    return lay


def _as_found(tables: list[Table]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{table.name}")' for table in tables))
        return list(cursor.fetchone()) == [table.had for table in tables]


def _lay(tables: list[Table]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # keys are compared at its end, so that no order of tables matters
        for table in tables:
            cursor.executemany(table.statement, table.rows)
        if connection.vendor == "postgresql":  # counters go on after the rows laid
            cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'")
            for name, column in cursor.fetchall():
                cursor.execute(f"""SELECT setval(pg_get_serial_sequence('"{name}"', %s), max("{column}")) FROM "{name}" """, [column])


def _read() -> Rows:
    return {table: _rows_of(table) for table in _tables()}


def _added(before: Rows, after: Rows) -> Iterator[Table]:
    for table, rows in after.items():
        if before[table].keys() - rows.keys():
            raise RuntimeError(f"a builder that is laid down again adds rows and changes none: {table}")
        if added := [row for row in rows if row not in before[table]]:
            yield Table(table, len(before[table]), _statement(table), added)


def _tables() -> list[str]:
    """All but the search indexes of SQLite. What lies under an index of another table's rows is written by that table's triggers; what
    lies under any other index is read, and is found changed if a builder fills one.
    """
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql LIKE '%content=%' FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
            for index, of_another in cursor.fetchall():
                names -= {name for name in names if name == index or (of_another and name.startswith(f"{index}_"))}
    return sorted(names)


def _rows_of(table: str) -> dict[Any, None]:
    """As the engine keeps them: on PostgreSQL the text of each row, on SQLite its values by an expression, which no converter touches."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            key = connection.introspection.get_primary_key_columns(cursor, table) or []  # a heap has no order of its own
            order = f"ORDER BY {', '.join(f'each."{column}"' for column in key)}" if key else ""
            cursor.execute(f'SELECT each::text FROM "{table}" AS each {order}')
        else:
            cursor.execute(f'SELECT {", ".join(f"+{column}" for column in _columns(table))} FROM "{table}"')
        return dict.fromkeys(cursor.fetchall())


def _statement(table: str) -> str:
    columns = _columns(table)
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        values = ", ".join(f"(laid.each).{column}" for column in columns)
        return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM (SELECT %s::"{table}" AS each) AS laid'
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})'


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return [f'"{column.name}"' for column in connection.introspection.get_table_description(cursor, table)]
        asked = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY 1"
        cursor.execute(asked, [table])
        return [f'"{name}"' for (name,) in cursor.fetchall()]
