"""Where the lines of a figure come from, and as of when: the published log at a size, or a file that somebody else published."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from licet.kernel.errors import Invalid
from licet.kernel.known_words import unknown_word
from licet.ledger import public as ledger
from licet.policy import public as policy
from licet.register.domain import Vintage, quarter_of
from licet.register.domain.coverage import Coverage, month_end, quarter_start
from licet.register.domain.figures import LOG
from licet.register.models import FigureCell, ImportedLine, ImportFile, Progress, RegisteredLine

SHORTEST_DIGEST = 6


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a source at a vintage. ``size`` is that of the log, ``newest`` whether nothing more was read; 0 for an import.

    ``known`` holds for lines whose destination is in the authority's lists. ``reference`` is the column that names a line's licence.
    """

    lines: QuerySet[Any]
    vintage: Vintage
    currency: str
    counted: Any
    size: int
    known: Q
    reference: str
    newest: bool
    file: ImportFile | None = None

    def coverage(self) -> Coverage | None:
        """What stretch of time it covers; None while the log is empty. Two queries at most."""
        return log_coverage(self.size) if self.file is None else coverage_of_file(self.file)


def find_source(name: str, vintage: str) -> Source:
    """Raises :class:`Invalid` for a source or a vintage that does not exist."""
    return _find_log(vintage) if name == LOG else _find_import(name, vintage)


def entries_read() -> int:
    """How far the register read the log; it moves with the lines, in one transaction. One query."""
    return Progress.objects.values_list("size", flat=True).first() or 0


def _find_log(asof: str) -> Source:
    read = entries_read()
    size = _read_size(asof, read) if asof else read
    return log_at(size, newest=size == read)


def log_at(size: int, *, newest: bool) -> Source:
    lines = RegisteredLine.objects.filter(Q(until=None) | Q(until__gte=size), Q(excluded=None) | Q(excluded__gte=size), since__lt=size)
    return Source(
        lines,
        Vintage(str(size), f"the published log at {size:,} entries"),
        policy.pack().currency,
        Count("decision", distinct=True),
        size,
        ~Q(destination=""),
        "decision",
        newest,
    )


def _read_size(asof: str, read: int) -> int:
    if not (asof.isascii() and asof.isdecimal() and len(asof) < 16):
        raise Invalid(f"“{asof[:40]}” is not a size of the log: write a number of entries, {read:,} at most.", place="asof")
    if int(asof) > read:
        raise Invalid(f"The log that the register has read has {read:,} entries, not {int(asof):,}.", place="asof")
    return int(asof)


def newest_first() -> QuerySet[ImportFile]:
    """Imported files by the day on which they were published; those of which no day is recorded come last."""
    return ImportFile.objects.order_by(F("published_on").desc(nulls_last=True), "-imported_at")


def _find_import(name: str, asof: str) -> Source:
    files = [file for file in newest_first() if file.source == name]
    if not files:
        names = [LOG, *ImportFile.objects.order_by("source").values_list("source", flat=True).distinct()]
        raise unknown_word(name, names, what="a source of figures", place="source")
    file = find_vintage(files, asof) if asof else files[0]
    return Source(
        ImportedLine.objects.filter(file_id=file.id),
        Vintage(file.sha256, file.described()),
        file.currency,
        Sum("licences"),
        0,
        Q(country_known=True),
        "group",
        newest=False,
        file=file,
    )


def find_vintage(files: list[ImportFile], asof: str) -> ImportFile:
    """The file that a release or the beginning of a digest names. Raises :class:`Invalid` if none does, or several."""
    named = [file for file in files if file.release == asof]
    named = named or [file for file in files if len(asof) >= SHORTEST_DIGEST and file.sha256.startswith(asof.lower())]
    if len(named) > 1:
        raise Invalid(f"“{asof[:40]}” names {len(named)} files: write the beginning of a file's SHA-256 instead.", place="asof")
    if not named:
        raise unknown_word(asof, [file.release for file in files], what="a release of this source", place="asof")
    return named[0]


def log_coverage(size: int) -> Coverage | None:
    """From the first entry to the last; earlier where the log took in what was decided before it was begun."""
    if not size:
        return None
    days = ledger.days_of(0, size - 1)
    begun, last = days[0], max(days.values())
    earliest = FigureCell.objects.filter(grouping="").aggregate(quarter=Min("quarter"))["quarter"]
    before = earliest is not None and earliest < quarter_of(begun)
    return Coverage(quarter_start(earliest) if before else begun, last)


def coverage_of_file(file: ImportFile) -> Coverage:
    """The months of its lines, from the first to the last."""
    months = file.lines.aggregate(first=Min("month"), last=Max("month"))
    return Coverage(months["first"].replace(day=1), month_end(months["last"]), by_month=True)
