"""Proceedings before courts, and what the authority said in public."""

from datetime import date, datetime
from typing import Any

from licet.api.schemas.base import Schema
from licet.evidence.public import LineDetail, LineRow, ProceedingDetail, ProceedingRow


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
    destination: str
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
        names = ("destination", "title", "text", "sought_on", "issued_on", "refused_on")
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
    destination: str
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
                **{name: getattr(item.draft, name) for name in ("destination", "said_on", "said_by", "venue", "words")},
            )
            for item in detail.versions
        ]
        return LinePage(reference=detail.reference, destination=detail.destination, versions=versions)
