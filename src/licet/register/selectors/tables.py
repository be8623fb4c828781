"""The register as tables to download: every column explained, streamed, nothing left out."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db.models import QuerySet

from licet.kernel.errors import NotFound
from licet.register import models


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` pairs each column's name with what it means."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[], QuerySet[Any]]


_POSITION = ("position", "entry of the log")
_DECISION = ("decision", "reference of the decision")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "decisions",
            "Decisions",
            (
                ("reference", "reference of the decision"),
                _POSITION,
                ("decided_on", "day of decision in the authority's zone"),
                ("outcome", "granted, partly granted, refused, no licence required; suspended, reinstated, revoked: of a licence"),
                ("licence_type", "kind of licence applied for"),
                ("destination", "code of the destination at which it counts"),
                ("countries", "every country with its role, JSON"),
                ("ratings", "control-list codes"),
                ("criteria", "criteria on which it was refused, JSON"),
                ("value_minor", "value of what was granted in minor units; empty: see no_value"),
                ("currency", "ISO 4217"),
                ("no_value", "why there is no value"),
                ("licence", "the licence decided on, if it is not an application"),
                ("act", "reference of the act that was signed"),
                ("signed_digest", "SHA-256 of the signed part of the record"),
                ("envelope_digest", "SHA-256 of signatures and what stands around them"),
                ("excluded", "entry of the log that leaves it out of the figures, if one does"),
            ),
            lambda: models.RegisteredDecision.objects.order_by("position"),
        ),
        Table(
            "lines",
            "Lines of decisions",
            (
                _DECISION,
                ("number", "line, from 1"),
                ("since", "entry of the log from which this version stands"),
                ("until", "entry by which a correction took its place"),
                ("excluded", "entry that leaves it out of the figures"),
                ("year", "year of decision"),
                ("quarter", "quarter of decision"),
                ("outcome", "issued, refused, no licence required; suspended, reinstated, revoked"),
                ("destination", "code of the destination at which it counts"),
                ("rating", "control-list code"),
                ("head", "its entry in the list"),
                ("military", "military, other, not known"),
                ("value_minor", "value in minor units; empty: see no_value"),
                ("currency", "ISO 4217"),
                ("no_value", "why there is no value"),
                ("criteria", "criteria on which the line was refused, JSON"),
            ),
            lambda: models.RegisteredLine.objects.order_by("decision", "number", "since"),
        ),
        Table(
            "licences",
            "Licences issued",
            (
                ("reference", "reference of the licence"),
                _POSITION,
                _DECISION,
                ("licence_type", "kind of licence"),
                ("issued_on", "day of issue"),
                ("valid_from", "first day"),
                ("valid_until", "last day"),
                ("status", "newest status"),
                ("status_on", "since when"),
                ("check_code_sha256", "digest of the code printed on the paper"),
            ),
            lambda: models.RegisteredLicence.objects.order_by("position"),
        ),
        Table(
            "status-changes",
            "Status changes of licences",
            (
                _POSITION,
                ("licence", "reference of the licence"),
                ("source", "status before"),
                ("target", "status after"),
                ("changed_on", "day"),
                ("decision", "reference of the decision; empty: expired by date"),
                ("act", "reference of the act that was signed"),
            ),
            lambda: models.StatusEntry.objects.order_by("position"),
        ),
        Table(
            "corrections",
            "Corrections",
            (
                _POSITION,
                _DECISION,
                ("line", "line, from 1; 0: the whole decision"),
                ("field", "what was wrong"),
                ("before", "as it stood; empty: not recorded"),
                ("after", "as it is; empty: not recorded"),
                ("reason", "why"),
                ("corrected_on", "day"),
            ),
            lambda: models.Correction.objects.order_by("position"),
        ),
        Table(
            "exclusions",
            "Decisions left out of the figures",
            (_POSITION, _DECISION, ("reason", "why"), ("excluded_on", "day")),
            lambda: models.Exclusion.objects.order_by("position"),
        ),
        Table(
            "imports",
            "Imported data",
            (
                _POSITION,
                ("reference", "name of the import"),
                ("source", "where the data come from"),
                ("sha256", "of the file"),
                ("imported_on", "day"),
                ("facts", "rows, totals and what was refused, JSON"),
            ),
            lambda: models.PublishedImport.objects.order_by("position"),
        ),
    )
}


def table_rows(name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, streamed. Raises NotFound."""
    table = _table(name)
    return table.rows().values_list(*(column for column, _ in table.columns)).iterator(1000)


def csv_lines(name: str) -> Iterator[str]:
    """RFC 4180 in UTF-8, a header first; an empty cell is *not recorded*, never zero."""
    yield csv_line([column for column, _ in _table(name).columns])
    for row in table_rows(name):
        yield csv_line([_cell(value) for value in row])


def json_lines(name: str) -> Iterator[str]:
    """One JSON array, an object a line."""
    names = [column for column, _ in _table(name).columns]
    mark = "[\n"
    for row in table_rows(name):
        yield mark + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str)
        mark = ",\n"
    yield "\n]\n" if mark == ",\n" else "[]\n"


def csv_line(cells: list[Any]) -> str:
    """A cell that a spreadsheet would run as a formula is written with an apostrophe before it."""
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, list | dict) else value


def _table(name: str) -> Table:
    try:
        return TABLES[name]
    except KeyError:
        raise NotFound("table") from None
