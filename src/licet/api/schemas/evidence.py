"""Evidence as officials read it: documents, incidents, proceedings, official lines."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from licet.api.schemas.base import Schema
from licet.evidence.public import (
    DocumentDetail,
    DocumentRow,
    IncidentDetail,
    IncidentRow,
    LineDetail,
    LineRow,
    ProceedingDetail,
    ProceedingRow,
    VersionDetail,
)


class SourceRead(Schema):
    id: str
    name: str
    kind: str
    reliability: str
    documents: int


class Sources(Schema):
    rows: list[SourceRead]


class DocumentListed(Schema):
    id: str
    number: str
    source: str
    dated_on: date
    title: str
    snippet: str
    quoted: int = Field(description="how many of its passages are quoted")

    @staticmethod
    def of(row: DocumentRow) -> "DocumentListed":
        return DocumentListed.model_validate(row)


class Documents(Schema):
    rows: list[DocumentListed]
    after: str | None


class Passage(Schema):
    """A quoted passage; ``start`` and ``end`` count letters of the text."""

    id: str
    quote: str
    start: int
    end: int
    incidents: list[str]


class DocumentPage(Schema):
    """``text`` from ``start`` on; ``more`` is where the next part starts, null at the end."""

    id: str
    number: str
    source: str
    reliability: str
    dated_on: date
    title: str
    sha256: str
    offset: int
    length: int
    start: int
    more: int | None
    text: str
    passages: list[Passage]

    @staticmethod
    def of(detail: DocumentDetail) -> "DocumentPage":
        row = detail.document
        return DocumentPage(
            id=row.id,
            number=row.number,
            source=row.source.name,
            reliability=detail.standing.reliability.value,
            dated_on=row.dated_on,
            title=row.title,
            sha256=row.sha256,
            offset=row.offset,
            length=row.length,
            start=detail.start,
            more=detail.more,
            text="".join(piece.text for piece in detail.pieces),
            passages=[Passage.model_validate(item) for item in detail.quotes],
        )


class IncidentListed(Schema):
    reference: str
    version: str
    number: int
    destination: str
    conflict: str
    title: str
    place: str
    date_from: date
    date_to: date
    precision: str
    objects: list[str]
    rules: list[str]
    casualties: list[str]
    grade: str
    standing: str
    marking: str

    @staticmethod
    def of(row: IncidentRow) -> "IncidentListed":
        return IncidentListed.model_validate(row)


class Incidents(Schema):
    rows: list[IncidentListed]
    after: str | None


class Quote(Schema):
    ordinal: int
    span: str
    quote: str
    document: str
    document_title: str
    document_on: date
    source: str
    reliability: str
    credibility: str


class IncidentVersionRead(Schema):
    id: str
    number: int
    title: str
    place: str
    place_precision: str
    date_from: date
    date_to: date
    precision: str
    objects: list[str]
    rules: list[str]
    casualties: list[str]
    summary: str
    grade: str
    grade_why: str
    standing: str
    standing_reason: str
    marking: str
    reason: str
    made_at: datetime
    quotes: list[Quote]

    @staticmethod
    def of(view: VersionDetail) -> "IncidentVersionRead":
        draft = view.draft
        return IncidentVersionRead(
            **{name: getattr(draft, name) for name in ("title", "place", "date_from", "date_to", "summary", "standing_reason", "marking")},
            **{name: getattr(view, name) for name in ("id", "number", "grade_why", "reason", "made_at")},
            place_precision=draft.place_precision.value,
            precision=view.precision.value,
            objects=sorted(item.value for item in draft.objects),
            rules=sorted(item.value for item in draft.rules),
            casualties=[item.words for item in draft.casualties],
            grade=view.grade.value,
            standing=view.standing.value,
            quotes=[Quote.model_validate(item) for item in view.quotes],
        )


class IncidentPage(Schema):
    """``versions`` newest first; the first stands."""

    reference: str
    destination: str
    conflict: str
    versions: list[IncidentVersionRead]

    @staticmethod
    def of(detail: IncidentDetail) -> "IncidentPage":
        return IncidentPage(
            reference=detail.reference,
            destination=detail.destination,
            conflict=detail.conflict,
            versions=[IncidentVersionRead.of(item) for item in detail.versions],
        )


class ProceedingListed(Schema):
    reference: str
    number: int
    destination: str
    kind: str
    title: str
    court: str
    stage: str
    sought_on: date | None
    issued_on: date | None
    refused_on: date | None
    asks: str

    @staticmethod
    def of(row: ProceedingRow) -> "ProceedingListed":
        return ProceedingListed.model_validate(row)


class Proceedings(Schema):
    rows: list[ProceedingListed]


class ProceedingVersionRead(Schema):
    number: int
    title: str
    text: str
    sought_on: date | None
    issued_on: date | None
    refused_on: date | None
    reason: str
    made_at: datetime


class ProceedingPage(Schema):
    reference: str
    destination: str
    versions: list[ProceedingVersionRead]

    @staticmethod
    def of(detail: ProceedingDetail) -> "ProceedingPage":
        names = ("title", "text", "sought_on", "issued_on", "refused_on")
        versions = [
            ProceedingVersionRead(
                number=item.number, reason=item.reason, made_at=item.made_at, **{name: getattr(item.draft, name) for name in names}
            )
            for item in detail.versions
        ]
        return ProceedingPage(reference=detail.reference, destination=detail.destination, versions=versions)


class LineListed(Schema):
    """``held`` is what the record held on the day of the words."""

    reference: str
    number: int
    destination: str
    topic: str
    said_on: date
    said_by: str
    venue: str
    words: str
    held: dict[str, Any]

    @staticmethod
    def of(row: LineRow) -> "LineListed":
        return LineListed.model_validate(row)


class OfficialLines(Schema):
    rows: list[LineListed]


class LineVersionRead(Schema):
    number: int
    said_on: date
    said_by: str
    venue: str
    words: str
    held: dict[str, Any]
    reason: str
    made_at: datetime


class LinePage(Schema):
    reference: str
    destination: str
    versions: list[LineVersionRead]

    @staticmethod
    def of(detail: LineDetail) -> "LinePage":
        versions = [
            LineVersionRead(
                number=item.number,
                held=dict(item.held),
                reason=item.reason,
                made_at=item.made_at,
                **{name: getattr(item.draft, name) for name in ("said_on", "said_by", "venue", "words")},
            )
            for item in detail.versions
        ]
        return LinePage(reference=detail.reference, destination=detail.destination, versions=versions)
