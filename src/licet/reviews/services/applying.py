"""From the outcomes of a review to one act, and from the last signature to what the act does: all of it or nothing."""

from collections.abc import Mapping

from django.db import transaction

from licet.decisions import public as decisions
from licet.decisions.public import ActKind
from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.licences import public as licences
from licet.licences.public import StatusChanges
from licet.policy import public as policy
from licet.reviews import domain
from licet.reviews.domain import STATUS_ACT, Outcome, ReviewStatus
from licet.reviews.events import ReviewApplied
from licet.reviews.models import Frozen
from licet.reviews.selectors.objections import objections
from licet.reviews.selectors.reviews import counts_of
from licet.reviews.selectors.signed_part import frozen_of, review_signed_part
from licet.reviews.services.opening import last_frozen, review_for_update

_NEEDS: Mapping[Outcome, Permission] = {
    Outcome.SUSPEND: Permission.LICENCE_SUSPEND,
    Outcome.REINSTATE: Permission.LICENCE_REINSTATE,
    Outcome.REVOKE: Permission.LICENCE_REVOKE,
}


@transaction.atomic
def propose_act(*, actor: Actor, review: str, legal_basis: str, reasons: str, now: Instant, revision: int | None = None) -> decisions.Act:
    """Put all outcomes of the frozen list up for signature, as one act. Leads. ``reasons`` are those of the whole.

    Each exporter's notice gives the reasons of their own licence's outcome.
    """
    actor.require(Permission.ACT_PROPOSE)
    actor.require(Permission.REVIEW_WORK)
    decisions.require_words(legal_basis=legal_basis, reasons=reasons)
    row = review_for_update(review, "propose", revision)
    frozen = last_frozen(row)
    assert frozen
    _refuse_objections(frozen, now)
    counts = counts_of([frozen.pk])[frozen.pk]
    for outcome, permission in _NEEDS.items():
        if counts[outcome.value]:
            actor.require(permission)
    subject: dict[str, Json] = {
        "review": row.reference,
        "scope": frozen.scope,
        "legal_basis": legal_basis,
        "reasons": reasons,
    }
    roles = decisions.roles_asked(ActKind.REVIEW, ())
    signed = review_signed_part(frozen, subject, [role.value for role in roles], policy.today(now))
    title = _title(row.reference, counts, frozen)
    act, events = decisions.make_act(actor=actor, kind=ActKind.REVIEW, title=title, subject=subject, signed=signed, roles=roles, now=now)
    frozen.act = act
    frozen.save(update_fields=["act"])
    row.save(update_fields=["status", "revision"])
    policy.record_events(actor=actor, events=events, now=now)
    return act


def _title(review: str, counts: Mapping[str, int], frozen: Frozen) -> str:
    """“XA-REV 2031/000001, suspend 9, maintain 3: 12 licences of 4 exporters to Kasdara, EUR 1,204,000.00”."""
    outcomes = ", ".join(f"{outcome} {counts[outcome]:,}" for outcome in Outcome if counts[outcome])
    references = frozen.outcomes.order_by("licence__reference").values_list("licence__reference", flat=True)
    return licences.describe_licences(list(references), after=f"{review}, {outcomes}: ")


def _refuse_objections(frozen: Frozen, now: Instant) -> None:
    if found := objections(frozen, today=policy.today(now)):
        raise Refused("These outcomes cannot stand. " + " ".join(found), bars=found, place=frozen.review.reference)


def reopen_review(actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    """The review of a void act is frozen again: something on its list changed, so nothing is proposed until it was looked at again."""
    row = review_for_update(frozen_of(act).review.reference)
    row.status = ReviewStatus.FROZEN
    row.save(update_fields=["status", "revision"])
    return []


def apply_review(actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    """Do what a completely signed act decides of each licence on the frozen list; returns the events. Not leading."""
    frozen = frozen_of(act)
    row = review_for_update(frozen.review.reference)
    row.status = domain.REVIEW_TRANSITIONS.target(ReviewStatus.FOR_SIGNATURE, "apply")
    _refuse_objections(frozen, now)
    events = licences.change_statuses(actor=actor, act=act, changes=_changes(frozen), now=now)
    frozen.applied_on = policy.today(now)
    frozen.save(update_fields=["applied_on"])
    row.save(update_fields=["status", "revision"])
    return [*events, _applied(frozen, act, now)]


def _changes(frozen: Frozen) -> list[StatusChanges]:
    found: dict[Outcome, dict[str, str]] = {outcome: {} for outcome in STATUS_ACT}
    departures: dict[str, str] = {}
    rows = frozen.outcomes.filter(outcome__in=[item.value for item in STATUS_ACT])
    for outcome, reference, reasons, departure in rows.values_list("outcome", "licence__reference", "reasons", "departure__reference"):
        found[Outcome(outcome)][reference] = reasons
        if departure:
            departures[reference] = departure
    return [StatusChanges(STATUS_ACT[outcome], reasons, departures) for outcome, reasons in found.items() if reasons]


def _applied(frozen: Frozen, act: decisions.Act, now: Instant) -> ReviewApplied:
    departures = frozen.outcomes.filter(departure__isnull=False).values_list("departure__reference", flat=True).distinct()
    return ReviewApplied(
        on=policy.today(now),
        ref=frozen.review.reference,
        number=frozen.number,
        act=act.reference,
        digest=frozen.digest,
        outcomes=dict(sorted(counts_of([frozen.pk])[frozen.pk].items())),
        departures=[*sorted(departures)],
    )
