"""Proposing and signing. Who signs is who is signed in, in a session of their own."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from licet.api.access import actor_of, officials, signer_of, signs
from licet.api.answers import created, ok
from licet.api.schemas.acts import (
    ActListed,
    ActPage,
    Acts,
    ChangeProposed,
    ChangesProposed,
    CorrectionGiven,
    DepartureRead,
    Departures,
    ExclusionGiven,
    HoldRead,
    Holds,
    ProposeGiven,
    ReturnGiven,
    SignedOut,
    SignGiven,
)
from licet.api.schemas.base import After, IdInPath, Limit, ReferenceInPath, reference_of
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, Whose
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission as P
from licet.kernel.scope import Scope
from licet.platform import clock
from licet.policy import public as policy

router = Router()


@router.get("/acts", auth=officials(P.DECISION_READ), response=ok(Acts))
def list_acts(
    request: HttpRequest, whose: Whose = Whose.ANYBODY, kind: ActKind | None = None, after: After = "", limit: Limit = 100
) -> Acts:
    """What waits for signatures, what is wanted first comes first, and in which role it waits for yours."""
    actor, kinds = actor_of(request), [kind] if kind else []
    page = decisions.acts_waiting(actor=actor, whose=whose, kinds=kinds, after=after or None, limit=limit)
    mine = decisions.signing_counts(actor=actor, today=policy.today(clock.now()), kinds=kinds).mine
    others = decisions.count_acts_waiting(actor=actor, kinds=kinds) - mine
    return Acts(rows=[ActListed.of(item.act, item.due) for item in page.rows], mine=mine, others=others, after=page.after)


@router.get("/acts/{reference}", auth=officials(P.DECISION_READ), response=ok(ActPage))
def read_act(request: HttpRequest, reference: ReferenceInPath) -> ActPage:
    """What is signed, whole, with the texts that signers read and the concerns that are open about it."""
    return act_page(actor_of(request), reference_of(reference))


def act_page(actor: Actor, reference: str) -> ActPage:
    """An act for whoever asks, with the role in which it waits for them."""
    row = decisions.access_act(actor=actor, reference=reference)
    return ActPage.read(row, decisions.due_role(actor=actor, act=row))


@router.post(
    "/acts/{reference}/signatures", auth=signs(P.DECISION_READ), response=ok(SignedOut), operation_id="sign_act", summary="Sign Act"
)
def give_signature(request: HttpRequest, reference: ReferenceInPath, given: SignGiven) -> SignedOut:
    """Sign in the role that is due. With the last signature the act is done. Not with an access token."""
    row = _access(request, reference)
    signed = decisions.sign_act(
        signer=signer_of(request),
        act=row.pk,
        digest=given.digest,
        shown=given.shown.to_domain(),
        now=clock.now(),
        words=given.words,
        accepts=given.accepts,
    )
    return SignedOut(act=signed.act.reference, status=signed.act.status, complete=signed.complete, voided=list(signed.voided))


@router.post("/acts/{reference}/return", auth=officials(P.ACT_RETURN, P.DECISION_READ), response=ok(ActPage))
def return_act(request: HttpRequest, reference: ReferenceInPath, given: ReturnGiven) -> ActPage:
    """Send it back to who proposed it, with words."""
    row = _access(request, reference)
    decisions.return_act(actor=actor_of(request), act=row.pk, words=given.words, now=clock.now())
    return act_page(actor_of(request), row.reference)


def _access(request: HttpRequest, slug: str) -> Act:
    return decisions.access_act(actor=actor_of(request), reference=reference_of(slug))


@router.post("/cases/{case}/decision", auth=officials(P.ACT_PROPOSE, P.CASE_READ, P.DECISION_READ), response=created(ActPage))
def propose_decision(request: HttpRequest, case: IdInPath, given: ProposeGiven) -> Status[ActPage]:
    """Propose an outcome for each line. What the gate bars is refused, whatever is sent."""
    actor = actor_of(request)
    act = decisions.propose_decision(actor=actor, case=case, lines=given.decisions(), now=clock.now(), revision=given.revision)
    return Status(201, act_page(actor, act.reference))


@router.post("/register/decisions/{reference}/corrections", auth=officials(P.FIGURE_CORRECT), response=created(ChangeProposed))
def propose_correction(request: HttpRequest, reference: ReferenceInPath, given: CorrectionGiven) -> Status[ChangeProposed]:
    """Propose that a field of a published decision was wrong. The register changes once two people have signed the act."""
    act = decisions.propose_correction(
        actor=actor_of(request),
        decision=reference_of(reference),
        line=given.line,
        field=given.field,
        after=given.after,
        reason=given.reason,
        now=clock.now(),
    )
    return Status(201, ChangeProposed.of(act, with_figures=True))


@router.post("/register/decisions/{reference}/exclusion", auth=officials(P.FIGURE_CORRECT), response=created(ChangeProposed))
def propose_exclusion(request: HttpRequest, reference: ReferenceInPath, given: ExclusionGiven) -> Status[ChangeProposed]:
    """Propose to leave a published decision out of the figures. It stays in the register, marked, once two people have signed."""
    act = decisions.propose_exclusion(actor=actor_of(request), decision=reference_of(reference), reason=given.reason, now=clock.now())
    return Status(201, ChangeProposed.of(act, with_figures=True))


@router.get("/register/changes", auth=officials(P.FIGURE_CORRECT), response=ok(ChangesProposed))
def list_changes(request: HttpRequest, after: After = "", limit: Limit = 100) -> ChangesProposed:
    """Corrections and exclusions that were proposed, newest first, with what became of each."""
    acts, next_page = decisions.changes_proposed(actor=actor_of(request), after=after or None, limit=limit)
    return ChangesProposed(rows=[ChangeProposed.of(act) for act in acts], after=next_page)


@router.get("/holds", auth=officials(P.HOLD_READ), response=ok(Holds))
def list_holds(request: HttpRequest) -> Holds:
    """Holds, those in force first."""
    rows = decisions.holds_listed(actor=actor_of(request))
    return Holds(rows=[HoldRead.model_validate(_scoped(row)) for row in rows])


@router.get("/departures", auth=officials(P.HOLD_READ), response=ok(Departures))
def list_departures(request: HttpRequest) -> Departures:
    """Departures, last made first. Each says who may be granted what although a criterion bars, and until when."""
    rows = decisions.departures_listed(actor=actor_of(request))
    return Departures(rows=[DepartureRead.model_validate(_scoped(row)) for row in rows])


def _scoped(row: Any) -> Any:
    """The row, with its scope as one sentence."""
    row.scope_words = Scope.from_json(row.scope).sentence(policy.destination_names())
    return row
