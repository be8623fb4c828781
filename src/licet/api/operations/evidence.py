"""Evidence: what was taken in, what was recorded from it, and what the authority said."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Status

from licet.api.access import actor_of, officials
from licet.api.answers import created, ok
from licet.api.schemas.base import NO_NUL, PUBLIC_ID, After, Day, IdInPath, Limit, ReferenceInPath, reference_of
from licet.api.schemas.evidence import (
    DocumentListed,
    DocumentPage,
    Documents,
    IncidentListed,
    IncidentPage,
    Incidents,
    SourceRead,
    Sources,
)
from licet.api.schemas.incidents import IncidentRevisedGiven
from licet.api.schemas.public_facts import (
    IncidentMoved,
    LineListed,
    LineMoved,
    LinePage,
    Moved,
    OfficialLines,
    ProceedingListed,
    ProceedingPage,
    Proceedings,
    Withdrawn,
)
from licet.assessments import public as assessments
from licet.decisions import public as decisions
from licet.evidence import public as evidence
from licet.evidence.public import Grade, IhlRule, IncidentFilters, ObjectHit, Standing
from licet.kernel.permission import Permission as P
from licet.platform import clock
from licet.policy import public as policy

router = Router()
READS = officials(P.EVIDENCE_READ)
Wanted = Annotated[str, Query(max_length=300, pattern=NO_NUL, description="words that must all stand in it; the last may be a beginning")]
Country = Annotated[str, Query(max_length=200, pattern=NO_NUL, description="a destination by name or code, such as Port Sable or QO")]
Conflict = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,60}$", description="such as sarra-valley")]
SourceId = Annotated[str, Query(pattern=rf"^({PUBLIC_ID.strip('^$')})?$")]
Start = Annotated[int, Query(ge=0, le=100_000_000, description="from which letter of the text on")]


def _code_of(destination: str) -> str:
    """Empty where nobody asked for a destination; one that is not in the authority's list is refused with the nearest names."""
    return policy.read_destination(destination) if destination else ""


@router.get("/sources", auth=READS, response=ok(Sources))
def list_sources(request: HttpRequest) -> Sources:
    """Sources with how far each is relied on."""
    rows = evidence.source_list(actor=actor_of(request))
    read = [
        SourceRead(
            id=row.id,
            name=row.name,
            kind=row.standing.kind.value,
            reliability=row.standing.reliability.value,
            documents=row.documents,
        )
        for row in rows
    ]
    return Sources(rows=read)


@router.get("/documents", auth=READS, response=ok(Documents))
def search_documents(
    request: HttpRequest,
    q: Wanted = "",
    source: SourceId = "",
    destination: Country = "",
    since: Day | None = None,
    until: Day | None = None,
    after: After = "",
    limit: Limit = 25,
) -> Documents:
    """Documents that hold every word, newest first. `destination` keeps those quoted in an incident there."""
    found = evidence.search_documents(
        actor=actor_of(request),
        text=q,
        source=source or None,
        destination=_code_of(destination) or None,
        since=since,
        until=until,
        after=after or None,
        limit=limit,
    )
    return Documents(rows=[DocumentListed.of(row) for row in found.rows], after=found.after)


@router.get("/documents/{document}", auth=READS, response=ok(DocumentPage))
def read_document(request: HttpRequest, document: IdInPath, start: Start = 0) -> DocumentPage:
    """One document with its quoted passages, 40,000 letters at a time."""
    return DocumentPage.of(evidence.access_document(actor=actor_of(request), document=document, start=start))


@router.get("/incidents", auth=READS, response=ok(Incidents))
def list_incidents(
    request: HttpRequest,
    destination: Country = "",
    conflict: Conflict = "",
    rule: IhlRule | None = None,
    object_hit: ObjectHit | None = None,
    grade: Grade | None = None,
    standing: Standing | None = None,
    since: Day | None = None,
    until: Day | None = None,
    q: Wanted = "",
    after: After = "",
    limit: Limit = 25,
) -> Incidents:
    """Incidents as they stand, latest day first."""
    filters = IncidentFilters(
        destination=_code_of(destination),
        conflict=conflict,
        rule=rule,
        object_hit=object_hit,
        grade=grade,
        standing=standing,
        since=since,
        until=until,
        text=q,
    )
    found = evidence.incident_list(actor=actor_of(request), filters=filters, after=after or None, limit=limit)
    return Incidents(rows=[IncidentListed.of(row) for row in found.rows], after=found.after)


@router.get("/incidents/{reference}", auth=READS, response=ok(IncidentPage))
def read_incident(request: HttpRequest, reference: ReferenceInPath) -> IncidentPage:
    """One incident with every version and the words it was quoted from."""
    return IncidentPage.of(evidence.access_incident(actor=actor_of(request), incident=reference_of(reference)))


@router.post("/incidents/{reference}/versions", auth=officials(P.INCIDENT_RECORD, P.EVIDENCE_READ), response=created(IncidentPage))
def revise_incident(request: HttpRequest, reference: ReferenceInPath, given: IncidentRevisedGiven) -> Status[IncidentPage]:
    """The next version of an incident, from all that stood in the one that was read; another one since is a conflict.

    The version before stays as it was, and so does every assessment that quotes it: it is told that the evidence changed."""
    actor, named = actor_of(request), reference_of(reference)
    evidence.revise_incident(
        actor=actor,
        incident=named,
        draft=given.to_domain(),
        reason=given.reason,
        expected_version=given.version,
        now=clock.now(),
    )
    return Status(201, IncidentPage.of(evidence.access_incident(actor=actor, incident=named)))


