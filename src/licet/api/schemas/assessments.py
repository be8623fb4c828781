"""Central assessments as they are read, written and concluded."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from licet.api.schemas.base import Given, Line, Revision, Schema, Words
from licet.assessments.public import OverviewRow, counted


class CoverageRead(Schema):
    """How much of what is registered was assessed. Undetermined is never clean."""

    registered: int
    triaged: int
    assessed: int
    undetermined: dict[str, int]


class ChangedEvidence(Schema):
    """An incident that is quoted in a version that is no longer the newest; ``set_aside`` by the newest."""

    incident: str
    quoted: int
    newest: int
    set_aside: bool


class ConclusionRead(Schema):
    """``lacks`` names what a *no clear risk* has too little of under the pack's minimum: the gate then reads it as not determined.
    ``short_of`` names what it lacks of the full requirement, which the people in ``accepted_by`` accepted.
    """

    about: str
    finding: str
    scope: dict[str, Any]
    scope_text: str
    reasons: str
    cites: list[str]
    considered_against: str
    lacks: list[str]
    short_of: list[str]
    accepted_by: list[str]


class VersionRead(Schema):
    """Conclusions first, then what they stand on; ages, staleness and what changed in the evidence are as of today.

    ``evidence_added`` counts incidents of before the cut-off that were recorded since, ``evidence_after_cutoff`` those that happened
    after it, ``unanswered`` questions to the recipient.
    """

    number: int
    state: str
    valid_from: date
    concluded_on: date
    evidence_until: date
    evidence_age_days: int
    review_by: date
    stale: list[str]
    evidence_changed: list[ChangedEvidence]
    evidence_added: int
    evidence_after_cutoff: int
    conclusions: list[ConclusionRead]
    coverage: CoverageRead
    coverage_text: str
    themes: list[dict[str, Any]]
    commitment: dict[str, Any] | None
    capability: dict[str, Any] | None
    procedures: list[dict[str, Any]]
    assurances: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    unanswered: int
    incidents: list[dict[str, Any]]
    public_summary: str
    text_sha256: str


class VersionListed(Schema):
    number: int
    state: str
    valid_from: date
    concluded_on: date
    evidence_until: date
    review_by: date
    reason: str


class Drafting(Schema):
    """The version that is being written, and the revision of its draft."""

    version: int
    revision: int


class AssessmentRead(Schema):
    """``version`` spoke for ``as_of`` as known on ``known_on``; null where none did."""

    id: str
    reference: str
    destination: str
    conflict: str
    title: str
    as_of: date
    known_on: date
    version: VersionRead | None
    versions: list[VersionListed]
    drafting: Drafting | None


class AssessmentListed(Schema):
    """``changed`` counts quoted incidents that have moved on since, ``added`` those of before the cut-off that were recorded since,
    ``after_cutoff`` those that happened after it.

    A finding never stands without ``coverage``: what could not be determined is not clean.
    """

    reference: str
    destination: str
    conflict: str
    title: str
    number: int | None
    evidence_until: date | None
    evidence_age_days: int | None
    review_by: date | None
    stale: list[str]
    findings: list[str]
    coverage: CoverageRead | None
    coverage_text: str
    unanswered: int
    changed: int
    added: int
    after_cutoff: int
    drafting: int | None

    @staticmethod
    def of(row: OverviewRow) -> "AssessmentListed":
        names = (
            "reference",
            "destination",
            "conflict",
            "title",
            "number",
            "evidence_until",
            "review_by",
            "changed",
            "added",
            "after_cutoff",
        )
        return AssessmentListed(
            **{name: getattr(row, name) for name in (*names, "drafting", "unanswered")},
            coverage=CoverageRead.model_validate(row.coverage.to_json()) if row.coverage else None,
            coverage_text=counted(row.coverage) if row.coverage else "",
            evidence_age_days=row.age,
            stale=[why.value for why in row.stale],
            findings=[item.finding.value for item in row.conclusions],
        )


class Assessments(Schema):
    rows: list[AssessmentListed]


class OpenGiven(Given):
    destination: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    conflict: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Line


class DraftSaved(Given):
    """``content`` is the whole draft with the fields that reading it gives; what it does not name is empty."""

    revision: Revision
    reason: Words
    content: dict[str, Any]


class Warning(Schema):
    """What whoever concludes must have read: send its ``key`` back in ``warned``. ``code`` is its kind.

    One of the kind ``basis-incomplete`` is also accepted by an author first, at ``/draft/accept``; ``accepted_by`` are those who did.
    """

    key: str
    code: str
    place: str
    words: str
    accepted_by: list[str]


class DraftRead(Schema):
    """``missing`` must be mended before concluding; none of ``authors`` may conclude."""

    reference: str
    version: int
    revision: int
    reason: str
    last_author: str
    authors: list[str]
    content: dict[str, Any]
    missing: list[str]
    warnings: list[Warning]
    open_concerns: list[str] = Field(description="sentences, about the assessment or its destination")


class AcceptGiven(Given):
    revision: Revision
    accepted: list[Line] = Field(max_length=100, description="keys of the warnings of the kind basis-incomplete that you accept by name")


class ConcludeGiven(Given):
    revision: Revision
    warned: list[Line] = Field([], max_length=20_000, description="keys of the warnings that were read, as the draft gives them")
    reason: Words = ""


class PieceRead(Schema):
    kind: str
    text: str


class ChangedRead(Schema):
    section: str
    title: str
    paragraphs: list[list[PieceRead]]


class StepRead(Schema):
    """One save: who changed which words."""

    version: int
    revision: int
    by: str
    saved_at: str
    reason: str
    changed: list[ChangedRead]


class DifferenceRead(Schema):
    old: int
    new: int
    changed: list[ChangedRead]
    steps: list[StepRead]
