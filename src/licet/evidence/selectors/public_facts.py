"""Proceedings and official lines: what stands of each, every version, and a line held against the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import F, Q

from licet.evidence.domain import Asks, OfficialLineDraft, ProceedingDraft, ProceedingKind, Stage
from licet.evidence.models import OfficialLine, OfficialLineVersion, Proceeding, ProceedingVersion
from licet.evidence.selectors.versions import Counts, counts
from licet.kernel.actor import Actor
from licet.kernel.days import KnownDay
from licet.kernel.difference import Paragraph, word_difference
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    reference: str
    version: str
    number: int
    destination: str
    kind: ProceedingKind
    title: str
    court: str
    stage: Stage
    sought_on: KnownDay | None
    issued_on: KnownDay | None
    refused_on: KnownDay | None
    asks: Asks
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ProceedingVersionDetail:
    """``changed`` are the words of the text that differ from the version before."""

    id: str
    number: int
    draft: ProceedingDraft
    withdrawn: bool
    reason: str
    made_at: Instant
    made_by: str
    changed: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """That a later version named another destination: which it left, where it went (codes), when and why."""

    left: str
    to: str
    made_at: Instant
    reason: str


@dataclass(frozen=True, slots=True)
class ProceedingDetail:
    """``versions`` and ``moves`` newest first."""

    reference: str
    destination: str
    versions: tuple[ProceedingVersionDetail, ...]
    moves: tuple[Move, ...]

    @property
    def current(self) -> ProceedingVersionDetail:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class LineVersionDetail:
    """``held`` is what the record held on the day of the words; ``changed`` as for proceedings."""

    id: str
    number: int
    draft: OfficialLineDraft
    held: dict[str, object]
    withdrawn: bool
    reason: str
    made_at: Instant
    made_by: str
    changed: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LineDetail:
    """``now`` is what the record holds today, to be read beside what it held then. ``versions`` and ``moves`` newest first."""

    reference: str
    destination: str
    versions: tuple[LineVersionDetail, ...]
    moves: tuple[Move, ...]
    now: Counts

    @property
    def current(self) -> LineVersionDetail:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class LineRow:
    reference: str
    version: str
    number: int
    destination: str
    topic: str
    said_on: date
    said_by: str
    venue: str
    words: str
    held: dict[str, object]
    withdrawn: bool


def proceeding_list(*, actor: Actor, destination: str = "", limit: int = 200) -> tuple[ProceedingRow, ...]:
    """Proceedings as they stand, latest day first. One query."""
    actor.require(Permission.EVIDENCE_READ)
    rows = ProceedingVersion.objects.filter(number=F("proceeding__latest")).select_related("proceeding")
    if destination:
        rows = rows.filter(Q(moved_to=destination) | Q(moved_to="", proceeding__destination=destination))
    return tuple(sorted(map(_proceeding_row, rows[:limit]), key=_latest_day, reverse=True))


def access_proceeding(*, actor: Actor, proceeding: str) -> ProceedingDetail:
    """By reference or id. Three queries. Raises NotFound."""
    actor.require(Permission.EVIDENCE_READ)
    row = Proceeding.objects.filter(reference=proceeding).first() or Proceeding.objects.filter(pk=proceeding).first()
    if row is None:
        raise NotFound("proceeding")
    versions = list(row.versions.select_related("proceeding").prefetch_related("cited").order_by("number"))
    texts = _changed([version.text for version in versions])
    found = [
        ProceedingVersionDetail(item.id, item.number, item.to_domain(), item.withdrawn, item.reason, item.made_at, item.made_by, words)
        for item, words in zip(versions, texts, strict=True)
    ]
    return ProceedingDetail(row.reference, found[-1].draft.destination, tuple(reversed(found)), _moves(found))


def line_list(*, actor: Actor, destination: str = "", limit: int = 200) -> tuple[LineRow, ...]:
    """Official lines as they stand, newest first. One query."""
    actor.require(Permission.EVIDENCE_READ)
    rows = OfficialLineVersion.objects.filter(number=F("line__latest")).select_related("line")
    if destination:
        rows = rows.filter(Q(moved_to=destination) | Q(moved_to="", line__destination=destination))
    return tuple(map(_line_row, rows.order_by("-said_on", "-pk")[:limit]))


def access_official_line(*, actor: Actor, line: str) -> LineDetail:
    """By reference or id, with what the record holds now beside what it held then. Three queries. Raises NotFound."""
    actor.require(Permission.EVIDENCE_READ)
    row = OfficialLine.objects.filter(reference=line).first() or OfficialLine.objects.filter(pk=line).first()
    if row is None:
        raise NotFound("official line")
    versions = list(row.versions.select_related("line").order_by("number"))
    texts = _changed([version.words for version in versions])
    found = [
        LineVersionDetail(item.id, item.number, item.to_domain(), item.held, item.withdrawn, item.reason, item.made_at, item.made_by, words)
        for item, words in zip(versions, texts, strict=True)
    ]
    place = found[-1].draft.destination
    return LineDetail(row.reference, place, tuple(reversed(found)), _moves(found), counts(destination=place))


def _moves(versions: Sequence[ProceedingVersionDetail | LineVersionDetail]) -> tuple[Move, ...]:
    """Of versions, oldest first."""
    moves = [
        Move(before.draft.destination, after.draft.destination, after.made_at, after.reason)
        for before, after in pairwise(versions)
        if before.draft.destination != after.draft.destination
    ]
    return tuple(reversed(moves))


def _changed(texts: Sequence[str]) -> list[tuple[Paragraph, ...]]:
    return [()] * bool(texts) + [word_difference(old, new) for old, new in pairwise(texts)]


def _latest_day(row: ProceedingRow) -> tuple[date, str]:
    return max(on.first for on in (row.sought_on, row.issued_on, row.refused_on) if on), row.reference


def _proceeding_row(row: ProceedingVersion) -> ProceedingRow:
    return ProceedingRow(
        reference=row.proceeding.reference,
        version=row.id,
        number=row.number,
        destination=row.destination,
        kind=ProceedingKind(row.kind),
        title=row.title,
        court=row.court,
        stage=Stage(row.stage),
        **row.days,
        asks=Asks(row.asks),
        withdrawn=row.withdrawn,
    )


def _line_row(row: OfficialLineVersion) -> LineRow:
    return LineRow(
        reference=row.line.reference,
        version=row.id,
        number=row.number,
        destination=row.destination,
        topic=row.topic,
        said_on=row.said_on,
        said_by=row.said_by,
        venue=row.venue,
        words=row.words,
        held=row.held,
        withdrawn=row.withdrawn,
    )
