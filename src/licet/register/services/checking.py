"""Is the register that is served the one that the log makes? Every table is compared, and each difference is named."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection, models
from django.db.models import Count, Q, Sum

from licet.kernel.actor import Actor
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.ledger import public as ledger
from licet.register.models import ImportedLine, ImportFile, Progress, PublishedImport, RegisterComparison
from licet.register.selectors.imports import hash_lines
from licet.register.selectors.log import last_comparison
from licet.register.selectors.tables import table_name
from licet.register.services import reading
from licet.register.services.shadow import rebuilt_beside, served_table

MOST_NAMED: Final = 100
SHORTEST_WAIT, LONGEST_WAIT = timedelta(hours=1), timedelta(days=1)
SHARE_OF_TIME: Final = 100
"""A comparison waits for a hundred times as long as the one before it took, within the two limits above."""
_NAMES = ("reference", "decision", "licence", "review", "key", "name")


@dataclass(frozen=True, slots=True)
class Difference:
    """``what`` is *changed*, *missing* (the log gives a row that the register lacks) or *extra* (the other way round)."""

    table: str
    row: str
    what: str
    field: str = ""
    register: Json = None
    log: Json = None

    def sentence(self) -> str:
        named = f"{self.table}: {self.row}"
        if self.what == "missing":
            return f"{named} is missing from the register; the log gives it."
        if self.what == "extra":
            return f"{named} is in the register; the log does not give it."
        return f"{named}: {self.field} is {_write_value(self.register)} in the register and {_write_value(self.log)} by the log."

    def to_json(self) -> dict[str, Json]:
        return {
            "table": self.table,
            "row": self.row,
            "what": self.what,
            "field": self.field,
            "register": self.register,
            "log": self.log,
        }


@dataclass(slots=True)
class Compared:
    """``size`` entries were compared of the ``log_size`` in the log; ``count`` rows differ, the first hundred differences are named."""

    size: int = 0
    log_size: int = 0
    count: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, differences: Sequence[Difference], count: int) -> None:
        self.count += count
        self.differences += differences[: MOST_NAMED - len(self.differences)]


def compare_with_log(*, actor: Actor, now: Instant) -> Compared:
    """Rebuild the register from the log beside the served one, compare the two, and record what was found.

    Changes nothing else, and keeps neither readers nor writers waiting: the rebuilt tables are this connection's own.
    """
    started, compared = time.monotonic(), Compared()
    with rebuilt_beside() as compared.size:
        compared.log_size = ledger.size()
        for model in (*reading.TABLES, Progress):
            _compare_table(model, compared)
        _compare_imports(compared)
    RegisterComparison.objects.create(
        compared_at=now,
        compared_by=actor.id,
        size=compared.size,
        log_size=compared.log_size,
        differences=compared.count,
        named=[difference.to_json() for difference in compared.differences],
        seconds=round(time.monotonic() - started),
    )
    return compared


def comparison_is_due(now: Instant) -> bool:
    """An hour after the last one; later where one takes long, and after a day at the latest. Never for an empty log.

    One that is said to have been made in the future, by a wrong clock or a forged row, puts off no other.
    """
    last = last_comparison()
    if last is None:
        return bool(ledger.size())
    wait = timedelta(seconds=last.seconds * SHARE_OF_TIME)
    next_at = last.compared_at + min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)
    return now >= next_at or now < last.compared_at


def _compare_table(model: type[models.Model], compared: Compared) -> None:
    """Three questions to the database, which needs no memory of ours however many rows there are."""
    columns, keys = model._meta.local_concrete_fields, model._meta.pk_fields
    served, rebuilt = served_table(model), connection.ops.quote_name(model._meta.db_table)
    same_key = " AND ".join(f"s.{_column(key)} = l.{_column(key)}" for key in keys)
    first_key = _column(keys[0])
    both_rows = [f"s.{_column(item)}" for item in columns] + [f"l.{_column(item)}" for item in columns]
    for what, source in (
        ("missing", f"{rebuilt} l LEFT JOIN {served} s ON {same_key} WHERE s.{first_key} IS NULL"),
        ("extra", f"{served} s LEFT JOIN {rebuilt} l ON {same_key} WHERE l.{first_key} IS NULL"),
        ("changed", f"{served} s JOIN {rebuilt} l ON {same_key} WHERE {' OR '.join(map(_compare_column, columns))}"),
    ):
        side = "s" if what == "extra" else "l"
        order = ", ".join(f"{side}.{_column(key)}" for key in keys)
        differing = _fetch_rows(f"SELECT {', '.join(both_rows)} FROM {source} ORDER BY {order} LIMIT {MOST_NAMED}")  # noqa: S608  (names of our own tables)
        if not differing:
            continue
        [(count,)] = _fetch_rows(f"SELECT COUNT(*) FROM {source}")  # noqa: S608
        served_and_rebuilt = [
            (_read_columns(columns, row[: len(columns)]), _read_columns(columns, row[len(columns) :])) for row in differing
        ]
        compared.add([item for pair in served_and_rebuilt for item in _name_differences(model, what, *pair)], count)


def _name_differences(model: type[models.Model], what: str, served: dict[str, Json], rebuilt: dict[str, Json]) -> Iterator[Difference]:
    table, name_of_row = table_name(model), _row_name(model, served if what == "extra" else rebuilt)
    if what != "changed":
        yield Difference(table, name_of_row, what)
        return
    for name, value in served.items():
        if value != rebuilt[name]:
            yield Difference(table, name_of_row, what, name, value, rebuilt[name])


def _row_name(model: type[models.Model], row: dict[str, Json]) -> str:
    """The reference that people know, and the other parts of the row's key."""
    name = next((name for name in _NAMES if row.get(name)), "")
    keys = [key.name for key in model._meta.pk_fields if key.name != name]
    other_keys = ", ".join(f"{'entry' if key == 'position' else key} {row[key]}" for key in keys)
    return f"{row[name]} ({other_keys})" if name and other_keys else str(row[name]) if name else other_keys


