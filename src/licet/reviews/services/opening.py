"""Opening a review, changing its scope, telling of its progress, concluding it. Each leads."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from licet.decisions import public as decisions
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, NotFound
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.references import next_references
from licet.policy import public as policy
from licet.reviews import domain
from licet.reviews.domain import ReviewStatus, TriggerKind, TriggerState
from licet.reviews.events import ReviewConcluded, ReviewOpened, ReviewUpdated
from licet.reviews.models import Frozen, Review, Trigger, Update
from licet.reviews.selectors.reviews import counts_of
from licet.reviews.services.triggers import close, closed_event, trigger_for_update


@transaction.atomic
def open_review(
    *,
    actor: Actor,
    question: str,
    commissioned_by: str,
    commissioned_on: date,
    scope: Scope,
    now: Instant,
    named: Sequence[str] = (),
    triggers: Sequence[str] = (),
    even_everything: bool = False,
) -> Review:
    """Open a review of the licences that a scope takes, or of ``named`` ones, and take up the triggers of these references.

    A scope without a condition takes every licence: it is refused unless ``even_everything`` says that this is meant.
    """
    actor.require(Permission.REVIEW_OPEN)
    _check_scope(scope, named, even_everything)
    decisions.require_words(question=question, commissioned_by=commissioned_by)
    today = policy.today(now)
    if commissioned_on > today:
        raise Invalid("A review is commissioned today or earlier: correct the day.", place="commissioned on")
    references = _known(named)
    (reference,) = next_references(authority=policy.pack().prefix, kind="REV", year=today.year)
    row = Review.objects.create(
        id=new_id(),
        reference=str(reference),
        question=question.strip(),
        commissioned_by=commissioned_by.strip(),
        commissioned_on=commissioned_on,
        scope=scope.to_json(),
        named=references,
        status=ReviewStatus.OPEN,
        opened_at=now,
        opened_by=actor.id,
    )
    taken = [_take(actor, row, item) for item in sorted(set(triggers))]
    closed = [closed_event(trigger, row.reference, now) for trigger in taken]
    policy.record_events(actor=actor, events=[_opened(row, taken, today), *closed], now=now)
    return row


def _check_scope(scope: Scope, named: Sequence[str], even_everything: bool) -> None:
    policy.check_scope(scope)
    if not scope.clauses() and not named and not even_everything:
        raise Invalid("This scope takes every licence: narrow it by a condition, or say that it is meant.", place="everything")


def _known(named: Sequence[str]) -> list[Json]:
    references = sorted(set(named))
    found = set(Licence.objects.filter(reference__in=references).values_list("reference", flat=True))
    if missing := [item for item in references if item not in found]:
        raise NotFound(f"licence {missing[0]}")
    return [*references]


def _take(actor: Actor, row: Review, reference: str) -> Trigger:
    trigger = trigger_for_update(reference)
    close(trigger, TriggerState.TAKEN, actor, row.opened_at, f"Taken up by review {row.reference}.")
    trigger.review = row
    trigger.save(update_fields=["state", "review", "closed_at", "closed_by", "closing_words"])
    return trigger


def _opened(row: Review, triggers: Sequence[Trigger], today: date) -> ReviewOpened:
    return ReviewOpened(
        on=today,
        ref=row.reference,
        question=row.question,
        commissioned_by=row.commissioned_by,
        commissioned_on=row.commissioned_on.isoformat(),
        scope=row.scope,
        sentence=sentence_of(row.to_scope(), row.named),
        triggers=[trigger.reference for trigger in triggers if trigger.kind != TriggerKind.HIT],
        named=row.named,
        opened_by=row.opened_by,
    )


def sentence_of(scope: Scope, named: Sequence[str]) -> str:
    """The scope in English. Licences named one by one are counted, never listed: their references are not for everybody."""
    if not named:
        return scope.sentence(policy.destination_names())
    chosen = f"{len(named):,} licence{'s' if len(named) != 1 else ''} named one by one."
    return f"{chosen} Of these: {scope.sentence(policy.destination_names())}" if scope.clauses() else chosen


def review_for_update(reference: str, name: str | None = None, revision: int | None = None) -> Review:
    """The review, locked, in a status from which ``name`` is possible, and as whoever acts saw it."""
    row = locked(Review.objects.filter(reference=reference)).first()
    if row is None:
        raise NotFound("review", named=reference)
    if revision is not None and revision != row.revision:
        raise Conflict("Somebody changed this review since you opened it. Look at it again.", place=row.reference)
    last = last_frozen(row)
    row.status = domain.standing(ReviewStatus(row.status), last.act_status() if last else None)
    if name:
        row.status = domain.REVIEW_TRANSITIONS.target(ReviewStatus(row.status), name)
    row.revision += 1
    return row


def last_frozen(row: Review) -> Frozen | None:
    return row.freezings.select_related("act").order_by("number").last()


@transaction.atomic
def change_scope(
    *,
    actor: Actor,
    review: str,
    scope: Scope,
    now: Instant,
    named: Sequence[str] | None = None,
    revision: int | None = None,
    even_everything: bool = False,
) -> Review:
    """Another scope: the review is open again, and is frozen anew. What was frozen before stays as it was.

    Licences named one by one stay named unless ``named`` says which do (decision 0188). A scope of everything is refused as in
    :func:`open_review`.
    """
    actor.require(Permission.REVIEW_WORK)
    row = review_for_update(review, "change the scope", revision)
    _check_scope(scope, row.named if named is None else named, even_everything)
    row.scope = scope.to_json()
    if named is not None:
        row.named = _known(named)
    row.save(update_fields=["scope", "named", "status", "revision"])
    return row


@transaction.atomic
def update(*, actor: Actor, review: str, words: str, now: Instant) -> Update:
    """Tell the public how far it has come. Leads."""
    actor.require(Permission.REVIEW_WORK)
    decisions.require_words(words=words)
    row = review_for_update(review)
    if row.status == ReviewStatus.CONCLUDED:
        raise InvalidTransition("This review is concluded: there is no more progress to tell of.", place=row.reference)
    row.save(update_fields=["status", "revision"])
    told = Update.objects.create(
        id=new_id(), review=row, number=row.updates.count() + 1, words=words.strip(), updated_at=now, updated_by=actor.id
    )
    event = ReviewUpdated(on=policy.today(now), ref=row.reference, number=told.number, words=told.words, updated_by=actor.id)
    policy.record_events(actor=actor, events=[event], now=now)
    return told


@transaction.atomic
def conclude_review(*, actor: Actor, review: str, conclusion: str, now: Instant, revision: int | None = None) -> Review:
    """End it with its answer, which is published. Not while an act of it waits for signatures. Leads."""
    actor.require(Permission.REVIEW_OPEN)
    decisions.require_words(conclusion=conclusion)
    row = review_for_update(review, "conclude", revision)
    row.conclusion, row.concluded_at, row.concluded_by = conclusion.strip(), now, actor.id
    row.save(update_fields=["status", "revision", "conclusion", "concluded_at", "concluded_by"])
    event = ReviewConcluded(
        on=policy.today(now), ref=row.reference, conclusion=row.conclusion, outcomes=_outcomes(row), concluded_by=actor.id
    )
    policy.record_events(actor=actor, events=[event], now=now)
    return row


def _outcomes(row: Review) -> dict[str, Json]:
    """All that the review did, over its applied freezings."""
    applied = list(row.freezings.exclude(applied_on=None).values_list("pk", flat=True))
    total = sum(counts_of(applied).values(), Counter[str]())
    return dict(sorted(total.items()))
