"""The daily batch: all that leaves the procedure's own database, once a day, after a fixed hour, in no order.

See docs/design/between-modules.md#concerns-leave-no-trace-finer-than-a-day.

It carries commitments to the log, makes anew the list of open concerns that signers are shown, tells handlers that
something waits, and makes the attachments of the day anew. Every part is idempotent; killed between two, it goes on next time.
What a concern, a handler or a file keeps from being done is done for all others, and tried again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count

from licet.concerns.database import ALIAS, atomic, forget_order
from licet.concerns.domain import Status, joined_band, topic_listed
from licet.concerns.events import BatchCarried
from licet.concerns.models import Attachment, Batch, Concern, OpenNotice, Step
from licet.concerns.selectors.acted import Acted, acted_in
from licet.concerns.selectors.days import batch_day
from licet.concerns.selectors.people import ladder
from licet.concerns.selectors.proofs import DIGEST, FULL, leaves_of, reference, root_of
from licet.concerns.services import attaching
from licet.concerns.services.publishing import publish_figures
from licet.concerns.services.telling import Telling, tell_handlers
from licet.concerns.services.writing import TURN
from licet.kernel.actor import system
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.platform.ids import new_id, random_bytes
from licet.platform.locking import take_turn
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class Carried:
    """What one call did. ``day`` is that of the batch, None where none was due. ``left`` is what could not be done and is tried again."""

    day: date | None
    steps: int = 0
    handlers_told: int = 0
    left: int = 0

    @property
    def done(self) -> int:
        return self.steps + self.handlers_told


type ActedTold = Callable[[Sequence[Acted]], None]
"""Told, with a batch, which concerns were answered with *act*. It may hear of one again."""


def daily_batch(now: Instant, acted: ActedTold | None = None) -> Carried:
    """Carry what is due. Before the hour of the day, what is due is the day before. What an earlier call left is done first.

    ``acted`` raises what follows outside the procedure from an answer that says *act*; nothing is told where there is none.
    """
    day = batch_day(now)
    attaching.sweep(day)
    if not Concern.objects.filter(filed_on__lte=day).exists():
        return Carried(None)  # an empty batch made because the first concern came would tell the moment it came
    steps = _close_day(day)
    for batch in Batch.objects.filter(entered=False).order_by("day"):
        _enter(batch, now)
    publish_figures(day=day, now=now)
    new = Attachment.objects.filter(pk__in=attaching.newly_come(), concern__filed_on__lte=day)
    left = attaching.make_anew(day, in_no_order(new.values_list("pk", flat=True)))
    telling = _tell(day, now, acted)
    if steps is not None:
        forget_order()
    return Carried(day if steps is not None else None, steps or 0, telling.told, left + telling.not_told)


def _tell(day: date, now: Instant, acted: ActedTold | None) -> Telling:
    """Tell handlers, once for a batch; again for as long as somebody could not be told."""
    untold = Batch.objects.filter(day=day, told=False)
    days = list(untold.values_list("day", flat=True))
    if days and acted and (answered := acted_in(days)):
        acted(in_no_order(answered))
    telling = tell_handlers(day=day, now=now) if days else Telling(0, 0)
    if not telling.not_told:
        untold.update(told=True)
    return telling


@atomic()
def _close_day(day: date) -> int | None:
    """Make the batch of a day: from now on nothing is dated on it or before. None if it was made already."""
    take_turn(TURN, ALIAS)
    last = Batch.objects.order_by("-day").values_list("day", flat=True).first()
    if last is not None and last >= day:
        return None
    steps = Step.objects.filter(carried_on__isnull=True, day__lte=day)
    commitments = [bytes(value) for value in steps.values_list("commitment", flat=True)]
    leaves = sorted([*commitments, *(random_bytes(DIGEST) for _ in range(-len(commitments) % FULL or FULL * (not commitments)))])
    Batch(day=day, leaves=b"".join(leaves), root=root_of(leaves)).save(force_insert=True)
    steps.update(carried_on=day)
    Concern.objects.filter(held=True, filed_on__lte=day).update(held=False)
    _list_open(day)
    return len(commitments)


def _list_open(day: date) -> None:
    """The list that signers are shown, made anew: how many joined is counted over the concerns about a topic of one day."""
    OpenNotice.objects.all().delete()
    waiting = Concern.objects.exclude(status=Status.CLOSED.value).filter(filed_on__lte=day).order_by("pk").prefetch_related("topics")
    about = [
        (topic_listed(topic.topic), concern)
        for concern in waiting.annotate(signed_too=Count("co_signatures"))
        for topic in concern.topics.all()
    ]
    joined = Counter[tuple[str, date]]()
    for topic, concern in about:
        joined[topic, concern.filed_on] += concern.signed_too
    fewest = ladder().rules.fewest_shown
    rows = [
        OpenNotice(
            id=new_id(),
            topic=topic,
            day=concern.filed_on,
            notice=concern.notice,
            joined=joined_band(joined[topic, concern.filed_on], fewest),
        )
        for topic, concern in about
    ]
    OpenNotice.objects.bulk_create(in_no_order(rows))


def _enter(batch: Batch, now: Instant) -> None:
    """Enter the root of a batch in the log, once: a batch that was entered before a kill is found there."""
    ref = reference(batch.day)
    root = root_of(leaves_of(batch)).hex()
    with transaction.atomic():
        take_turn(TURN)
        if not ledger.find(ref):
            carrier = system("run-due", Permission.CONCERN_CARRY)
            policy.record_events(actor=carrier, events=[BatchCarried(on=batch.day, ref=ref, root=root)], now=now)
    Batch.objects.filter(pk=batch.pk).update(entered=True)


def in_no_order[T](items: Iterable[T]) -> list[T]:
    """The same things in an order by lot."""
    return [item for _, item in sorted(((random_bytes(16), item) for item in items), key=lambda pair: pair[0])]
