"""A case as officials work on it."""

from datetime import date, datetime

from pydantic import Field

from licet.api.schemas.base import Given, Line, PublicId, Schema, Value, Words
from licet.casework import public as casework
from licet.casework.public import AdviceDraft, AdviceView, CaseDetail, CaseRow, Finding, LineView
from licet.kernel.facts import LineFacts


class Clock(Schema):
    """Working days: those that count, and those on which the clock stood still. Null where nobody knows: see `why`."""

    counted: int | None = None
    stopped: int | None = None
    why: str = ""


class GateSummary(Schema):
    state: str
    missing: int
    barred: int
    held: int


class CaseListed(Schema):
    case: str
    reference: str
    exporter: str
    destinations: list[str]
    status: str
    revision: int
    received_at: datetime
    target_on: date
    clock: Clock | None
    officer: str
    waiting_for: list[str]
    gate: GateSummary
    disagreement: bool
    referred: bool
    overdue: bool = Field(description="whoever must act should have done so before today")
    act_by: date | None = Field(description="the day by which somebody must act; null once nobody must")
    closes_after: date | None = Field(description="the last day on which an answer of the exporter keeps the case open")

    @staticmethod
    def of(row: CaseRow) -> "CaseListed":
        return CaseListed.model_validate(row)


class Cases(Schema):
    rows: list[CaseListed]
    after: str | None = Field(description="give this as `after` for the next page; null on the last")
    total: int = Field(description="how many cases are like that, counted up to 100,000")
    more_than_total: bool = Field(description="there are more than were counted")
    overdue: int = Field(description="how many of them are overdue")


class Party(Schema):
    role: str
    country: str


class Facts(Schema):
    """What a scope may ask about a line. Null is *not known*, never *no*."""

    licence_type: str
    countries: list[Party]
    rating: str | None
    controlled: bool | None
    end_use: list[str] | None
    end_user: str | None
    incorporation: bool | None
    pool: bool | None
    onward: list[str] | None

    @staticmethod
    def of(facts: LineFacts) -> "Facts":
        return Facts(
            licence_type=facts.licence_type,
            countries=[Party(role=item.role.value, country=item.country) for item in facts.countries],
            rating=str(facts.rating) if facts.rating else None,
            controlled=facts.controlled,
            end_use=None if facts.end_use is None else sorted(facts.end_use),
            end_user=facts.end_user.value if facts.end_user else None,
            incorporation=facts.incorporation,
            pool=facts.pool,
            onward=None if facts.onward is None else sorted(facts.onward),
        )


class CaseLine(Schema):
    line: str
    number: int
    name: str
    description: str
    amount: str
    unit: str
    value: Value
    facts: Facts

    @staticmethod
    def of(view: LineView) -> "CaseLine":
        content = view.content
        return CaseLine(
            line=content.line,
            number=content.number,
            name=content.name,
            description=content.description,
            amount=content.quantity.text,
            unit=content.quantity.unit,
            value=Value.of(content.value),
            facts=Facts.of(view.facts),
        )


class Advice(Schema):
    line: str
    criterion: str
    department: str
    level: str
    finding: str
    reasons: str
    conditions: str
    number: int
    given_at: datetime
    given_by_name: str

    @staticmethod
    def of(view: AdviceView) -> "Advice":
        return Advice.model_validate(view)


class Asked(Schema):
    """A question to a department that it has not answered."""

    line: str
    criterion: str
    department: str
    rule: str
    asked_at: datetime


class Enquiry(Schema):
    number: int
    question: str
    due_on: date
    closes_after: date | None
    reminded_on: date | None
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class Step(Schema):
    number: int
    kind: str
    words: str
    done_at: datetime
    done_by_name: str


class SentAs(Schema):
    id: str
    number: int
    sha256: str


class CasePage(Schema):
    """A case with all that was found of its present version. ``began_with`` is the case with whose contents its application began."""

    case: str
    reference: str
    status: str
    revision: int
    exporter: str
    destinations: list[str]
    criteria_set: str
    version: SentAs
    began_with: str | None
    received_at: datetime
    target_on: date
    clock: Clock | None
    officer: str
    waiting_for: list[str]
    lines: list[CaseLine]
    advice: list[Advice]
    asked: list[Asked]
    enquiries: list[Enquiry]
    steps: list[Step]

    @staticmethod
    def of(detail: CaseDetail) -> "CasePage":
        case = detail.case
        return CasePage(
            case=case.pk,
            reference=case.reference,
            status=case.status,
            revision=case.revision,
            exporter=case.organisation.name,
            destinations=list(detail.destinations),
            criteria_set=case.criteria_set,
            version=SentAs.model_validate(case.version),
            began_with=detail.began_with.reference if detail.began_with else None,
            received_at=case.received_at,
            target_on=case.target_on,
            clock=Clock.model_validate(detail.clock) if detail.clock else None,
            officer=detail.officer_name,
            waiting_for=list(detail.waiting_for),
            lines=[CaseLine.of(item) for item in detail.lines],
            advice=[Advice.of(item) for item in detail.advice if item.current],
            asked=[Asked.model_validate(item) for item in detail.asked],
            enquiries=[Enquiry.model_validate(item) for item in detail.enquiries],
            steps=[Step.model_validate(item) for item in detail.steps],
        )


class FindingGiven(Given):
    """What one's department finds of one criterion and line. ``started_from`` is the number of the finding seen, 0 for none."""

    line: PublicId
    criterion: Line
    finding: Finding
    reasons: Words
    conditions: Words = ""
    started_from: int = Field(0, ge=0, le=1_000_000)


class AdviceGiven(Given):
    advice: list[FindingGiven] = Field(min_length=1, max_length=500)

    def drafts(self) -> list[AdviceDraft]:
        return [casework.AdviceDraft(**item.model_dump()) for item in self.advice]
