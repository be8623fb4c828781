"""What is proposed for each frozen licence: in sets, each with its reasons. Nothing happens to a licence until it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from licet.decisions import public as decisions
from licet.decisions.public import Departure
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.public import LicenceLine, LicenceStatus, in_sets
from licet.platform.scope_query import matching
from licet.policy import public as policy
from licet.reviews import domain
from licet.reviews.domain import Outcome
from licet.reviews.models import Frozen, OutcomeRow
from licet.reviews.selectors.objections import in_doubt
from licet.reviews.services.opening import last_frozen, review_for_update


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSet:
    """One outcome for ``licences`` by reference, or for those that ``scope`` takes, or, with neither, for all not yet decided.

    ``in_doubt`` narrows it to those of which it is not known whether a clear risk takes a line. ``departure`` is the reference
    of a departure in force, which *departure* needs, and *reinstate* and *in doubt* may need.
    """

    outcome: Outcome
    reasons: str
    licences: tuple[str, ...] = ()
    scope: Scope | None = None
    departure: str = ""
    in_doubt: bool = False


@transaction.atomic
def decide_outcomes(*, actor: Actor, review: str, sets: Sequence[OutcomeSet], now: Instant, revision: int | None = None) -> int:
    """Set outcomes of frozen licences; returns for how many. All sets or none. An outcome may be set again until it is proposed."""
    actor.require(Permission.REVIEW_WORK)
    row = review_for_update(review, "decide outcomes", revision)
    frozen = last_frozen(row)
    assert frozen
    count = sum(_decide(actor, frozen, item, now) for item in sets)
    row.save(update_fields=["status", "revision"])
    return count


def _decide(actor: Actor, frozen: Frozen, given: OutcomeSet, now: Instant) -> int:
    decisions.require_words(reasons=given.reasons)
    if given.scope:
        policy.check_scope(given.scope)
    chosen = _chosen(frozen, given, now)
    if not chosen:
        raise Invalid("No frozen licence is chosen: all are decided, or none of them is what was asked for.", place="licences")
    _refuse_impossible(chosen, given.outcome)
    departure = _departure(given, now)
    for some in in_sets([item.pk for item in chosen]):
        OutcomeRow.objects.filter(pk__in=some).update(
            outcome=given.outcome, reasons=given.reasons.strip(), departure=departure, decided_at=now, decided_by=actor.id
        )
    return len(chosen)


def _chosen(frozen: Frozen, given: OutcomeSet, now: Instant) -> list[OutcomeRow]:
    rows = frozen.outcomes.select_related("licence").order_by("licence__reference")
    if given.in_doubt:
        rows = rows.filter(in_doubt(policy.today(now)))
    if given.licences:
        return _named(rows, given.licences)
    if given.scope is not None:
        lines = LicenceLine.objects.filter(matching(given.scope).taken).values("licence")
        return list(rows.filter(licence__in=lines))
    return list(rows.filter(outcome=""))


def _named(rows: QuerySet[OutcomeRow, OutcomeRow], references: Sequence[str]) -> list[OutcomeRow]:
    wanted = sorted(set(references))
    found = [row for some in in_sets(wanted) for row in rows.filter(licence__reference__in=some)]
    if missing := sorted(set(wanted) - {row.licence.reference for row in found}):
        raise NotFound(f"licence {missing[0]} in this frozen list")
    return found


def _refuse_impossible(rows: Sequence[OutcomeRow], outcome: Outcome) -> None:
    for row in rows:
        if not domain.possible(outcome, LicenceStatus(row.status)):
            raise Invalid(f"It is {row.status}, so “{outcome}” is not possible for it.", place=row.licence.reference)


def _departure(given: OutcomeSet, now: Instant) -> Departure | None:
    if not given.departure:
        if given.outcome is Outcome.DEPARTURE:
            raise Invalid("Name the departure in force by which goods may still leave.", place="departure")
        return None
    if given.outcome not in domain.NAMES_DEPARTURE:
        raise Invalid(f"A departure has nothing to do with “{given.outcome}”: leave it out.", place="departure")
    return decisions.departure_in_force(given.departure, policy.today(now))
