"""Applying: drafts, sending, and what the exporter is told afterwards."""

from django.http import HttpRequest
from ninja import Router, Status

from licet.api.access import actor_of, needs
from licet.api.answers import created, ok
from licet.api.schemas.applications import (
    Application,
    DraftListed,
    Drafts,
    SaveGiven,
    SendGiven,
    StartGiven,
    Submission,
    SubmissionPage,
    Submissions,
    Submitted,
)
from licet.api.schemas.base import After, IdInPath, Limit, Search
from licet.applications import public as applications
from licet.casework import public as casework
from licet.kernel.permission import Permission as P
from licet.platform import clock

router = Router()


@router.get("/applications", auth=needs(P.APPLICATION_READ), response=ok(Drafts))
def list_drafts(request: HttpRequest) -> Drafts:
    """Applications of one's own organisation that were never sent, last changed first."""
    rows = applications.drafts(actor=actor_of(request), now=clock.now()) if actor_of(request).organisation else ()
    return Drafts(rows=[DraftListed.of(row) for row in rows])


@router.post("/applications", auth=needs(P.APPLICATION_EDIT), response=created(Application))
def start_application(request: HttpRequest, given: StartGiven) -> Status[Application]:
    """Begin an application."""
    row = applications.start_draft(actor=actor_of(request), name=given.name, licence_type=given.licence_type, now=clock.now())
    return Status(201, Application.of(row))


@router.get("/applications/{application}", auth=needs(P.APPLICATION_READ), response=ok(Application))
def read_application(request: HttpRequest, application: IdInPath) -> Application:
    """The draft as it stands, what is missing in it, and the versions that were sent."""
    actor = actor_of(request)
    row = applications.access_application(actor=actor, application=application)
    return Application.of(row, applications.access_versions(actor=actor, application=row.pk))


@router.put("/applications/{application}", auth=needs(P.APPLICATION_EDIT), response=ok(Application))
def save_application(request: HttpRequest, application: IdInPath, given: SaveGiven) -> Application:
    """Save over the draft. Another save since ``revision`` is a conflict, and nothing is written."""
    row = applications.save_draft(
        actor=actor_of(request),
        application=application,
        draft=given.draft.to_domain(),
        revision=given.revision,
        now=clock.now(),
        name=given.name,
    )
    return Application.of(row)


@router.post("/applications/{application}/submit", auth=needs(P.APPLICATION_SUBMIT), response=ok(Submitted))
def submit_application(request: HttpRequest, application: IdInPath, given: SendGiven) -> Submitted:
    """Send the draft: opens the case, or brings a further version into it."""
    return Submitted.of(casework.submit(actor=actor_of(request), application=application, revision=given.revision, now=clock.now()))


@router.get("/submissions", auth=needs(P.APPLICATION_READ), response=ok(Submissions))
def list_submissions(request: HttpRequest, q: Search = "", after: After = "", limit: Limit = 25) -> Submissions:
    """What one's own organisation has sent: first what somebody must act on, by the day by which they must, then the rest, newest first."""
    actor = actor_of(request)
    page = casework.exporter_cases(actor=actor, now=clock.now(), search=q, after=after or None, limit=limit)
    total = casework.count_exporter_cases(actor=actor, search=q)
    return Submissions(rows=[Submission.of(row) for row in page.rows], after=page.after, total=total.number, more_than_total=total.more)


@router.get("/submissions/{case}", auth=needs(P.APPLICATION_READ), response=ok(SubmissionPage))
def read_submission(request: HttpRequest, case: IdInPath) -> SubmissionPage:
    """How far a case of one's own has come: what is asked, and the steps that an exporter is shown."""
    return SubmissionPage.of(casework.exporter_case(actor=actor_of(request), case=case, now=clock.now()))
