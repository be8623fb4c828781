"""The outbox: kept with the act, told afterwards, to everybody, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from licet.kernel.event import Event
from licet.platform import clock, outbox, tasks
from licet.platform.models import Delivery, OutboxEvent
from licet.platform.outbox import Told, Unfinished

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
DAY = date(2031, 5, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted(Event):
    kind: ClassVar[str] = "test.granted"
    published: ClassVar[frozenset[str]] = frozenset({"value"})

    value: int
    exporter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Event):
    kind: ClassVar[str] = "test.suspended"


class Listener:
    """Remembers what it was told; fails for the references in ``refuses``."""

    def __init__(self, *refuses: str) -> None:
        self.refuses = set(refuses)
        self.told: list[tuple[str, str]] = []

    def __call__(self, events: Sequence[Told]) -> None:
        if bad := [event.ref for event in events if event.ref in self.refuses]:
            raise OSError(f"no paper for {bad[0]}")
        self.told += [(event.ref, event.kind) for event in events]


def granted(*refs: str) -> list[Event]:
    return [Granted(on=DAY, ref=ref, value=5, exporter="Fig & Sons") for ref in refs]


def suspended(*refs: str) -> list[Event]:
    return [Suspended(on=DAY, ref=ref) for ref in refs]


@pytest.mark.django_db
def test_publish_keeps_all_fields_and_one_task() -> None:
    with outbox.subscribed(("test.granted", "letters", Listener())), transaction.atomic():
        outbox.publish(granted("A", "B"), act="ACT 1")
    row = OutboxEvent.objects.get(ref="A")
    assert (row.kind, row.on, row.act, row.body) == ("test.granted", DAY, "ACT 1", {"value": 5, "exporter": "Fig & Sons"})
    assert DBTaskResult.objects.filter(task_path=tasks.deliver.module_path).count() == 1


@pytest.mark.django_db
def test_publish_takes_few_queries_for_many(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with outbox.subscribed(("test.granted", "letters", Listener())), transaction.atomic(), django_assert_max_num_queries(6):
        outbox.publish(granted(*(f"R{number}" for number in range(300))))


@pytest.mark.django_db
def test_publish_undone_with_the_act() -> None:
    def failing_act() -> None:
        with transaction.atomic():
            outbox.publish(granted("A"))
            raise OSError("the act fails")

    with outbox.subscribed(("test.granted", "letters", Listener())), pytest.raises(OSError, match="the act fails"):
        failing_act()
    assert not OutboxEvent.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_publish_refuses_without_transaction(committed_store: object) -> None:
    with pytest.raises(RuntimeError, match="transaction of the act"):
        outbox.publish(granted("A"))


@pytest.mark.django_db
def test_deliver_tells_each_subscriber_once() -> None:
    letters, customs = Listener(), Listener()
    with outbox.subscribed(("test.granted", "letters", letters), ("test.granted", "customs", customs)):
        outbox.publish(granted("A", "B"))
        first = outbox.deliver_pending(now=NOON)
        second = outbox.deliver_pending(now=NOON)
    assert letters.told == customs.told == [("A", "test.granted"), ("B", "test.granted")]
    assert (first.done, first.failed, first.again) == (4, 0, None)
    assert second.done == 0


@pytest.mark.django_db
def test_failure_holds_back_only_its_own_thing_and_subscriber() -> None:
    letters, customs = Listener("A"), Listener()
    kinds = ("test.granted", "test.suspended")
    with outbox.subscribed(*((kind, "letters", letters) for kind in kinds), *((kind, "customs", customs) for kind in kinds)):
        outbox.publish(granted("A", "B"))
        outbox.publish(suspended("A", "B"))
        told = outbox.deliver_pending(now=NOON)
        assert sorted(letters.told) == [("B", "test.granted"), ("B", "test.suspended")]
        assert len(customs.told) == 4
        assert told.failed == 1
        [left] = outbox.pending("A")
        assert (left.subscriber, left.waiting, left.failing) == ("letters", 2, 1)
        assert left.error == "OSError: no paper for A"
        letters.refuses.clear()
        assert outbox.deliver_pending(now=NOON + timedelta(seconds=1)).done == 0, "it waits before it tries again"
        assert outbox.deliver_pending(now=NOON + timedelta(seconds=11)).done == 2
    assert letters.told[-2:] == [("A", "test.granted"), ("A", "test.suspended")]
    assert Delivery.objects.get(subscriber="letters", ref="A", kind="test.granted").tries == 2
    assert outbox.pending() == ()


@pytest.mark.django_db
def test_retries_come_later_and_later() -> None:
    waits = []
    with outbox.subscribed(("test.granted", "letters", Listener("A"))):
        outbox.publish(granted("A"))
        now = NOON
        for _ in range(12):
            again = outbox.deliver_pending(now=now).again
            assert again is not None
            waits.append((again - now).total_seconds())
            now = again
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (10, 3600)


@pytest.mark.django_db
def test_killed_try_is_repeated_when_its_claim_has_run_out() -> None:
    listener = Listener()

    def killed(events: Sequence[Told]) -> None:
        raise KeyboardInterrupt

    with outbox.subscribed(("test.granted", "letters", killed)):
        outbox.publish(granted("A", "B"))
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver_pending(now=NOON)
    with outbox.subscribed(("test.granted", "letters", listener)):
        early = outbox.deliver_pending(now=NOON + timedelta(seconds=1))
        assert (early.done, early.again) == (0, NOON + timedelta(minutes=2))
        assert outbox.deliver_pending(now=NOON + timedelta(minutes=2)).done == 2
    assert listener.told == [("A", "test.granted"), ("B", "test.granted")]


@pytest.mark.django_db
def test_progress_of_an_act() -> None:
    with outbox.subscribed(("test.granted", "letters", Listener("C"))):
        outbox.publish(granted("A", "B", "C"), act="ACT 1")
        outbox.publish(granted("D"), act="ACT 2")
        outbox.deliver_pending(now=NOON, limit=2)
        [half] = outbox.progress("ACT 1")
        outbox.deliver_pending(now=NOON)
        [most] = outbox.progress("ACT 1")
    assert (half.done, half.waiting, half.failing) == (2, 1, 0)
    assert (most.done, most.waiting, most.failing) == (2, 1, 1)


@pytest.mark.django_db
def test_events_nobody_subscribed_to_are_kept_and_ask_for_nothing() -> None:
    with outbox.subscribed():
        outbox.publish(granted("A"))
    assert OutboxEvent.objects.count() == 1
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_deliveries_of_a_subscriber_that_is_gone_do_not_spin() -> None:
    with outbox.subscribed(("test.granted", "old", Listener("A"))):
        outbox.publish(granted("A"))
        outbox.deliver_pending(now=NOON)
    with outbox.subscribed():
        assert outbox.deliver_pending(now=NOON + timedelta(days=1)).again is None
    assert [item.subscriber for item in outbox.pending()] == ["old"], "but they stay in sight"


@pytest.mark.django_db
def test_task_comes_back_once_for_what_failed() -> None:
    with outbox.subscribed(("test.granted", "letters", Listener("A"))), clock.at(NOON):
        outbox.publish(granted("A"))
        DBTaskResult.objects.all().delete()
        tasks.deliver.call()
        outbox.publish(granted("B"))
        DBTaskResult.objects.filter(run_after__gt=NOON + timedelta(days=400)).delete()
        tasks.deliver.call()
    [task] = DBTaskResult.objects.all()
    assert task.run_after == NOON + timedelta(seconds=10)


def test_subscribe_refuses_two_handlers_of_one_name() -> None:
    with outbox.subscribed(("test.granted", "letters", Listener())), pytest.raises(ValueError, match="already subscribed"):
        outbox.subscribe("test.granted", "letters", Listener())


class Batches:
    """A handler that does two steps of each thing in a call, remembers where it stopped, and says in which order it was called."""

    def __init__(self, steps: int, order: list[str], *, breaks_at: int = 0) -> None:
        self.steps, self.order, self.breaks_at = steps, order, breaks_at
        self.done: list[int] = []

    def __call__(self, events: Sequence[Told]) -> Unfinished | None:
        self.order.append("letters")
        first = int(events[0].place or 0)
        last = min(first + 2, self.steps)
        if first < self.breaks_at <= last:
            raise OSError("out of paper")
        self.done += range(first, last)
        return Unfinished(place=str(last)) if last < self.steps else None


@pytest.mark.django_db
def test_a_handler_with_much_to_do_gives_others_their_turn_and_goes_on_where_it_stopped() -> None:
    order: list[str] = []
    letters = Batches(5, order)
    with outbox.subscribed(("test.granted", "letters", letters), ("test.granted", "customs", lambda _: order.append("customs"))):
        outbox.publish(granted("A"), act="ACT 1")
        outbox.publish(granted("B"), act="ACT 2")
        told = outbox.deliver_pending(now=NOON)
    assert order == ["letters", "customs", "letters", "letters"]
    assert letters.done == [0, 1, 2, 3, 4]
    assert (told.done, told.failed, told.again) == (4, 0, None)
    assert outbox.pending() == ()
    assert not Delivery.objects.exclude(place="").exists()


@pytest.mark.django_db
def test_the_task_comes_back_at_once_for_a_handler_that_has_more_to_do() -> None:
    letters = Batches(5, [])
    with outbox.subscribed(("test.granted", "letters", letters)), clock.at(NOON):
        outbox.publish(granted("A"))
        DBTaskResult.objects.all().delete()
        tasks.deliver.call()
        assert letters.done == [0, 1], "the task ends after one batch: other tasks get their turn"
        [task] = DBTaskResult.objects.all()
        assert task.run_after == NOON
        [left] = outbox.pending()
        assert (left.waiting, left.failing) == (1, 0)


@pytest.mark.django_db
def test_a_batch_that_fails_is_tried_again_later_from_the_beginning() -> None:
    letters = Batches(5, [], breaks_at=3)
    with outbox.subscribed(("test.granted", "letters", letters)):
        outbox.publish(granted("A"))
        told = outbox.deliver_pending(now=NOON)
        assert (told.done, told.failed, told.again) == (0, 1, NOON + timedelta(seconds=10))
        letters.breaks_at = 0
        assert outbox.deliver_pending(now=NOON + timedelta(seconds=11)).done == 1
    assert letters.done == [0, 1, 0, 1, 2, 3, 4]
