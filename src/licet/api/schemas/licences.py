"""Licences and decisions as their readers see them."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from licet.api.schemas.base import Schema, Value, object_of
from licet.decisions.public import Decision
from licet.licences.public import Licence, LicenceLine


class LineRead(Schema):
    """``used`` is what returns report as exported; null: no return yet, so nobody knows what remains."""

    number: int
    description: str
    rating: str | None
    amount: str
    unit: str
    used: str | None
    value: Value

    @staticmethod
    def of(row: LicenceLine) -> "LineRead":
        rating = row.to_facts(row.pk).rating
        return LineRead(
            number=row.number,
            description=row.description,
            rating=str(rating) if rating else None,
            amount=row.amount,
            unit=row.unit,
            used=None if row.exported is None else str(row.exported),
            value=Value.of(row.value()),
        )


class LicenceListed(Schema):
    reference: str
    case: str
    holder: str
    licence_type: str
    status: str
    valid_from: date
    valid_until: date
    lines: list[LineRead]

    @staticmethod
    def of(row: Licence) -> "LicenceListed":
        return LicenceListed(**listed(row))


def listed(row: Licence) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "case": row.case_id,
        "holder": row.organisation.name,
        "licence_type": row.licence_type,
        "status": row.status,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "lines": [LineRead.of(line) for line in row.lines.all()],
    }


class Licences(Schema):
    rows: list[LicenceListed]
    after: str | None
    total: int = Field(description="how many licences are like that, counted up to 100,000")
    more_than_total: bool = Field(description="there are more than were counted")


class ConditionRead(Schema):
    number: int
    words: str


class Change(Schema):
    source: str
    target: str
    changed_on: date
    decision: str | None


class LicencePage(LicenceListed):
    conditions: list[ConditionRead]
    changes: list[Change]

    @staticmethod
    def read(row: Licence) -> "LicencePage":
        changes = [
            Change(
                source=item.source,
                target=item.target,
                changed_on=item.changed_on,
                decision=item.decision.reference if item.decision else None,
            )
            for item in row.changes.all()
        ]
        return LicencePage(**listed(row), conditions=[ConditionRead.model_validate(item) for item in row.conditions.all()], changes=changes)


class OutcomeRead(Schema):
    line: int
    outcome: str
    criteria: list[str]
    conditions: list[str]
    reasons: str


class DecisionListed(Schema):
    reference: str
    kind: str
    licence: str
    decided_on: date


class Decisions(Schema):
    rows: list[DecisionListed]


class DecisionPage(Schema):
    """``signed_part`` and ``envelope`` are the frozen record; their digests stand in the log."""

    reference: str
    kind: str
    case: str | None
    licence: str
    act: str
    decided_on: date
    decided_at: datetime
    outcomes: list[OutcomeRead]
    signed_digest: str
    envelope_digest: str
    signed_part: dict[str, Any]
    envelope: dict[str, Any]

    @staticmethod
    def of(row: Decision) -> "DecisionPage":
        return DecisionPage(
            reference=row.reference,
            kind=row.kind,
            case=row.case.reference if row.case else None,
            licence=row.licence,
            act=row.act.reference,
            decided_on=row.decided_on,
            decided_at=row.decided_at,
            outcomes=[
                OutcomeRead(
                    line=item.line.number,
                    outcome=item.outcome,
                    criteria=list(map(str, item.criteria)),
                    conditions=list(item.conditions),
                    reasons=item.reasons,
                )
                for item in row.outcomes.all()
            ],
            signed_digest=row.signed_digest,
            envelope_digest=row.envelope_digest,
            signed_part=object_of(row.record.signed_part),
            envelope=object_of(row.record.envelope),
        )
