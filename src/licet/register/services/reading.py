"""Reading the log on, in sets: each entry once, in order, whatever woke us."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import batched

from django.db import transaction

from licet.ledger import public as ledger
from licet.ledger.public import PublishedEntry
from licet.platform.locking import take_turn
from licet.register import models
from licet.register.selectors.answering import KEPT
from licet.register.selectors.log import INTERNAL_BATCH
from licet.register.services import cells, entries, facts, happenings, listing, reviews
from licet.register.services.told import text_of

TURN = "licet/register"
AT_ONCE = 1000
NAME = "log"

type Write = Callable[[list[PublishedEntry]], None]

# In this order within a set: what is referred to stands before what refers to it.
WRITERS: dict[str, Write] = {
    "decisions:case-decision:made": entries.decisions,
    "decisions:decision:made": entries.decisions,
    "licences:licence:issued": entries.licences,
    "licences:licence:status-changed": entries.statuses,
    "decisions:hold:placed": entries.holds,
    "decisions:hold:lifted": entries.lifted,
    "decisions:departure:made": entries.departures,
    "register:figure:corrected": entries.corrections,
    "register:decision:excluded": entries.exclusions,
    "register:import:made": entries.imports,
    "register:file:imported": entries.imports,
    "evidence:incident:recorded": facts.incidents,
    "evidence:incident:revised": facts.incidents,
    "evidence:proceeding:recorded": facts.proceedings,
    "evidence:proceeding:revised": facts.proceedings,
    "evidence:proceeding:withdrawn": facts.proceedings,
    "evidence:official-line:recorded": facts.official_lines,
    "evidence:official-line:revised": facts.official_lines,
    "evidence:official-line:withdrawn": facts.official_lines,
    "assessments:version:concluded": facts.assessments,
    "reviews:trigger:raised": reviews.triggers,
    "reviews:fact-trigger:raised": reviews.triggers,
    "reviews:trigger:climbed": reviews.climbed,
    "reviews:trigger:closed": reviews.closed,
    "reviews:review:opened": reviews.steps("opened"),
    "reviews:review:frozen": reviews.steps("frozen"),
    "reviews:review:updated": reviews.steps("updated"),
    "reviews:review:applied": reviews.steps("applied"),
    "reviews:review:concluded": reviews.steps("concluded"),
    "concerns:figures:published": facts.concern_figures,
    "casework:processing-times:published": facts.processing_times,
    "casework:monthly-times:published": facts.processing_times,
}


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How far the register stands in the log, how many entries it read now, how many kinds of others it passed over so far."""

    size: int
    read: int
    skipped: int


def catch_up() -> CaughtUp:
    """Read what the log gained. Each set is one transaction; a second caller waits its turn and finds nothing to do."""
    read = 0
    while True:
        caught_up = read_set()
        read += caught_up.read
        if caught_up.read < AT_ONCE:
            return CaughtUp(caught_up.size, read, caught_up.skipped)


@transaction.atomic
def read_set() -> CaughtUp:
    """Read the next set of what the log gained; as many entries as ``AT_ONCE`` mean that more may follow."""
    progress = _progress()
    batch = list(ledger.published(after=progress.size - 1, limit=AT_ONCE))
    read_batch(progress, batch)
    return CaughtUp(progress.size, len(batch), progress.skipped)


@transaction.atomic
def rebuild() -> CaughtUp:
    """Forget everything that came from the log and read it again from its first entry. Imported lines are kept."""
    KEPT.forget()
    progress = _progress()
    for table in TABLES:
        table.objects.all().delete()
    progress.size = progress.skipped = 0
    for batch in batched(ledger.published(), AT_ONCE):
        read_batch(progress, list(batch))
    return CaughtUp(progress.size, progress.size, progress.skipped)


TABLES = (
    models.RegisteredLine,
    models.RegisteredDecision,
    models.RegisteredLicence,
    models.StatusEntry,
    models.Hold,
    models.Departure,
    models.Correction,
    models.Exclusion,
    models.PublishedImport,
    models.PublishedAssessment,
    models.PublishedIncident,
    models.PublishedProceeding,
    models.PublishedLine,
    models.PublishedTrigger,
    models.PublishedReview,
    models.ReviewEntry,
    models.ConcernFigures,
    models.ProcessingTimes,
    models.Happening,
    models.FigureCell,
    models.ListedDecision,
)
"""All that follows from the log, and what follows from that: whoever compares the register with the log compares these."""


def _progress() -> models.Progress:
    take_turn(TURN)
    progress, _ = models.Progress.objects.get_or_create(name=NAME, defaults={"size": 0, "skipped": 0})
    return progress


def read_batch(progress: models.Progress, batch: list[PublishedEntry]) -> None:
    """Write what a set of entries says into the register's tables, and how far it has read."""
    if not batch:
        return
    by_kind: defaultdict[str, list[PublishedEntry]] = defaultdict(list)
    for entry in batch:
        by_kind[entry.kind].append(entry)
    touched = _decisions_touched(by_kind)
    before = cells.sums_of(touched)
    for kind, write in WRITERS.items():
        if by_kind[kind]:
            write(by_kind[kind])
    cells.replace_sums(before, cells.sums_of(touched))
    listing.list_again(touched)
    happenings.tell(batch)
    progress.size = batch[-1].position + 1
    progress.skipped += _others(batch)
    models.Progress.objects.filter(pk=progress.pk).update(size=progress.size, skipped=progress.skipped)


def _decisions_touched(by_kind: Mapping[str, list[PublishedEntry]]) -> set[str]:
    """The decisions whose lines, licences or places in the list these entries may change."""
    touched = {entry.ref for kind in _ABOUT_DECISIONS for entry in by_kind[kind]}
    issued = {entry.ref: text_of(entry.published, "decision") for entry in by_kind["licences:licence:issued"]}
    changed = {entry.ref for entry in by_kind["licences:licence:status-changed"]}
    issued_before = models.RegisteredLicence.objects.filter(reference__in=changed).values_list("decision", flat=True)
    return {*touched, *issued.values(), *(issued_before if changed else ())}


_ABOUT_DECISIONS = (
    "decisions:case-decision:made",
    "decisions:decision:made",
    "register:figure:corrected",
    "register:decision:excluded",
)


def _others(batch: Iterable[PublishedEntry]) -> int:
    return sum(1 for entry in batch if entry.kind not in WRITERS and entry.kind != INTERNAL_BATCH)
