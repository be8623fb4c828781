"""Triggers and reviews, from a fact to what was done about it. What a review decides is signed like every act (`/acts`)."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Status

from licet.api.access import actor_of, officials
from licet.api.answers import created, ok
from licet.api.operations.acts import act_page
from licet.api.schemas.acts import ActPage
from licet.api.schemas.base import NO_NUL, Limit, ReferenceInPath, reference_of
from licet.api.schemas.reviews import (
    AnswerGiven,
    FreezeGiven,
    LicenceFrozen,
    LicencesFrozen,
    NewScope,
    OutcomesGiven,
    PutForward,
    ReviewGiven,
    ReviewListed,
    ReviewPage,
    Reviews,
    WordsGiven,
)
from licet.api.schemas.triggers import SCOPE, PlanRead, RaiseGiven, TriggerRead, Triggers
from licet.kernel.permission import Permission as P
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, ReviewStatus, TriggerState

router = Router()
READS, WORKS = officials(P.REVIEW_READ), officials(P.REVIEW_WORK, P.REVIEW_READ)
ScopeAsked = Annotated[str, Query(max_length=2000, pattern=NO_NUL, description=SCOPE)]
Place = Annotated[str, Query(max_length=24, pattern=NO_NUL, description="the `after` of the page before this")]


@router.get("/triggers", auth=READS, response=ok(Triggers))
def list_triggers(request: HttpRequest, state: TriggerState | None = None) -> Triggers:
    """Facts that ask for licences to be looked at again; open ones first due first."""
    return Triggers(rows=TriggerRead.of_each(reviews.trigger_list(actor=actor_of(request), state=state)))


@router.get("/triggers/{reference}", auth=READS, response=ok(TriggerRead))
def read_trigger(request: HttpRequest, reference: ReferenceInPath) -> TriggerRead:
    """One trigger with what it touched on the day it was raised."""
    return TriggerRead.of(reviews.access_trigger(actor=actor_of(request), reference=reference_of(reference)))


@router.post("/triggers", auth=officials(P.TRIGGER_RAISE, P.REVIEW_READ), response=created(TriggerRead))
def raise_trigger(request: HttpRequest, given: RaiseGiven) -> Status[TriggerRead]:
    """Raise one by hand: you know a fact that Licet does not."""
    actor = actor_of(request)
    row = reviews.raise_trigger(actor=actor, title=given.title, scope=policy.read_scope(given.scope), named=given.named, now=clock.now())
    return Status(201, TriggerRead.of(reviews.access_trigger(actor=actor, reference=row.reference)))


@router.post("/triggers/{reference}/dismiss", auth=WORKS, response=ok(TriggerRead))
def dismiss_trigger(request: HttpRequest, reference: ReferenceInPath, given: WordsGiven) -> TriggerRead:
    """Say why it asks for no review."""
    actor, named = actor_of(request), reference_of(reference)
    reviews.dismiss_trigger(actor=actor, trigger=named, reasons=given.words, now=clock.now())
    return TriggerRead.of(reviews.access_trigger(actor=actor, reference=named))


@router.get("/plan", auth=READS, response=ok(PlanRead))
def plan_scope(request: HttpRequest, scope: ScopeAsked = "", after: Place = "", limit: Limit = 50) -> PlanRead:
    """What a scope takes now, before anything is frozen, and the licences that it takes. Nothing is written."""
    actor, read_scope = actor_of(request), policy.read_scope(scope)
    licences = reviews.list_licences_in_plan(actor=actor, scope=read_scope, after=after, limit=limit + 1)
    return PlanRead.of(reviews.plan(actor=actor, scope=read_scope), licences, limit=limit)


@router.get("/reviews", auth=READS, response=ok(Reviews))
def list_reviews(request: HttpRequest, status: ReviewStatus | None = None) -> Reviews:
    """Reviews, newest first."""
    return Reviews(rows=[ReviewListed.of(row) for row in reviews.review_list(actor=actor_of(request), status=status)])


@router.post("/reviews", auth=officials(P.REVIEW_OPEN, P.REVIEW_READ), response=created(ReviewPage))
def open_review(request: HttpRequest, given: ReviewGiven) -> Status[ReviewPage]:
    """Open a review: its question, who asked for it and when are public."""
    row = reviews.open_review(
        actor=actor_of(request),
        question=given.question,
        commissioned_by=given.commissioned_by,
        commissioned_on=given.commissioned_on,
        scope=policy.read_scope(given.scope),
        named=given.named,
        triggers=given.triggers,
        even_everything=given.even_everything,
        now=clock.now(),
    )
    return Status(201, _page(request, row.reference))


@router.get("/reviews/{reference}", auth=READS, response=ok(ReviewPage))
def read_review(request: HttpRequest, reference: ReferenceInPath) -> ReviewPage:
    """One review with its freezings, outcomes by number and progress."""
    return _page(request, reference_of(reference))


def _page(request: HttpRequest, reference: str) -> ReviewPage:
    return ReviewPage.of(reviews.access_review(actor=actor_of(request), reference=reference))


@router.get("/reviews/{reference}/licences", auth=READS, response=ok(LicencesFrozen))
def list_frozen(
    request: HttpRequest,
    reference: ReferenceInPath,
    outcome: Outcome | None = None,
    undecided: bool = False,
    after: Place = "",
    limit: Limit = 100,
) -> LicencesFrozen:
    """The frozen licences in order of reference, with what is proposed for each; none before it is frozen."""
    detail = reviews.access_review(actor=actor_of(request), reference=reference_of(reference))
    if detail.frozen is None:
        return LicencesFrozen(rows=[], after=None)
    rows = reviews.outcome_rows(detail.frozen, outcome=outcome, undecided=undecided, after=after, limit=limit + 1)
    last = rows[limit - 1].licence.reference if len(rows) > limit else None
    return LicencesFrozen(rows=[LicenceFrozen.of(row) for row in rows[:limit]], after=last)


@router.put("/reviews/{reference}/scope", auth=WORKS, response=ok(ReviewPage))
def change_scope(request: HttpRequest, reference: ReferenceInPath, given: NewScope) -> ReviewPage:
    """Another scope: the review is open again, and is frozen anew."""
    named = reference_of(reference)
    scope = policy.read_scope(given.scope)
    reviews.change_scope(
        actor=actor_of(request),
        review=named,
        scope=scope,
        named=given.named,
        now=clock.now(),
        revision=given.revision,
        even_everything=given.even_everything,
    )
    return _page(request, named)


@router.post("/reviews/{reference}/freeze", auth=WORKS, response=ok(ReviewPage))
def freeze_review(request: HttpRequest, reference: ReferenceInPath, given: FreezeGiven) -> ReviewPage:
    """Fix the list of licences. A scope that takes nothing is refused; one that takes everything unless it is said to be meant."""
    named = reference_of(reference)
    reviews.freeze(actor=actor_of(request), review=named, now=clock.now(), revision=given.revision, even_everything=given.even_everything)
    return _page(request, named)


@router.post("/reviews/{reference}/outcomes", auth=WORKS, response=ok(ReviewPage))
def decide_outcomes(request: HttpRequest, reference: ReferenceInPath, given: OutcomesGiven) -> ReviewPage:
    """Set outcomes of frozen licences, all sets or none. Nothing happens to a licence until it is signed."""
    named = reference_of(reference)
    sets = [item.to_domain() for item in given.sets]
    reviews.decide_outcomes(actor=actor_of(request), review=named, sets=sets, now=clock.now(), revision=given.revision)
    return _page(request, named)


@router.post("/reviews/{reference}/act", auth=officials(P.ACT_PROPOSE, P.REVIEW_WORK, P.DECISION_READ), response=created(ActPage))
def propose_review(request: HttpRequest, reference: ReferenceInPath, given: PutForward) -> Status[ActPage]:
    """Put all outcomes up for signature as one act. With its last signature they are done."""
    act = reviews.propose_act(
        actor=actor_of(request),
        review=reference_of(reference),
        legal_basis=given.legal_basis,
        reasons=given.reasons,
        now=clock.now(),
        revision=given.revision,
    )
    return Status(201, act_page(actor_of(request), act.reference))


@router.post("/reviews/{reference}/updates", auth=WORKS, response=created(ReviewPage))
def update_review(request: HttpRequest, reference: ReferenceInPath, given: WordsGiven) -> Status[ReviewPage]:
    """Tell the public how far it has come."""
    named = reference_of(reference)
    reviews.update(actor=actor_of(request), review=named, words=given.words, now=clock.now())
    return Status(201, _page(request, named))


@router.post("/reviews/{reference}/conclude", auth=officials(P.REVIEW_OPEN, P.REVIEW_READ), response=ok(ReviewPage))
def conclude_review(request: HttpRequest, reference: ReferenceInPath, given: AnswerGiven) -> ReviewPage:
    """End it with its answer, which is published."""
    named = reference_of(reference)
    reviews.conclude_review(actor=actor_of(request), review=named, conclusion=given.conclusion, now=clock.now(), revision=given.revision)
    return _page(request, named)
