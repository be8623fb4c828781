"""Decisions with their frozen records."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from licet.api.access import actor_of, officials
from licet.api.answers import ok
from licet.api.schemas.base import IdInPath, ReferenceInPath, reference_of
from licet.api.schemas.licences import DecisionListed, DecisionPage, Decisions
from licet.casework import public as casework
from licet.decisions import public as decisions
from licet.kernel.permission import Permission as P

router = Router()
RECORD = {"responses": {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}}


@router.get("/cases/{case}/decisions", auth=officials(P.CASE_READ, P.DECISION_READ), response=ok(Decisions))
def list_decisions(request: HttpRequest, case: IdInPath) -> Decisions:
    """Decisions on a case, oldest first."""
    found = casework.access_case(actor=actor_of(request), case=case)
    return Decisions(rows=[DecisionListed.model_validate(row) for row in decisions.decisions_of_case(found.pk)])


@router.get("/decisions/{reference}", auth=officials(P.DECISION_READ), response=ok(DecisionPage))
def read_decision(request: HttpRequest, reference: ReferenceInPath) -> DecisionPage:
    """One decision with what lay before its signers."""
    return DecisionPage.of(decisions.access_decision(actor=actor_of(request), reference=reference_of(reference)))


@router.get("/decisions/{reference}/record", auth=officials(P.DECISION_READ), response=ok(None), openapi_extra=RECORD)
def read_record(request: HttpRequest, reference: ReferenceInPath) -> HttpResponse:
    """The whole record as one file with the texts that were read: `licet_verify record` checks it offline."""
    found = decisions.access_decision(actor=actor_of(request), reference=reference_of(reference))
    return HttpResponse(decisions.record_file(found), content_type="application/json")
