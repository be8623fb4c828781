"""Cases as officials work on them."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from licet.api.access import actor_of, officials
from licet.api.answers import ok
from licet.api.schemas.base import NO_NUL, After, Destination, IdInPath, Limit, Search
from licet.api.schemas.cases import AdviceGiven, CaseListed, CasePage, Cases
from licet.api.schemas.gate import Gate
from licet.casework import public as casework
from licet.casework.public import CaseFilters, CaseStatus, Queue
from licet.decisions import public as decisions
from licet.kernel.permission import Permission as P
from licet.platform import clock
from licet.policy import public as policy

router = Router()
Beginning = Annotated[str, Query(max_length=40, pattern=NO_NUL, description="a reference or pieces of one, with any dashes or none")]


@router.get("/cases", auth=officials(P.CASE_LIST), response=ok(Cases))
def list_cases(
    request: HttpRequest,
    queue: Queue = Queue.ALL,
    status: CaseStatus | None = None,
    destination: Destination = "",
    reference: Beginning = "",
    q: Search = "",
    after: After = "",
    limit: Limit = 25,
) -> Cases:
    """Cases that somebody must act on, the most overdue first, then ended ones, newest first; each with the stored summary of its gate."""
    filters = CaseFilters(queue=queue, status=status, destination=destination, reference=reference, search=q)
    actor, now = actor_of(request), clock.now()
    page = casework.case_list(actor=actor, now=now, filters=filters, after=after or None, limit=limit)
    counts = casework.count_cases(actor=actor, now=now, filters=filters)
    return Cases(
        rows=[CaseListed.of(row) for row in page.rows],
        after=page.after,
        total=counts.total.number,
        more_than_total=counts.total.more,
        overdue=counts.overdue.number,
    )


@router.get("/cases/{case}", auth=officials(P.CASE_READ), response=ok(CasePage))
def read_case(request: HttpRequest, case: IdInPath) -> CasePage:
    """One case with its lines, advice, questions and history."""
    return CasePage.of(casework.case_detail(actor=actor_of(request), case=case, now=clock.now()))


@router.get("/cases/{case}/gate", auth=officials(P.CASE_READ), response=ok(Gate))
def read_gate(request: HttpRequest, case: IdInPath) -> Gate:
    """For each line whether it may be granted, and every reason why not."""
    return _gate(request, case)


@router.post("/cases/{case}/advice", auth=officials(P.ADVICE_GIVE, P.CASE_READ), response=ok(Gate))
def give_advice(request: HttpRequest, case: IdInPath, given: AdviceGiven) -> Gate:
    """What one's department finds, all of it or nothing. Answers with the gate as it stands now."""
    casework.give_advice(actor=actor_of(request), case=case, advice=given.drafts(), now=clock.now())
    return _gate(request, case)


def _gate(request: HttpRequest, case: str) -> Gate:
    now = clock.now()
    detail = casework.case_detail(actor=actor_of(request), case=case, now=now)
    return Gate.of(decisions.gate_of([detail.gate_facts()], today=policy.today(now))[detail.case.pk])
