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
    """Tell what is due, at most ``limit`` deliveries. May be called, killed and called again at any time."""
    now = now or clock.now()
    done = failed = 0
    while limit is None or done + failed < limit:
        good, bad = _round(now, None if limit is None else limit - done - failed)
        if not good + bad:
            return Delivered(done, failed, _next_due(now))
        done, failed = done + good, failed + bad
    return Delivered(done, failed, now)


def _next_due(now: Instant) -> Instant | None:
    """When the next failed or claimed delivery is due. What is due already and was not taken has no subscriber."""
    due: Instant | None = Delivery.objects.filter(done=False, not_before__gt=now).aggregate(due=Min("not_before"))["due"]
    return due


def _round(now: Instant, limit: int | None) -> tuple[int, int]:
    """One set for every subscription: how many were done, how many failed."""
    done = failed = 0
    asked = set(Delivery.objects.filter(done=False).order_by().values_list("subscriber", "kind").distinct())
    for subscription in subscriptions():
        if (subscription.name, subscription.kind) not in asked:
            continue  # claiming is a write, and others wait for writes
        size = subscription.batch if limit is None else min(subscription.batch, limit - done - failed)
        events = _claim(subscription, now, size)
        errors = _tell(subscription, events)
        _settle(subscription, events, errors, now)
        done, failed = done + len(events) - len(errors), failed + len(errors)
    return done, failed


@transaction.atomic
def _claim(subscription: Subscription, now: Instant, size: int) -> list[Told]:
    """Up to ``size`` events due, each the oldest that waits for its thing, kept from other workers for a while."""
    same_thing = _waiting(subscription).filter(ref=OuterRef("ref")).order_by("event").values("event")[:1]
    due = _waiting(subscription).filter(Q(not_before=None) | Q(not_before__lte=now), kind=subscription.kind, event=Subquery(same_thing))
    numbers = [delivery.event_id for delivery in locked(due.order_by("event"), skip_busy=True)[:size]]
    if not numbers:
        return []
    _waiting(subscription).filter(event__in=numbers).update(tries=F("tries") + 1, not_before=now + CLAIM)
    return [_told(row) for row in OutboxEvent.objects.filter(number__in=numbers).order_by("number")]


def _waiting(subscription: Subscription) -> QuerySet[Delivery, Delivery]:
    return Delivery.objects.filter(subscriber=subscription.name, done=False)


def _told(row: OutboxEvent) -> Told:
    return Told(row.number, row.kind, row.ref, row.on, row.body)


def _tell(subscription: Subscription, events: Sequence[Told]) -> dict[int, str]:
    """Call the handler; when a set fails, each of its events is tried alone. Errors by event number."""
    if not events:
        return {}
    try:
        with _guard():
            subscription.handler(events)
    except Exception as error:
        if len(events) > 1:
            return {number: text for event in events for number, text in _tell(subscription, [event]).items()}
        log.warning("%s could not act on event %s (%s)", subscription.name, events[0].number, events[0].kind, exc_info=True)
        return {events[0].number: f"{type(error).__name__}: {error}"[:LONGEST_ERROR]}
    return {}


def _guard() -> AbstractContextManager[None]:
    """A savepoint where a transaction is open already, as in tests: a failed handler must not spoil the rest."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


@transaction.atomic
def _settle(subscription: Subscription, events: Sequence[Told], errors: Mapping[int, str], now: Instant) -> None:
    good = [event.number for event in events if event.number not in errors]
    _waiting(subscription).filter(event__in=good).update(done=True, not_before=None, error="")
    for delivery in _waiting(subscription).filter(event__in=list(errors)):
        wait = min(FIRST_WAIT * 2 ** min(delivery.tries - 1, 20), LONGEST_WAIT)
        _waiting(subscription).filter(event=delivery.event_id).update(error=errors[delivery.event_id], not_before=now + wait)
