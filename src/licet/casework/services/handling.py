"""Who handles a case: taking, assigning, handing over, recusing oneself. Each leads; each is an act with a row that stays."""

from django.db import transaction

from licet.casework import domain
from licet.casework.domain import HandlingKind
from licet.casework.events import CaseHandled
from licet.casework.models import Case, Handling
from licet.casework.services.acting import after, case_to_change, change, note, refuse_recused, words_of
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, InvalidTransition, Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.people import public as people
from licet.platform.ids import new_id
from licet.policy import public as policy


@transaction.atomic
def take(*, actor: Actor, case: str, revision: int, now: Instant) -> Case:
    """Take a case that nobody has."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_ASSIGN, revision=revision)
    if row.officer:
        raise Conflict("Somebody has this case already: ask them to hand it over.", place=row.reference)
    _give(row, HandlingKind.TAKEN, actor.id, actor=actor, now=now)
    return row


@transaction.atomic
def assign(*, actor: Actor, case: str, to: str, revision: int, now: Instant, reasons: str = "") -> Case:
    """Give a case to somebody (``to`` is an actor id). Raises Refused where they may not run cases, or recused themselves."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_ASSIGN, revision=revision)
    _check_officer(row, to, now)
    _give(
        row,
        HandlingKind.ASSIGNED,
        to,
        actor=actor,
        now=now,
        reasons=read_visible_text(reasons, what="the reasons", place="reasons", many_lines=True),
    )
    return row


@transaction.atomic
def hand_over(*, actor: Actor, case: str, to: str, reasons: str, revision: int, now: Instant) -> Case:
    """Hand one's own case to somebody else, with reasons."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_ASSIGN, revision=revision)
    if row.officer != actor.id:
        raise Refused("Only the officer who has a case hands it over; a manager assigns it.", place=row.reference)
    _check_officer(row, to, now)
    _give(row, HandlingKind.HANDED_OVER, to, actor=actor, now=now, reasons=words_of(reasons))
    return row


@transaction.atomic
def recuse(*, actor: Actor, case: str, reasons: str, now: Instant) -> Case:
    """Take no further part in a case, in any role, for good; if it was one's own, nobody has it. Never in conflict."""
    row = case_to_change(actor=actor, case=case, permission=Permission.CASE_RECUSE)
    words = words_of(reasons)
    refuse_recused(row, actor.id)
    _record(row, HandlingKind.RECUSED, "", actor=actor, now=now, reasons=words, officer="" if row.officer == actor.id else row.officer)
    return row


def _check_officer(row: Case, to: str, now: Instant) -> None:
    user = people.User.objects.filter(pk=to.removeprefix("user:"), is_active=True).select_related("organisation", "department").first()
    if user is None or not people.actor_for(user, on=policy.today(now)).may(Permission.CASE_ASSIGN):
        raise Refused("This person cannot run cases: choose a case officer or a manager.", place=row.reference)
    if to == row.officer:
        raise Conflict("This person has the case already.", place=row.reference)


def _give(row: Case, kind: HandlingKind, to: str, *, actor: Actor, now: Instant, reasons: str = "") -> None:
    refuse_recused(row, to)
    if row.status == domain.CaseStatus.SUBMITTED:
        row.status = after(row, "take").value
    elif row.status not in domain.WORKED_ON:
        raise InvalidTransition(f"This case is {row.status}: nobody needs to handle it any more.", place=row.reference)
    _record(row, kind, to, actor=actor, now=now, reasons=reasons, officer=to)


def _record(row: Case, kind: HandlingKind, to: str, *, actor: Actor, now: Instant, reasons: str, officer: str) -> None:
    Handling.objects.bulk_create(
        [Handling(id=new_id(), case=row, kind=kind.value, person=actor.id, to=to, reasons=reasons, done_at=now, done_by=actor.id)]
    )
    change(row, actor=actor, now=now, status=row.status, officer=officer)
    note(row, actor=actor, now=now, kind=kind.value, words=reasons or f"The case was {kind.value}.")
    event = CaseHandled(on=policy.today(now), ref=row.reference, how=kind.value, person=actor.id, to=to, reasons=reasons)
    policy.record_events(actor=actor, events=[event], now=now)
