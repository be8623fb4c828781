"""Files that others published, as they were imported: their lines with a digest, and the names in them that nobody could place."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from licet.kernel.errors import NotFound
from licet.policy import public as policy
from licet.register.domain import ISSUED, REFUSED
from licet.register.domain.coverage import Coverage
from licet.register.models import ImportedLine, ImportFile, PublishedImport
from licet.register.selectors.sources import SHORTEST_DIGEST, coverage_of_file, newest_first
from licet.register.selectors.tables.lines import csv_line

LINE_COLUMNS = (
    ("number", "line of the file, its first line included"),
    ("group", "group of the source; not one licence"),
    ("month", "first day of the month, or the day where one was given"),
    ("outcome", "issued or refused"),
    ("destination", "code of the destination; the name as written where no list holds it"),
    ("country_known", "whether a list holds the name"),
    ("country_written", "the name as it was written"),
    ("rating", "control-list code"),
    ("rating_written", "the code as it was written"),
    ("head", "its entry in the list"),
    ("military", "military, other, not known"),
    ("listed", "whether the list holds the code"),
    ("licences", "how many licences the source counts; empty: not recorded"),
    ("value_minor", "value in minor units; empty: see no_value"),
    ("no_value", "why there is no value"),
)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class UnplacedName:
    """A name in a file that stands for no single destination, with what its lines come to.

    ``why`` is one clause; ``candidates`` are names of destinations that it could mean. ``value_minor`` is None where no line has a value.
    """

    name: str
    why: str
    candidates: tuple[str, ...]
    lines: int
    refused: int
    value_minor: int | None
    without_value: int


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A file, what the log says of it, the time that it covers, and every name in it that could not be placed."""

    file: ImportFile
    entry: PublishedImport | None
    coverage: Coverage
    unplaced: tuple[UnplacedName, ...]
    newest: bool


def imports() -> list[tuple[ImportFile, PublishedImport | None]]:
    """Every file that was imported, newest publication first, with its entry in the log."""
    entries = {entry.sha256: entry for entry in PublishedImport.objects.all()}
    return [(file, entries.get(file.sha256)) for file in newest_first()]


def import_page(digest: str) -> ImportPage:
    """By the beginning of the file's SHA-256. Raises NotFound. Five queries."""
    file = find_file(digest)
    return ImportPage(
        file=file,
        entry=PublishedImport.objects.filter(sha256=file.sha256).first(),
        coverage=coverage_of_file(file),
        unplaced=unplaced_names(file),
        newest=newest_first().filter(source=file.source).first() == file,
    )


def find_file(digest: str) -> ImportFile:
    """The one file whose SHA-256 begins so. Raises NotFound."""
    if len(digest) < SHORTEST_DIGEST:
        raise NotFound("imported file")
    files = list(ImportFile.objects.filter(sha256__startswith=digest.lower())[:2])
    if len(files) != 1:
        raise NotFound("imported file")
    return files[0]


def unplaced_names(file: ImportFile) -> tuple[UnplacedName, ...]:
    """Largest value first; one query."""
    lines = file.lines.filter(country_known=False).order_by().values("destination")
    counted = lines.annotate(
        lines=Count("number"),
        refused=Count("number", filter=Q(outcome=REFUSED)),
        value=Sum("value_minor"),
        without_value=Count("number", filter=Q(outcome=ISSUED, value_minor=None)),
    )
    names = [_unplaced(row["destination"], row) for row in counted]
    return tuple(sorted(names, key=lambda name: (-(name.value_minor or 0), name.name)))


def _unplaced(name: str, row: Mapping[str, Any]) -> UnplacedName:
    place = policy.find_destination(name)
    known = policy.destination_names()
    if isinstance(place, policy.Unknown):
        why, candidates = place.why, tuple(known.get(code, code) for code in place.candidates)
    else:
        why, candidates = "was not in the list when the file was imported", (known[place.code],)
    value = row["value"]
    return UnplacedName(
        name, why, candidates, row["lines"] or 0, row["refused"] or 0, None if value is None else int(value), row["without_value"] or 0
    )


def line_of_import(digest: str, number: int) -> tuple[ImportFile, ImportedLine]:
    """One line of a file. Raises NotFound."""
    file = find_file(digest)
    line = file.lines.filter(number=number).first()
    if line is None:
        raise NotFound("line of this file")
    return file, line


def csv_of_lines(digest: str) -> Iterator[str]:
    """Every line of a file as it was read, whose SHA-256 the file's entry in the log holds. Raises NotFound before the first line."""
    return _csv_lines(find_file(digest).pk)


def hash_lines(file: str) -> str:
    """The SHA-256 of the lines as they are downloaded."""
    digest = hashlib.sha256()
    for line in _csv_lines(file):
        digest.update(line.encode())
    return digest.hexdigest()


def _csv_lines(file: str) -> Iterator[str]:
    columns = [name for name, _ in LINE_COLUMNS]
    yield csv_line(columns)
    lines: QuerySet[ImportedLine] = ImportedLine.objects.filter(file_id=file).order_by("number")
    for row in lines.values_list(*columns).iterator(_AT_ONCE):
        yield csv_line(list(row))
