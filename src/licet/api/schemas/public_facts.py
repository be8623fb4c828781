"""Proceedings before courts, and what the authority said in public."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from licet.api.schemas.base import Given, Line, Revision, Schema, Words
from licet.evidence.public import LineDetail, LineRow, ProceedingDetail, ProceedingRow

KnownDayRead = Annotated[str, BeforeValidator(str), Field(description="2031-05-02; 2031-05 or 2031 where no more is known")]


class Withdrawn(Given):
    """Why a public fact should never have been recorded: the reason is published."""

    reason: Words
    version: Revision


class Moved(Given):
    """Where a public fact belongs, by name or code, and why it was recorded elsewhere: the reason is published."""

    destination: Line
    reason: Words
    version: Revision


class LineMoved(Moved):
    """``concerns_seen`` is needed where concerns are open about what the line is about then: the refusal shows them, and its value."""

    concerns_seen: Line = ""


class IncidentMoved(Given):
    """Where an incident belongs, by name or code, and why it was recorded elsewhere."""

    destination: Line
    conflict: Line
    reason: Words
    version: Revision


class ProceedingListed(Schema):
    reference: str
    number: int
    destination: str
    kind: str
    title: str
    court: str
    stage: str
    sought_on: KnownDayRead | None
    issued_on: KnownDayRead | None
    refused_on: KnownDayRead | None
    asks: str
    withdrawn: bool

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
    sought_on: KnownDayRead | None
    issued_on: KnownDayRead | None
    refused_on: KnownDayRead | None
    withdrawn: bool
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
                number=item.number,
                withdrawn=item.withdrawn,
                reason=item.reason,
                made_at=item.made_at,
                **{name: getattr(item.draft, name) for name in names},
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
    withdrawn: bool

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
    withdrawn: bool
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
                withdrawn=item.withdrawn,
                reason=item.reason,
                made_at=item.made_at,
                **{name: getattr(item.draft, name) for name in ("destination", "said_on", "said_by", "venue", "words")},
            )
            for item in detail.versions
        ]
        return LinePage(reference=detail.reference, destination=detail.destination, versions=versions)
