"""Central assessments: read as of a day and as known on another, drafted, and concluded by a second person."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from licet.api.access import actor_of, officials
from licet.api.answers import created, ok
from licet.api.schemas.assessments import (
    AcceptGiven,
    AssessmentListed,
    AssessmentRead,
    Assessments,
    ConcludeGiven,
    DifferenceRead,
    DraftRead,
    DraftSaved,
    OpenGiven,
)
from licet.api.schemas.assessments import Warning as WarningRead
from licet.api.schemas.base import Day, ReferenceInPath, reference_of
from licet.assessments import public as assessments
from licet.assessments.public import Assessment
from licet.decisions import public as decisions
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission as P
from licet.platform import clock
from licet.policy import public as policy

router = Router()
Number = Annotated[int, Path(ge=1, le=1_000_000, description="of a concluded version")]


@router.get("/assessments", auth=officials(P.ASSESSMENT_READ), response=ok(Assessments))
def list_assessments(request: HttpRequest) -> Assessments:
    """Every assessment with what it concludes now, how old its evidence is, and whether evidence changed since."""
    rows = assessments.overview(actor=actor_of(request), today=policy.today(clock.now()))
    return Assessments(rows=[AssessmentListed.of(row) for row in rows])


@router.post("/assessments", auth=officials(P.ASSESSMENT_EDIT, P.ASSESSMENT_READ), response=created(AssessmentRead))
def open_assessment(request: HttpRequest, given: OpenGiven) -> Status[AssessmentRead]:
    """Begin the assessment of a destination and conflict. Where there is one already it goes on in its next version."""
    actor = actor_of(request)
    row = assessments.open_assessment(
        actor=actor, destination=given.destination, conflict=given.conflict, title=given.title, now=clock.now()
    )
    return Status(201, _read(actor, row.reference))


@router.get("/assessments/{reference}", auth=officials(P.ASSESSMENT_READ), response=ok(AssessmentRead))
def read_assessment(
    request: HttpRequest, reference: ReferenceInPath, as_of: Day | None = None, known_on: Day | None = None
) -> AssessmentRead:
    """The version that speaks for a day (`as_of`) as it was known on another (`known_on`): today unless given."""
    return _read(actor_of(request), reference_of(reference), as_of, known_on)


def _read(actor: Actor, reference: str, as_of: date | None = None, known_on: date | None = None) -> AssessmentRead:
    view = assessments.access_assessment(actor=actor, reference=reference, as_of=as_of, known_on=known_on)
    return AssessmentRead.model_validate({"id": view.row.pk} | assessments.view_json(view, policy.destination_names()))


@router.get("/assessments/{reference}/draft", auth=officials(P.ASSESSMENT_READ), response=ok(DraftRead))
def read_draft(request: HttpRequest, reference: ReferenceInPath) -> DraftRead:
    """The draft as last saved, what is missing in it, and what whoever concludes must have read."""
    return _draft(actor_of(request), _row(request, reference))


def _row(request: HttpRequest, slug: str) -> Assessment:
    row = assessments.visible_assessments(actor=actor_of(request), assessment=reference_of(slug)).first()
    if row is None:
        raise NotFound("assessment")
    return row


def _draft(actor: Actor, row: Assessment) -> DraftRead:
    before = assessments.before_concluding(actor=actor, row=row, today=policy.today(clock.now()))
    latest = assessments.latest_revision(row)
    content: Any = assessments.to_json(latest.to_domain())
    return DraftRead(
        reference=row.reference,
        version=row.drafting,
        revision=latest.number,
        reason=latest.reason,
        last_author=before.last_author,
        authors=list(before.authors),
        content=content,
        missing=list(before.missing),
        warnings=[
            WarningRead(
                key=item.key,
                code=item.code.value,
                place=item.place,
                words=item.words,
                accepted_by=list(before.accepted.get(item.key, ())),
            )
            for item in before.warnings
        ],
        open_concerns=list(decisions.concerns_near(row.topics).sentences),
    )


@router.put("/assessments/{reference}/draft", auth=officials(P.ASSESSMENT_EDIT, P.ASSESSMENT_READ), response=ok(DraftRead))
def save_draft(request: HttpRequest, reference: ReferenceInPath, given: DraftSaved) -> DraftRead:
    """Save the whole draft as its next revision. A conclusion that cites another version's finding is refused by name."""
    actor = actor_of(request)
    assessments.draft_version(
        actor=actor,
        assessment=reference_of(reference),
        content=assessments.read_content(given.content),
        reason=given.reason,
        expected_revision=given.revision,
        now=clock.now(),
    )
    return _draft(actor, _row(request, reference))


@router.post("/assessments/{reference}/draft/accept", auth=officials(P.ASSESSMENT_EDIT, P.ASSESSMENT_READ), response=ok(DraftRead))
def accept_shortfalls(request: HttpRequest, reference: ReferenceInPath, given: AcceptGiven) -> DraftRead:
    """Accept by name what a *no clear risk* lacks of the full requirement. Whoever accepts does not conclude."""
    actor = actor_of(request)
    assessments.accept_shortfalls(
        actor=actor, assessment=_row(request, reference).pk, expected_revision=given.revision, accepted=given.accepted, now=clock.now()
    )
    return _draft(actor, _row(request, reference))


@router.post("/assessments/{reference}/conclude", auth=officials(P.ASSESSMENT_CONCLUDE, P.ASSESSMENT_READ), response=ok(AssessmentRead))
def conclude_assessment(request: HttpRequest, reference: ReferenceInPath, given: ConcludeGiven) -> AssessmentRead:
    """Conclude the draft as it was saved under `revision`. Whoever saved any draft of this version does not conclude it.

    A warning that was not read refuses, also one that came since the draft was read: read the draft again."""
    actor = actor_of(request)
    assessments.conclude(
        actor=actor,
        assessment=reference_of(reference),
        expected_revision=given.revision,
        now=clock.now(),
        warned=given.warned,
        reason=given.reason,
    )
    return _read(actor, reference_of(reference))


@router.get("/assessments/{reference}/differences/{old}/{new}", auth=officials(P.ASSESSMENT_READ), response=ok(DifferenceRead))
def compare_versions(request: HttpRequest, reference: ReferenceInPath, old: Number, new: Number) -> DifferenceRead:
    """Two concluded versions word by word, with who changed which words in between."""
    actor, named = actor_of(request), _row(request, reference).pk
    before, after = (assessments.access_version(actor=actor, reference=named, number=number) for number in (old, new))
    found = assessments.difference(actor=actor, old=before, new=after)
    return DifferenceRead.model_validate(assessments.difference_json(found))