def _column(item: models.Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(item.column))


def _compare_column(item: models.Field[Any, Any]) -> str:
    served, rebuilt = f"s.{_column(item)}", f"l.{_column(item)}"
    if connection.vendor == "postgresql":
        return f"{served} IS DISTINCT FROM {rebuilt}"
    if isinstance(item, models.JSONField):  # stored as text: the same data may be written in another order
        return f"({served} IS NOT {rebuilt} AND NOT licet_same_json({served}, {rebuilt}))"
    return f"{served} IS NOT {rebuilt}"


def _fetch_rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.connection.create_function("licet_same_json", 2, _same_json, deterministic=True)
        cursor.execute(statement)
        return list(cursor.fetchall())


def _same_json(served: str | None, rebuilt: str | None) -> bool:
    return served is not None and rebuilt is not None and json.loads(served) == json.loads(rebuilt)


def _read_columns(columns: Sequence[models.Field[Any, Any]], row: Sequence[Any]) -> dict[str, Json]:
    return {item.name: _read_value(item, value) for item, value in zip(columns, row, strict=True)}


def _read_value(item: models.Field[Any, Any], value: Any) -> Json:
    if isinstance(item, models.JSONField) and isinstance(value, str):
        value = json.loads(value)
    elif isinstance(item, models.BooleanField) and value is not None:
        value = bool(value)
    plain: Json = value.isoformat() if isinstance(value, date) else value
    return plain


def _write_value(value: Json) -> str:
    if value in (None, ""):
        return "empty"
    return f"“{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _compare_imports(compared: Compared) -> None:
    """Imported lines do not come from the log, which holds each file's digest, its numbers of rows and its total."""
    for told in PublishedImport.objects.order_by("position"):
        file = ImportFile.objects.filter(sha256=told.sha256).first()
        if file is None:
            compared.add([Difference("imported files", told.reference, "missing")], 1)
            continue
        counted = _counts_of(file)
        kept: dict[str, Json] = {name: getattr(file, name) for name in ("source", "rows", "groups", "total_minor")}
        if "lines_sha256" in told.facts:
            kept |= {"publisher": file.publisher, "release": file.release, "lines_sha256": file.lines_sha256}
            kept |= {"published_on": file.published_on.isoformat() if file.published_on else None}
            counted |= {"lines_sha256": hash_lines(file.pk)}
        differences = [
            Difference(table, told.reference, "changed", name, value, told.facts.get(name))
            for table, values in (("imported files", kept), ("imported lines", counted))
            for name, value in values.items()
            if value != told.facts.get(name)
        ]
        compared.add(differences, len(differences))
    for file in ImportFile.objects.exclude(sha256__in=_digests_in_log(compared.size)).order_by("pk"):
        compared.add([Difference("imported files", f"{file.source} {file.sha256[:16]}", "extra")], 1)


def _counts_of(file: ImportFile) -> dict[str, Json]:
    return dict(
        ImportedLine.objects.filter(file=file).aggregate(
            rows=Count("number"),
            groups=Count("group", distinct=True),
            total_minor=Sum("value_minor"),
            without_value=Count("number", filter=Q(value_minor=None)),
            zero_value=Count("number", filter=Q(value_minor=0)),
        )
    )


IMPORTS = ("register:import:made", "register:file:imported")


def _digests_in_log(size: int) -> list[str]:
    """Also of files that the register has not read of yet: they are in the log already."""
    later = [entry.published.get("sha256") for entry in ledger.published(after=size - 1) if entry.kind in IMPORTS]
    return [*PublishedImport.objects.values_list("sha256", flat=True), *map(str, later)]
