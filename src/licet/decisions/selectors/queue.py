"""The signing queue: which acts wait for whose signature, in the order in which they are wanted, a page at a time.

``domain.role_to_sign`` is the rule. It is asked here as a condition in SQL, so that counts and pages agree with it however many acts
are open; ``tests/property/decisions/test_signing_queue.py`` holds the two equal on both engines.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case as SqlCase
from django.db.models import Count, Exists, JSONField, OuterRef, Q, QuerySet, Value, When

from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import ActKind, ActStatus, SigningRole
from licet.decisions.models import Act, Signature
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.platform.cursors import read_day_cursor, write_day_cursor

PAGE = 25
_BRIEF = (ActKind.DECIDE, ActKind.PLACE_HOLD, ActKind.LIFT_HOLD, ActKind.DEPART)
"""Kinds of act that list no licences."""


class Whose(StrEnum):
    """Whose signature comes next."""

    MINE = "mine"
    OTHERS = "others"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class ActWaiting:
    """``due`` is the role in which whoever asks may sign it now; None where it waits for somebody else.

    ``proposed`` is what the act proposes; None for an act over licences, which may list thousands and says in its title what it is about.
    """

    act: Act
    due: SigningRole | None
    proposed: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ActsWaiting:
    """One page; ``after`` is the cursor of the next, None on the last."""

    rows: tuple[ActWaiting, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class SigningCounts:
    """How many acts wait for the signature of whoever asks, and how many of those are past their day."""

    mine: int = 0
    overdue: int = 0


def signing_counts(*, actor: Actor, today: date, kinds: Collection[ActKind] = ()) -> SigningCounts:
    """Exact, in one query that reads an index. ``kinds`` narrows; none is all."""
    if not actor.may(Permission.DECISION_READ):
        return SigningCounts()
    acts_to_sign = _list_open_acts(kinds).filter(_may_sign(actor))
    return SigningCounts(**acts_to_sign.aggregate(mine=Count("pk"), overdue=Count("pk", filter=Q(wanted_on__lt=today))))


def count_acts_waiting(*, actor: Actor, kinds: Collection[ActKind] = ()) -> int:
    """How many acts wait for anybody's signature. One query that reads an index."""
    return _list_open_acts(kinds).count() if actor.may(Permission.DECISION_READ) else 0


def count_acts_to_sign(*, actor: Actor) -> int:
    """How many acts wait for this person's signature. One query that reads an index."""
    return _list_open_acts(()).filter(_may_sign(actor)).count() if actor.may(Permission.DECISION_READ) else 0


def acts_waiting(
    *,
    actor: Actor,
    whose: Whose = Whose.MINE,
    kinds: Collection[ActKind] = (),
    after: str | None = None,
    limit: int = PAGE,
    with_contents: bool = False,
) -> ActsWaiting:
    """Proposed acts with their signatures, those wanted first come first. Two queries, whatever their number.

    What acts over licences propose, and the signed parts, are read only ``with_contents``. Raises Invalid for a cursor that is none.
    """
    if not actor.may(Permission.DECISION_READ):
        return ActsWaiting((), None)
    acts = _select_by_turn(_list_open_acts(kinds), whose, actor)
    if after:
        day, reference = read_day_cursor(after)
        acts = acts.filter(Q(wanted_on__gt=day) | Q(wanted_on=day, reference__gt=reference))
    acts = acts.select_related("case").prefetch_related("signatures").order_by("wanted_on", "reference")
    acts = acts.annotate(proposed=SqlCase(When(kind__in=_BRIEF, then="subject"), default=None, output_field=JSONField()))
    page_and_next = list((acts if with_contents else acts.defer("signed_part", "subject"))[: limit + 1])
    page = tuple(ActWaiting(act, SigningRole(act.waits_for) if act.mine else None, act.proposed) for act in page_and_next[:limit])
    last = page[-1].act if len(page_and_next) > limit else None
    return ActsWaiting(page, write_day_cursor(last.wanted_on, last.reference) if last else None)


def _select_by_turn(acts: QuerySet[Act, Act], whose: Whose, actor: Actor) -> QuerySet[Any, Any]:
    """The acts, each with ``mine``, which says whether the actor may sign it now."""
    may_sign = _may_sign(actor)
    if whose is Whose.MINE:
        return acts.filter(may_sign).annotate(mine=Value(True))
    if whose is Whose.OTHERS:
        return acts.filter(~may_sign).annotate(mine=Value(False))
    return acts.annotate(mine=SqlCase(When(may_sign, then=Value(True)), default=Value(False)))


def due_role(*, actor: Actor, act: Act) -> SigningRole | None:
    """The role in which the actor may sign this act now; None when it does not wait for them. One query."""
    role = _list_open_acts(()).filter(_may_sign(actor), pk=act.pk).values_list("waits_for", flat=True).first()
    return SigningRole(role) if role else None


def _list_open_acts(kinds: Collection[ActKind]) -> QuerySet[Act, Act]:
    """Acts that wait for signatures. A case whose exporter withdrew meanwhile waits for none."""
    no_case_ended = Q(case=None) | Q(case__status=casework.CaseStatus.FOR_SIGNATURE)
    acts = Act.objects.filter(no_case_ended, status=ActStatus.PROPOSED)
    return acts.filter(kind__in=kinds) if kinds else acts


def _may_sign(actor: Actor) -> Q:
    """The condition that the actor may give the signature that comes next: as ``domain.role_to_sign``."""
    roles = [role for role, permission in domain.SIGNING_PERMISSION.items() if actor.may(permission)]
    signed = Signature.objects.filter(act=OuterRef("pk"), signed_by=actor.id, voided_at=None)
    recused = Q(case__in=casework.recusals(actor.id).values("case"))
    somebody_else = Q(waits_for=SigningRole.DECIDER) | ~Q(proposed_by=actor.id)
    return Q(somebody_else, ~Exists(signed), ~recused, waits_for__in=roles)
