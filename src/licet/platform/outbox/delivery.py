"""Telling subscribers what happened: claim a set, call the handler, settle it."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from licet.kernel.instants import Instant
from licet.platform import clock
from licet.platform.locking import locked
from licet.platform.models import Delivery, OutboxEvent
from licet.platform.outbox.subscribing import Subscription, Told, subscriptions

log = logging.getLogger(__name__)

CLAIM: Final = timedelta(minutes=2)
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(hours=1)
LONGEST_ERROR: Final = 2000


@dataclass(frozen=True, slots=True)
class Delivered:
    """``done`` and ``failed`` tries of one call, and when to call again (None: nothing to come back for)."""

    done: int
    failed: int
    again: Instant | None


def deliver_pending(*, now: Instant | None = None, limit: int | None = None) -> Delivered:
    """Tell what is due, at most ``limit`` deliveries. May be called, killed and called again at any time.

    With a ``limit`` it also returns as soon as a handler has more to do, so that other tasks get their turn in between.
    """
    done = failed = 0
    while limit is None or done + failed < limit:
        moment = now or clock.now()  # a claim lasts from the beginning of its own round
        finished = _deliver_sets(moment, None if limit is None else limit - done - failed)
        done, failed = done + finished.done, failed + finished.failed
        if not finished.anything:
            return Delivered(done, failed, _next_due(moment))
        if finished.unfinished and limit is not None:
            return Delivered(done, failed, moment)
    return Delivered(done, failed, now or clock.now())


@dataclass(frozen=True, slots=True)
class _Round:
    """What one set for every subscription came to. ``unfinished`` handlers did a batch and have more to do."""

    done: int = 0
    failed: int = 0
    unfinished: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.done or self.failed or self.unfinished)


def _next_due(now: Instant) -> Instant | None:
    """When the next failed or claimed delivery is due. What is due already and was not taken has no subscriber."""
    due: Instant | None = Delivery.objects.filter(done=False, not_before__gt=now).aggregate(due=Min("not_before"))["due"]
    return due


def _deliver_sets(now: Instant, limit: int | None) -> _Round:
    """One set for every subscription."""
    done = failed = unfinished = 0
    asked = set(Delivery.objects.filter(done=False).order_by().values_list("subscriber", "kind").distinct())
    for subscription in subscriptions():
        if (subscription.name, subscription.kind) not in asked:
            continue  # claiming is a write, and others wait for writes
        size = subscription.batch if limit is None else min(subscription.batch, limit - done - failed)
        events = _claim_events(subscription, now, size)
        answer = _call_handler(subscription, events)
        _settle_deliveries(subscription, events, answer, now)
        done += len(events) - len(answer.errors) - len(answer.places)
        failed += len(answer.errors)
        unfinished += bool(answer.places)
    return _Round(done, failed, unfinished)


@transaction.atomic
def _claim_events(subscription: Subscription, now: Instant, size: int) -> list[Told]:
    """Up to ``size`` events due, each the oldest that waits for its thing, kept from other workers for a while."""
    same_thing = _list_unfinished(subscription).filter(ref=OuterRef("ref")).order_by("event").values("event")[:1]
    due = _list_unfinished(subscription).filter(
        Q(not_before=None) | Q(not_before__lte=now), kind=subscription.kind, event=Subquery(same_thing)
    )
    numbers = [delivery.event_id for delivery in locked(due.order_by("event"), skip_busy=True)[:size]]
    if not numbers:
        return []
    _list_unfinished(subscription).filter(event__in=numbers).update(tries=F("tries") + 1, not_before=now + CLAIM)
    places = dict(_list_unfinished(subscription).filter(event__in=numbers).values_list("event", "place"))
    rows = OutboxEvent.objects.filter(number__in=numbers).order_by("number")
    return [Told(row.number, row.kind, row.ref, row.on, row.body, places.get(row.number, "")) for row in rows]


def _list_unfinished(subscription: Subscription) -> QuerySet[Delivery, Delivery]:
    return Delivery.objects.filter(subscriber=subscription.name, done=False)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of a set, by event number: the error it failed with, or the place where its handler stopped for now."""

    errors: Mapping[int, str]
    places: Mapping[int, str]


def _call_handler(subscription: Subscription, events: Sequence[Told]) -> _Answer:
    """Call the handler; when a set fails, each of its events is tried alone."""
    if not events:
        return _Answer({}, {})
    try:
        with _guard():
            unfinished = subscription.handler(events)
    except Exception as error:
        if len(events) > 1:
            alone = [_call_handler(subscription, [event]) for event in events]
            errors = {number: text for answer in alone for number, text in answer.errors.items()}
            return _Answer(errors, {number: place for answer in alone for number, place in answer.places.items()})
        log.warning("%s could not act on event %s (%s)", subscription.name, events[0].number, events[0].kind, exc_info=True)
        return _Answer({events[0].number: f"{type(error).__name__}: {error}"[:LONGEST_ERROR]}, {})
    return _Answer({}, {event.number: unfinished.place for event in events} if unfinished else {})


def _guard() -> AbstractContextManager[None]:
    """A savepoint where a transaction is open already, as in tests: a failed handler must not spoil the rest."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


@transaction.atomic
def _settle_deliveries(subscription: Subscription, events: Sequence[Told], answer: _Answer, now: Instant) -> None:
    """Note what is done; give back at once what has more to do; put off what failed, which then begins anew."""
    good = [event.number for event in events if event.number not in {*answer.errors, *answer.places}]
    _list_unfinished(subscription).filter(event__in=good).update(done=True, not_before=None, error="", place="")
    for place in set(answer.places.values()):
        stopped = [number for number, at in answer.places.items() if at == place]
        _list_unfinished(subscription).filter(event__in=stopped).update(not_before=None, tries=0, error="", place=place)
    for delivery in _list_unfinished(subscription).filter(event__in=list(answer.errors)):
        wait = min(FIRST_WAIT * 2 ** min(delivery.tries - 1, 20), LONGEST_WAIT)
        error = answer.errors[delivery.event_id]
        _list_unfinished(subscription).filter(event=delivery.event_id).update(error=error, not_before=now + wait, place="")
