"""Evidence as officials read it: sources, documents, incidents."""

from datetime import date, datetime

from pydantic import Field

from licet.api.schemas.base import Schema
from licet.api.schemas.incidents import IncidentContent
from licet.evidence.public import (
    DocumentDetail,
    DocumentRow,
    IncidentDetail,
    IncidentRow,
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


class DroppedQuoteRead(Schema):
    """Words that the version before cites and this one does not."""

    span: str
    quote: str
    why: str


class UnquotedRead(Schema):
    """A number or day that the quotes do not say: ``place`` is its field, ``words`` what was typed."""

    place: str
    words: str


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
    dropped: list[DroppedQuoteRead]
    unquoted: list[UnquotedRead] = Field(description="numbers and days that the quotes do not say")
    content: IncidentContent = Field(description="all that it says, as a revision sends it back")

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
            dropped=[DroppedQuoteRead.model_validate(item) for item in view.dropped],
            unquoted=[UnquotedRead(place=item.place, words=item.words) for item in view.unquoted],
            content=IncidentContent.of(draft),
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