@router.post("/incidents/{reference}/move", auth=officials(P.INCIDENT_RECORD, P.EVIDENCE_READ), response=created(IncidentPage))
def move_incident(request: HttpRequest, reference: ReferenceInPath, given: IncidentMoved) -> Status[IncidentPage]:
    """Record an incident anew where it belongs, and set this one aside. Answers with the new incident."""
    actor = actor_of(request)
    made = evidence.move_incident(
        actor=actor,
        incident=reference_of(reference),
        destination=policy.read_destination(given.destination),
        conflict=given.conflict,
        reason=given.reason,
        expected_version=given.version,
        now=clock.now(),
    )
    return Status(201, IncidentPage.of(evidence.access_incident(actor=actor, incident=made.incident.reference)))


@router.get("/proceedings", auth=READS, response=ok(Proceedings))
def list_proceedings(request: HttpRequest, destination: Country = "") -> Proceedings:
    """Proceedings before courts, latest first."""
    rows = evidence.proceeding_list(actor=actor_of(request), destination=_code_of(destination))
    return Proceedings(rows=[ProceedingListed.of(row) for row in rows])


@router.get("/proceedings/{reference}", auth=READS, response=ok(ProceedingPage))
def read_proceeding(request: HttpRequest, reference: ReferenceInPath) -> ProceedingPage:
    """One proceeding with every version."""
    return ProceedingPage.of(evidence.access_proceeding(actor=actor_of(request), proceeding=reference_of(reference)))


@router.post("/proceedings/{reference}/move", auth=officials(P.PROCEEDING_RECORD, P.EVIDENCE_READ), response=created(ProceedingPage))
def move_proceeding(request: HttpRequest, reference: ReferenceInPath, given: Moved) -> Status[ProceedingPage]:
    """A version that says where a proceeding belongs; the register follows."""
    actor, named = actor_of(request), reference_of(reference)
    destination = policy.read_destination(given.destination)
    evidence.move_proceeding(
        actor=actor, proceeding=named, destination=destination, reason=given.reason, expected_version=given.version, now=clock.now()
    )
    return Status(201, ProceedingPage.of(evidence.access_proceeding(actor=actor, proceeding=named)))


@router.post("/proceedings/{reference}/withdraw", auth=officials(P.PROCEEDING_RECORD, P.EVIDENCE_READ), response=created(ProceedingPage))
def withdraw_proceeding(request: HttpRequest, reference: ReferenceInPath, given: Withdrawn) -> Status[ProceedingPage]:
    """A version that withdraws a proceeding which should never have been recorded; the register says when and why."""
    actor, named = actor_of(request), reference_of(reference)
    evidence.withdraw_proceeding(actor=actor, proceeding=named, reason=given.reason, expected_version=given.version, now=clock.now())
    return Status(201, ProceedingPage.of(evidence.access_proceeding(actor=actor, proceeding=named)))


@router.get("/official-lines", auth=READS, response=ok(OfficialLines))
def list_official_lines(request: HttpRequest, destination: Country = "") -> OfficialLines:
    """What the authority said in public, beside what the record held then."""
    rows = evidence.line_list(actor=actor_of(request), destination=_code_of(destination))
    return OfficialLines(rows=[LineListed.of(row) for row in rows])


@router.get("/official-lines/{reference}", auth=READS, response=ok(LinePage))
def read_official_line(request: HttpRequest, reference: ReferenceInPath) -> LinePage:
    """One official line with every version."""
    return LinePage.of(evidence.access_official_line(actor=actor_of(request), line=reference_of(reference)))


@router.post("/official-lines/{reference}/move", auth=officials(P.OFFICIAL_LINE_RECORD, P.EVIDENCE_READ), response=created(LinePage))
def move_official_line(request: HttpRequest, reference: ReferenceInPath, given: LineMoved) -> Status[LinePage]:
    """A version that says where an official line belongs, beside what the record held of it on that day."""
    actor, named = actor_of(request), reference_of(reference)
    destination = policy.read_destination(given.destination)
    moved = evidence.access_official_line(actor=actor, line=named).current.draft.move_to(destination)
    decisions.require_concerns_seen(evidence.topics_of_line(moved.destination, moved.topic), given.concerns_seen)
    evidence.move_official_line(
        actor=actor,
        line=named,
        destination=destination,
        reason=given.reason,
        expected_version=given.version,
        now=clock.now(),
        also_held=assessments.assessed_on(destination=destination, on=moved.said_on),
    )
    return Status(201, LinePage.of(evidence.access_official_line(actor=actor, line=named)))


@router.post("/official-lines/{reference}/withdraw", auth=officials(P.OFFICIAL_LINE_RECORD, P.EVIDENCE_READ), response=created(LinePage))
def withdraw_official_line(request: HttpRequest, reference: ReferenceInPath, given: Withdrawn) -> Status[LinePage]:
    """A version that withdraws an official line which should never have been recorded; the register says when and why."""
    actor, named = actor_of(request), reference_of(reference)
    evidence.withdraw_official_line(actor=actor, line=named, reason=given.reason, expected_version=given.version, now=clock.now())
    return Status(201, LinePage.of(evidence.access_official_line(actor=actor, line=named)))
