"""Import of UK licensed values: a whole file or nothing, in one transaction, row by row as it was written."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.policy import public as policy
from licet.register.domain import REFUSED
from licet.register.domain.values import Country, Reader, RefusedRow, ValueRow
from licet.register.events import FileImported
from licet.register.models import ImportFile
from licet.register.selectors.imports import hash_lines
from licet.register.services.entries import rate
from licet.register.services.inserting import insert_lines

UK_VALUES, CURRENCY = "uk-values", "GBP"
KEPT_REFUSED, AT_ONCE = 100, 5_000
LONGEST_PUBLISHER, LONGEST_RELEASE = 200, 40
MOST_BYTES, MOST_TOTAL = 2 * 1024**3, 9 * 10**18  # what both engines can add

type Tell = Callable[[int], None]


@dataclass(slots=True)
class Imported:
    """What came of a file. ``known`` True: these bytes were imported before, and nothing was written."""

    source: str
    release: str
    publisher: str
    published_on: date
    sha256: str = ""
    lines_sha256: str = ""
    rows: int = 0
    total_minor: int | None = None
    currency: str = CURRENCY
    groups: int = 0
    without_value: int = 0
    zero_value: int = 0
    refused_applications: int = 0
    not_listed: dict[str, int] = field(default_factory=dict)
    unknown_countries: dict[str, int] = field(default_factory=dict)
    normalised: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, int] = field(default_factory=dict)
    refused_count: int = 0
    refused: list[dict[str, int | str]] = field(default_factory=list)
    other_columns: list[str] = field(default_factory=list)
    known: bool = False

    def to_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__} | {"published_on": self.published_on.isoformat()}


@transaction.atomic
def import_uk_values(
    *, actor: Actor, path: Path, publisher: str, published_on: date, release: str = "", now: Instant, progress: Tell | None = None
) -> Imported:
    """Import a file of ``licence_group,date,rating,count,value,country,refused`` as a vintage. Leads.

    ``publisher`` is who published the file and ``published_on`` the day. Raises Invalid, with line and reason, for a file that cannot
    be read as a whole (no such columns, not UTF-8, empty, newer lines than the day of its publication); single rows that cannot be read
    are left out and named. The same bytes again write nothing.
    """
    actor.require(Permission.REGISTER_IMPORT)
    _check_publication(publisher, published_on, release or path.stem, now)
    given = Imported(UK_VALUES, release or path.stem, publisher.strip(), published_on)
    with _open(path) as raw:
        given.sha256 = _digest(raw)
        if ImportFile.objects.filter(sha256=given.sha256).exists():
            given.known = True
            return given
        file = ImportFile(id=new_id())
        with io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            _Counting(given, file.id, progress).run(text)
    given.lines_sha256 = hash_lines(file.id)
    _keep(file, given, path, actor, now)
    policy.record_events(actor=actor, events=[_event(given, actor, now)], now=now)
    return given


def _check_publication(publisher: str, published_on: date, release: str, now: Instant) -> None:
    if not publisher.strip() or len(publisher) > LONGEST_PUBLISHER or not publisher.isprintable():
        raise Invalid(f"Say who published the file, in {LONGEST_PUBLISHER} letters at most.", place="publisher")
    if published_on > policy.today(now):
        raise Invalid(f"{published_on.isoformat()} is in the future: give the day on which the file was published.", place="published")
    if len(release) > LONGEST_RELEASE:
        raise Invalid(f"The name of a release has {LONGEST_RELEASE} letters at most: give a shorter one.", place="release")


def _open(path: Path) -> io.BufferedReader:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Invalid(f"The file cannot be read: {error.strerror}.", place=str(path)) from error
    if path.stat().st_size > MOST_BYTES:
        raw.close()
        raise Invalid(f"The file is larger than {MOST_BYTES:,} bytes; split it by year.", place=path.name)
    return raw


def _digest(raw: io.BufferedReader) -> str:
    digest = hashlib.file_digest(raw, "sha256").hexdigest()
    raw.seek(0)
    return digest


def find_country(written: str, on: date) -> Country:
    """The destination a name stood for then; as written where no list holds it, or holds several."""
    found = policy.find_destination(written, on)
    if isinstance(found, policy.Unknown):
        return Country(written, False, False)
    return Country(found.code, True, found.how is not policy.How.EXACT)


class _Counting:
    """One pass over the file: rows into the table, what was seen into the result."""

    def __init__(self, given: Imported, file: str, progress: Tell | None) -> None:
        self.given, self.file, self.progress = given, file, progress
        self.groups: set[str] = set()
        self.newest_month = date.min
        self.seen = {name: Counter[str]() for name in ("code normalised", "not in the list", "unknown destination")}
        self.seen["destination by another name"] = Counter()

    def run(self, text: io.TextIOBase) -> None:
        batch: list[ValueRow] = []
        for row in self._rows(text):
            self._count(row)
            batch.append(row)
            if len(batch) == AT_ONCE:
                self._write(batch)
        self._write(batch)
        if not self.given.rows:
            raise Invalid(f"The file has no row that can be counted ({self.given.refused_count} were refused).", place="file")
        if self.newest_month > self.given.published_on:
            newest = f"{self.newest_month:%B %Y}"
            said = f"the day on which it is said to be published, {self.given.published_on.isoformat()}"
            raise Invalid(f"The file has lines of {newest}, after {said}.", place="published")
        self._sum_up()

    def _rows(self, text: io.TextIOBase) -> Iterator[ValueRow]:
        table = csv.reader(text, strict=True)
        try:
            header = next(table, None)
            if header is None:
                raise Invalid("The file is empty.", place="line 1")
            reader = Reader(header, rate=rate, find=find_country, currency=CURRENCY)
            self.given.other_columns = [name for place, name in enumerate(header) if place not in reader.places]
            for cells in table:
                if not cells:
                    continue  # a blank line says nothing
                row = reader.read(table.line_num, cells)
                if isinstance(row, RefusedRow):
                    self._refuse(row)
                else:
                    yield row
        except csv.Error as error:
            raise Invalid(f"The file is not CSV here: {error}. Nothing was written.", place=f"line {table.line_num}") from error
        except UnicodeDecodeError as error:
            where = f"after line {table.line_num}"
            raise Invalid(f"The file is not UTF-8 (byte 0x{error.object[error.start]:02x}); save it as UTF-8.", place=where) from error

    def _refuse(self, row: RefusedRow) -> None:
        self.given.refused_count += 1
        if len(self.given.refused) < KEPT_REFUSED:
            self.given.refused.append({"line": row.line, "reason": row.reason})

    def _count(self, row: ValueRow) -> None:
        given = self.given
        given.rows += 1
        self.groups.add(row.group)
        self.newest_month = max(self.newest_month, row.month)
        given.refused_applications += row.outcome == REFUSED
        if row.value_minor is None:
            given.without_value += 1
        else:
            given.total_minor = (given.total_minor or 0) + row.value_minor
            given.zero_value += row.value_minor == 0
        for note in row.notes:
            self.seen[note][row.country_written if "destination" in note else row.rating_written] += 1

    def _write(self, batch: list[ValueRow]) -> None:
        insert_lines(self.file, batch)
        batch.clear()
        if self.progress:
            self.progress(self.given.rows)

    def _sum_up(self) -> None:
        given = self.given
        if (given.total_minor or 0) > MOST_TOTAL:
            raise Invalid(f"The values add up to more than {MOST_TOTAL:,} minor units, which no register of licences does.", place="value")
        given.groups = len(self.groups)
        given.normalised = dict(self.seen["code normalised"].most_common())
        given.not_listed = dict(self.seen["not in the list"].most_common())
        given.unknown_countries = dict(self.seen["unknown destination"].most_common())
        given.renamed = dict(self.seen["destination by another name"].most_common())


def _keep(file: ImportFile, given: Imported, path: Path, actor: Actor, now: Instant) -> None:
    file.source, file.release, file.sha256 = given.source, given.release, given.sha256
    file.publisher, file.published_on, file.lines_sha256 = given.publisher, given.published_on, given.lines_sha256
    file.filename, file.currency = path.name[:200], given.currency
    file.rows, file.groups, file.total_minor = given.rows, given.groups, given.total_minor
    file.refused = given.refused
    file.counts = {
        name: getattr(given, name)
        for name in ("without_value", "zero_value", "refused_applications", "not_listed", "unknown_countries", "normalised", "renamed")
    } | {"refused": given.refused_count}
    file.imported_at, file.imported_by = now, actor.id
    ImportFile.objects.bulk_create([file])


def _event(given: Imported, actor: Actor, now: Instant) -> FileImported:
    return FileImported(
        on=policy.today(now),
        ref=f"{given.source} {given.sha256[:16]}",
        source=given.source,
        release=given.release,
        publisher=given.publisher,
        published_on=given.published_on.isoformat(),
        sha256=given.sha256,
        lines_sha256=given.lines_sha256,
        rows=given.rows,
        groups=given.groups,
        total_minor=given.total_minor,
        currency=given.currency,
        without_value=given.without_value,
        zero_value=given.zero_value,
        not_listed=sum(given.not_listed.values()),
        unknown_countries=sum(given.unknown_countries.values()),
        refused=given.refused_count,
        imported_by=actor.id,
    )
