"""Raising, dismissing and letting climb what may touch licences already granted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from licet.decisions import public as decisions
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.event import Event
from licet.kernel.ids import Reference
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Match, Scope
from licet.kernel.small_groups import count_to_show
from licet.platform.ids import new_id
from licet.platform.locking import locked, take_turn
from licet.platform.references import next_references
from licet.policy import public as policy
from licet.reviews import domain
from licet.reviews.domain import TriggerKind, TriggerState
from licet.reviews.events import (
    FactTriggerRaised,
    MatchTriggerClimbed,
    MatchTriggerClosed,
    MatchTriggerRaised,
    TriggerClimbed,
    TriggerClosed,
)
from licet.reviews.models import Trigger
from licet.reviews.selectors.reach import live_licences, pending


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerDraft:
    """What is to be raised. ``key`` is what it is known by; by hand it has none and is always new.

    ``scope`` says which lines it may touch, or ``named`` which licences by reference.
    """

    kind: TriggerKind
    title: str
    scope: Scope = field(default_factory=Scope)
    named: tuple[str, ...] = ()
    key: str = ""
    about: str = ""
    finding: str = ""


def raise_trigger(*, actor: Actor, title: str, scope: Scope, now: Instant, named: Sequence[str] = ()) -> Trigger:
    """Raise one by hand: an official knows a fact that Licet does not. Leads."""
    decisions.require_words(title=title)
    policy.check_scope(scope)
    if not scope.clauses() and not named:
        raise Invalid("Say which licences it may touch: a scope with a condition, or licences by reference.", place="scope")
    draft = TriggerDraft(kind=TriggerKind.BY_HAND, title=title, scope=scope, named=tuple(sorted(set(named))))
    return raise_triggers(actor=actor, drafts=[draft], now=now)[0]


@transaction.atomic
def raise_triggers(*, actor: Actor, drafts: Sequence[TriggerDraft], now: Instant) -> list[Trigger]:
    """Raise those whose key is not known yet, each with what it touches now. Leads; again it finds nothing to do.

    One that touches nothing is written and dismissed at once, so that the fact stays on the record.
    """
    actor.require(Permission.TRIGGER_RAISE)
    take_turn("reviews:triggers")
    known = set(Trigger.objects.filter(key__in=[draft.key for draft in drafts]).values_list("key", flat=True))
    new = [draft for draft in drafts if draft.key not in known]
    if not new:
        return []
    rows = _rows(actor, new, now)
    Trigger.objects.bulk_create(rows)
    events: list[Event] = [_raised(row) for row in rows]
    events += [_closed(row) for row in rows if row.closed_at]
    policy.record_events(actor=actor, events=events, now=now)
    return rows


def _rows(actor: Actor, drafts: Sequence[TriggerDraft], now: Instant) -> list[Trigger]:
    pack, today = policy.pack(), policy.today(now)
    references = _references(drafts, pack.prefix, today.year)
    due = domain.due_on(pack.trigger_levels, 0, today, policy.working_calendar())
    rows = []
    for draft, reference in zip(drafts, references, strict=True):
        counts = touched(draft.scope, draft.named)
        row = Trigger(
            id=new_id(),
            reference=str(reference),
            key=draft.key or f"by hand {reference}",
            kind=draft.kind,
            about=draft.about,
            title=draft.title[:300],
            finding=draft.finding,
            scope=draft.scope.to_json(),
            named=list(draft.named),
            state=TriggerState.OPEN,
            raised_on=today,
            due_on=due,
            licences=counts.licences,
            licences_unknown=counts.licences_unknown,
            cases=counts.cases,
            cases_unknown=counts.cases_unknown,
            raised_at=now,
            raised_by=actor.id,
        )
        if counts.nothing:
            close(row, TriggerState.DISMISSED, actor, now, domain.TOUCHES_NOTHING)
        rows.append(row)
    return rows


def _references(drafts: Sequence[TriggerDraft], authority: str, year: int) -> list[Reference]:
    """A reference for each draft. Matches are counted apart: a gap in the numbers that are published would tell of one."""
    kinds = ["MTR" if draft.kind == TriggerKind.HIT else "TRG" for draft in drafts]
    by_kind = {
        kind: iter(next_references(authority=authority, kind=kind, year=year, count=kinds.count(kind))) for kind in sorted(set(kinds))
    }
    return [next(by_kind[kind]) for kind in kinds]


def touched(scope: Scope, named: Sequence[str]) -> domain.Counts:
    """What a fact touches at this moment."""
    cases = pending(scope) if not named else domain.Pending()
    return domain.Counts(
        licences=live_licences(scope, named, Match.YES).count(),
        licences_unknown=live_licences(scope, named, Match.UNKNOWN).count(),
        cases=cases.taken,
        cases_unknown=cases.unknown,
    )


@transaction.atomic
def dismiss_trigger(*, actor: Actor, trigger: str, reasons: str, now: Instant) -> Trigger:
    """Say why a trigger asks for no review. Leads."""
    actor.require(Permission.REVIEW_WORK)
    decisions.require_words(reasons=reasons)
    row = trigger_for_update(trigger)
    close(row, TriggerState.DISMISSED, actor, now, reasons)
    row.save(update_fields=["state", "closed_at", "closed_by", "closing_words"])
    policy.record_events(actor=actor, events=[_closed(row)], now=now)
    return row


def trigger_for_update(reference: str) -> Trigger:
    row = locked(Trigger.objects.filter(reference=reference)).first()
    if row is None:
        raise NotFound("trigger", named=reference)
    return row


def close(row: Trigger, state: TriggerState, actor: Actor, now: Instant, words: str) -> None:
    name = {TriggerState.TAKEN: "take", TriggerState.DISMISSED: "dismiss"}[state]
    row.state = domain.TRIGGER_TRANSITIONS.target(TriggerState(row.state), name)
    row.closed_at, row.closed_by, row.closing_words = now, actor.id, words


@transaction.atomic
def climb_due(*, actor: Actor, now: Instant) -> int:
    """Let overdue triggers climb to the next level, with a new day there; returns how many. Leads; again it finds nothing."""
    actor.require(Permission.TRIGGER_CLIMB)
    today, levels, calendar = policy.today(now), policy.pack().trigger_levels, policy.working_calendar()
    rows = locked(Trigger.objects.filter(state=TriggerState.OPEN, due_on__lt=today).order_by("reference"))
    climbing = [row for row in rows if domain.climbs(levels, row.level, row.due_on, today)]
    for row in climbing:
        row.level += 1
        row.due_on = domain.due_on(levels, row.level, today, calendar)
    if climbing:
        Trigger.objects.bulk_update(climbing, ["level", "due_on"], batch_size=500)
        policy.record_events(actor=actor, events=[_climbed(row, levels[row.level].title, today) for row in climbing], now=now)
    return len(climbing)


def _raised(row: Trigger) -> Event:
    if row.kind == TriggerKind.HIT:
        return MatchTriggerRaised(
            on=row.raised_on,
            ref=row.reference,
            about=row.about,
            due_on=row.due_on.isoformat(),
            licences=row.licences,
            title=row.title,
            raised_by=row.raised_by,
        )
    return FactTriggerRaised(
        on=row.raised_on,
        ref=row.reference,
        trigger_kind=row.kind,
        about="" if row.kind == TriggerKind.CONCERN else row.about,
        due_on=row.due_on.isoformat(),
        licences=count_to_show(row.licences, domain.FEWEST_LICENCES),
        fewest=domain.FEWEST_LICENCES,
        licences_counted=row.licences,
        licences_unknown=row.licences_unknown,
        cases=row.cases,
        title=row.title,
        scope=row.scope,
        raised_by=row.raised_by,
    )


def _climbed(row: Trigger, level: str, today: date) -> Event:
    climbed = MatchTriggerClimbed if row.kind == TriggerKind.HIT else TriggerClimbed
    return climbed(on=today, ref=row.reference, level=level, due_on=row.due_on.isoformat())


def _closed(row: Trigger) -> Event:
    assert row.closed_at
    return closed_event(row, "", row.closed_at)


def closed_event(row: Trigger, review: str, now: Instant) -> Event:
    """A match stays internal to the end, also one whose beginning an older store has published."""
    closed = MatchTriggerClosed if row.kind == TriggerKind.HIT else TriggerClosed
    return closed(on=policy.today(now), ref=row.reference, state=row.state, review=review, words=row.closing_words, closed_by=row.closed_by)
