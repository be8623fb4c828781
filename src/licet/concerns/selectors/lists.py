"""Lists: what waits for a handler, and what signers are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Value

from licet.concerns.domain import Status, is_overdue
from licet.concerns.models import Batch, Concern, OpenNotice
from licet.concerns.selectors import people
from licet.concerns.selectors.days import batch_day
from licet.concerns.selectors.opening import PARTS, Opened, by_system, may_handle
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import ONE_DAY, Instant
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of a handler's list. ``here`` is False once it has gone on to another level."""

    concern: str
    reference: str
    filed_on: date
    topics: tuple[str, ...]
    points: int
    status: Status
    level: str
    title: str
    here: bool
    acknowledge_by: date
    acknowledged: bool
    answer_by: date
    overdue: bool
    verified: bool
    co_signatures: int


def for_handling(*, actor: Actor, today: date) -> list[Waiting]:
    """Concerns that reached a level where the actor answers, those due first; never one they are named or involved in."""
    actor.require(Permission.CONCERN_HANDLE)
    levels = people.levels_of(actor)
    reached = Concern.objects.filter(rungs__level__in=levels).distinct().order_by("pk").prefetch_related(*PARTS)
    opened_ones = [by_system(row) for row in reached]
    took_part = _took_part(actor, opened_ones)
    found = []
    for opened in opened_ones:
        row = opened.row
        if may_handle(opened, actor, took_part=row.pk in took_part):
            rung = opened.course.rung
            found.append(
                Waiting(
                    concern=row.pk,
                    reference=row.notice,
                    filed_on=row.filed_on,
                    topics=opened.topics,
                    points=len(opened.course.points),
                    status=opened.course.status,
                    level=rung.level,
                    title=opened.ladder.level(rung.level).title,
                    here=rung.level in levels,
                    acknowledge_by=rung.acknowledge_by,
                    acknowledged=rung.acknowledged_on is not None,
                    answer_by=rung.answer_by,
                    overdue=is_overdue(opened.course, today),
                    verified=row.verified,
                    co_signatures=len(row.co_signatures.all()),
                )
            )
    return sorted(found, key=lambda each: (not (each.here and each.status is Status.OPEN), each.answer_by, each.concern))


def _took_part(actor: Actor, opened: Sequence[Opened]) -> frozenset[str]:
    """Of these, the concerns in whose subject the actor took part: asked once for all, and one by one only if in any."""
    topics = {topic for each in opened for topic in each.topics}
    if actor.id not in people.involved(topics):
        return frozenset()
    return frozenset(each.row.pk for each in opened if actor.id in people.involved(each.topics))


def open_about(topics: Sequence[str], *, now: Instant | None = None) -> tuple[tuple[date, str, str], ...]:
    """Day, topic and opaque reference of each open concern about these topics, as the last batch left them: one query.

    With ``now`` it raises RuntimeError where the list is more than a day behind the batch that is due: nobody signs by it (I14).
    """
    listed = OpenNotice.objects.filter(topic__in=list(topics)).values_list("day", "topic", "notice")
    batch = Batch.objects.filter(~Exists(Batch.objects.filter(day__gt=OuterRef("day"))))
    waiting = Concern.objects.filter(~Exists(Batch.objects.all()))  # where there is no batch yet, the first concern waits for one
    rows = list(
        listed.union(
            batch.values_list("day", Value(_CARRIED), Value("")), waiting.values_list("filed_on", Value(_WAITS), Value("")), all=False
        )
    )
    if now is not None:
        carried = {day for day, topic, _ in rows if topic == _CARRIED} or {day - ONE_DAY for day, topic, _ in rows if topic == _WAITS}
        if carried and min(carried) < batch_day(now) - ONE_DAY:
            raise RuntimeError(f"the list of open concerns is of {min(carried)}, more than a day behind: licet run-due has to run")
    return tuple(sorted(row for row in rows if row[1] not in {_CARRIED, _WAITS}))


# What no topic is called: the day of the last batch, and the days that wait for the first.
_CARRIED, _WAITS = "carried", "waits"


def require_handler(actor: Actor) -> None:
    """The handling pages are absent for everybody else."""
    if not people.levels_of(actor):
        raise NotFound("page")
