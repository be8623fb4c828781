"""Imported rows in sets: plain SQL, because ``bulk_create`` takes several times as long (bench/register.py)."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from licet.register.domain import quarter_of
from licet.register.domain.values import ValueRow

_TYPES = {
    "file_id": "text",
    "number": "integer",
    "group": "text",
    "month": "date",
    "year": "smallint",
    "quarter": "text",
    "outcome": "text",
    "destination": "text",
    "country_known": "boolean",
    "country_written": "text",
    "rating": "text",
    "rating_written": "text",
    "head": "text",
    "military": "text",
    "listed": "boolean",
    "licences": "integer",
    "value_minor": "bigint",
    "no_value": "text",
}


def insert_lines(file: str, rows: Sequence[ValueRow]) -> None:
    """One statement, however many rows. The file's own row follows in the same transaction (the key is deferred)."""
    if not rows:
        return
    quarters = {month: quarter_of(month) for month in {row.month for row in rows}}
    days = {month: connection.ops.adapt_datefield_value(month) for month in quarters}
    values = [
        (
            file,
            row.number,
            row.group,
            days[row.month],
            row.month.year,
            quarters[row.month],
            row.outcome,
            row.country.destination,
            row.country.known,
            row.country_written,
            row.rated.rating,
            row.rating_written,
            row.rated.head,
            row.rated.kind,
            row.rated.listed,
            row.licences,
            row.value_minor,
            row.no_value,
        )
        for row in rows
    ]
    _insert(values)


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    """Names and types are this file's own constants, never anybody's input."""
    names = ", ".join(f'"{name}"' for name in _TYPES)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in _TYPES.values())
            sql = f'INSERT INTO "register_importedline" ({names}) SELECT * FROM unnest({arrays})'  # noqa: S608
            cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        else:
            marks = ", ".join("%s" for _ in _TYPES)
            cursor.executemany(f'INSERT INTO "register_importedline" ({names}) VALUES ({marks})', rows)  # noqa: S608
