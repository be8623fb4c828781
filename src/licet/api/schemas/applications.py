"""An application as its exporter writes and sends it."""

from datetime import date, datetime

from pydantic import Field

from licet.api.schemas.base import Code, Given, Line, Revision, Schema, Words
from licet.applications import public as applications
from licet.applications.public import Attachment, Draft, DraftRow, EndUse, PartyDraft, Product, Route, Version
from licet.casework.public import Case, CaseDetail, CaseRow
from licet.platform import clock


class ProductGiven(Given):
    key: Line
    name: Line
    description: Words = ""
    part_number: Line = ""
    rating: Code = ""
    amount: Line = ""
    unit: Line = Field("", description="in what the quantity is counted; nothing is assumed")
    price: Line = ""
    currency: Line = ""
    incorporation: Line = Field("", description="yes, no or unknown")
    pool: Line = Field("", description="yes, no or unknown")


class PartyGiven(Given):
    key: Line
    role: Line
    name: Line
    address: Words = ""
    country: Line = ""
    end_user_class: Line = ""


class EndUseGiven(Given):
    text: Words = ""
    military: Line = ""
    informed: Line = ""
    onward: list[Line] = Field(default=[], max_length=100)
    onward_known: Line = ""


class RouteGiven(Given):
    start: Line = ""
    transport: Line = ""
    temporary: Line = ""
    return_on: Line = ""


class AttachmentGiven(Given):
    """A document by id, or the reason why there is none."""

    kind: Line
    document: Line = ""
    absence: Words = ""


class DraftGiven(Given):
    """The whole draft: what it does not name is empty. It may be incomplete; ``faults`` of the answer say what is missing."""

    products: list[ProductGiven] = Field([], max_length=300)
    parties: list[PartyGiven] = Field([], max_length=300)
    end_use: EndUseGiven = EndUseGiven()
    route: RouteGiven = RouteGiven()
    attachments: list[AttachmentGiven] = Field([], max_length=300)

    def to_domain(self) -> Draft:
        return Draft(
            products=tuple(Product(**item.model_dump()) for item in self.products),
            parties=tuple(PartyDraft(**item.model_dump()) for item in self.parties),
            end_use=EndUse(**(self.end_use.model_dump() | {"onward": tuple(self.end_use.onward)})),
            route=Route(**self.route.model_dump()),
            attachments=tuple(Attachment(**item.model_dump()) for item in self.attachments),
        )


class StartGiven(Given):
    name: Line = Field(description="the exporter's own name for it")
    licence_type: Line = Field(description="the code of a type of licence, such as IND")


class SaveGiven(Given):
    revision: Revision
    draft: DraftGiven
    name: Line | None = None


class SendGiven(Given):
    revision: Revision


class FaultOut(Schema):
    """What is missing or wrong before sending, and where."""

    section: str
    place: str
    detail: str


class SentVersion(Schema):
    id: str
    number: int
    sha256: str
    submitted_at: datetime


class Application(Schema):
    """``draft`` has the fields that saving takes. ``versions`` were sent, oldest first."""

    id: str
    name: str
    licence_type: str
    revision: int
    changed_at: datetime
    draft: DraftGiven
    faults: list[FaultOut]
    versions: list[SentVersion]

    @staticmethod
    def of(row: applications.Application, versions: tuple[Version, ...] = ()) -> "Application":
        draft = row.to_domain()
        return Application(
            id=row.pk,
            name=row.name,
            licence_type=row.licence_type,
            revision=row.revision,
            changed_at=row.changed_at,
            draft=DraftGiven.model_validate(draft.to_json()),
            faults=[
                FaultOut(section=str(each.section), place=each.key, detail=each.message)
                for each in applications.faults_of(draft, clock.now())
            ],
            versions=[SentVersion.model_validate(item) for item in versions],
        )


class DraftListed(Schema):
    id: str
    name: str
    licence_type: str
    revision: int
    changed_at: datetime

    @staticmethod
    def of(row: DraftRow) -> "DraftListed":
        return DraftListed(
            id=row.application, name=row.name, licence_type=row.licence_type, revision=row.revision, changed_at=row.changed_at
        )


class Drafts(Schema):
    rows: list[DraftListed]


class Submitted(Schema):
    """The case that the application opened, or came into as a further version."""

    case: str
    reference: str
    status: str
    version: int

    @staticmethod
    def of(case: Case) -> "Submitted":
        return Submitted(case=case.pk, reference=case.reference, status=case.status, version=case.version.number)


class Submission(Schema):
    """What the exporter is told of a case of theirs."""

    case: str
    reference: str
    name: str
    status: str
    destinations: list[str]
    received_at: datetime
    target_on: date

    @staticmethod
    def of(row: CaseRow) -> "Submission":
        return Submission.model_validate(row)


class Submissions(Schema):
    rows: list[Submission]
    after: str | None
    total: int = Field(description="how many are like that, counted up to 100,000")
    more_than_total: bool = Field(description="there are more than were counted")


class Question(Schema):
    number: int
    question: str
    due_on: date
    answer: str
    answered_at: datetime | None


class StepShown(Schema):
    kind: str
    words: str
    done_at: datetime


class SubmissionPage(Schema):
    case: str
    reference: str
    status: str
    application: str
    waiting_for: list[str]
    questions: list[Question]
    steps: list[StepShown]

    @staticmethod
    def of(detail: CaseDetail) -> "SubmissionPage":
        return SubmissionPage(
            case=detail.case.pk,
            reference=detail.case.reference,
            status=detail.status.value,
            application=detail.case.application_id,
            waiting_for=list(detail.waiting_for),
            questions=[Question.model_validate(item) for item in detail.enquiries],
            steps=[StepShown.model_validate(item) for item in detail.steps],
        )
