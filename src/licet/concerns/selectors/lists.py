"""Lists: what waits for a handler, and what signers are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from licet.concerns.domain import Status, TopicKind, Treated, is_overdue
from licet.concerns.models import Batch, Concern, OpenNotice, ProtectionFollowUp, Rung
from licet.concerns.sealing import CannotOpen
from licet.concerns.selectors import following_up, people
from licet.concerns.selectors.apart import Broken, broken, open_each
from licet.concerns.selectors.days import batch_day
from licet.concerns.selectors.following_up import FollowUp
from licet.concerns.selectors.opening import PARTS, Opened, may_handle
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import ONE_DAY, Instant
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of a handler's list. ``here``: it stands at their level; ``reached``: it did at some time.

    ``promised``: points of which something was promised that is still to be done; ``promised_by`` the first day among them.
    ``treated_worse``: whoever raised it says that they were, and nobody has said yet that they read it.
    """

    concern: str
    reference: str
    filed_on: date
    topics: tuple[str, ...]
    points: int
    status: Status
    level: str
    title: str
    here: bool
    reached: bool
    treated_worse: bool
    acknowledge_by: date
    acknowledged: bool
    answer_by: date
    overdue: bool
    promised: int
    promises_overdue: int
    promised_by: date | None
    verified: bool
    co_signatures: int


@dataclass(frozen=True, slots=True)
class HandlerList:
    """``broken``: those that nobody can open now, at every level, so that damage at one of them does not buy silence."""

    waiting: tuple[Waiting, ...]
    broken: tuple[Broken, ...]


def for_handling(*, actor: Actor, today: date) -> tuple[Waiting, ...]:
    """Concerns that reached a level where the actor answers, those due first; never one they are named or involved in.

    Those too of which a level where they answer reads that the raiser was treated worse.
    """
    return handler_list(actor=actor, today=today).waiting


def handler_list(*, actor: Actor, today: date) -> HandlerList:
    """As :func:`for_handling`, with the concerns that cannot be opened. Without those held back until the next daily batch."""
    actor.require(Permission.CONCERN_HANDLE)
    levels = people.levels_of(actor)
    here = Rung.objects.filter(concern=OuterRef("pk"), level__in=levels)
    asked = ProtectionFollowUp.objects.filter(concern=OuterRef("pk"))
    listed = Concern.objects.filter(Exists(here) | Exists(asked) | ~Q(status=Status.CLOSED.value)).exclude(held=True)
    opened, shut = open_each(listed.order_by("pk").prefetch_related(*PARTS))
    told, damaged = _follow_ups(actor, opened, levels)
    reached = [each for each in opened if each.reached(levels) or any(one.said is Treated.WORSE for one in told[each.row.pk])]
    seen = [*reached, *(each for each in opened if each.row.pk in damaged and each not in reached)]
    took_part = _took_part(actor, {each.row.pk: each.topics for each in seen} | {each.concern: each.topics for each in shut})
    mine = [each for each in seen if may_handle(each, actor, took_part=each.row.pk in took_part)]
    waiting = [_waiting(each, levels, told[each.row.pk], today) for each in mine if each in reached]
    waiting.sort(key=lambda each: (not (each.here and each.status is Status.OPEN), each.answer_by, each.concern))
    faulty = [damaged[each.row.pk] for each in mine if each.row.pk in damaged]
    return HandlerList(tuple(waiting), (*faulty, *(each for each in shut if each.concern not in took_part)))


def _follow_ups(actor: Actor, opened: Sequence[Opened], levels: frozenset[str]) -> tuple[dict[str, list[FollowUp]], dict[str, Broken]]:
    """What the actor reads of each at these levels; one that is damaged keeps them from no other, and is shown."""
    told, damaged = dict[str, list[FollowUp]](), dict[str, Broken]()
    for each in opened:
        told[each.row.pk] = []
        try:
            told[each.row.pk] = following_up.by_levels(each.row, levels, each.key.tag(actor.id))
        except CannotOpen as error:
            damaged[each.row.pk] = broken(each.row, error)
    return told, damaged


def _waiting(opened: Opened, levels: frozenset[str], told: Sequence[FollowUp], today: date) -> Waiting:
    row, rung = opened.row, opened.course.rung
    return Waiting(
        concern=row.pk,
        reference=row.notice,
        filed_on=row.filed_on,
        topics=opened.topics,
        points=len(opened.course.points),
        status=opened.course.status,
        level=rung.level,
        title=opened.ladder.level(rung.level).title,
        here=rung.level in levels,
        reached=opened.reached(levels),
        treated_worse=any(each.waits for each in told),
        acknowledge_by=rung.acknowledge_by,
        acknowledged=rung.acknowledged_on is not None,
        answer_by=rung.answer_by,
        overdue=is_overdue(opened.course, today),
        promised=len(opened.course.open_promises),
        promises_overdue=len(opened.course.overdue_promises(today)),
        promised_by=min((opened.course.promises[number].by for number in opened.course.open_promises), default=None),
        verified=row.verified,
        co_signatures=len(row.co_signatures.all()),
    )


def _took_part(actor: Actor, topics: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Of these, the concerns in whose subject the actor took part, and those of which that is not known."""
    known = people.involved_by_concern(topics)
    return frozenset(concern for concern in topics if concern not in known or actor.id in known[concern])


@dataclass(frozen=True, slots=True)
class Notice:
    """What signers are told of the concerns about one topic that were raised on one day: their references, and how many joined, in bands.

    ``joined`` is empty where the list was made by an earlier version.
    """

    day: date
    topic: str
    references: tuple[str, ...]
    joined: str


def open_about(topics: Sequence[str], *, now: Instant | None = None) -> tuple[Notice, ...]:
    """Open concerns about these topics, by day and topic, as the last batch left them: one query.

    With ``now`` it raises RuntimeError where the list is more than a day behind the batch that is due: nobody signs by it.
    """
    wanted = frozenset(topics)
    listed = OpenNotice.objects.filter(_may_be(wanted)).values_list("day", "topic", "notice", Coalesce("joined", Value("")))
    batch = Batch.objects.filter(~Exists(Batch.objects.filter(day__gt=OuterRef("day"))))
    waiting = Concern.objects.filter(~Exists(Batch.objects.all()))  # where there is no batch yet, the first concern waits for one
    rows = list(
        listed.union(
            batch.values_list("day", Value(_CARRIED), Value(""), Value("")),
            waiting.values_list("filed_on", Value(_WAITS), Value(""), Value("")),
            all=False,
        )
    )
    if now is not None:
        carried = {row[0] for row in rows if row[1] == _CARRIED} or {row[0] - ONE_DAY for row in rows if row[1] == _WAITS}
        if carried and min(carried) < batch_day(now) - ONE_DAY:
            raise RuntimeError(f"the list of open concerns is of {min(carried)}, more than a day behind: licet run-due has to run")
    notices = list[Notice]()
    for (day, topic), of_the_day in groupby(sorted(row for row in rows if row[1] in wanted), key=lambda row: (row[0], row[1])):
        together = list(of_the_day)
        notices.append(Notice(day, topic, tuple(row[2] for row in together), together[0][3]))
    return tuple(notices)


def _may_be(topics: frozenset[str]) -> Q:
    """An act names thousands of licences, with their cases: notices about either are few, so all are read and none is asked for."""
    if not any(topic.startswith(_LICENCE) for topic in topics):
        return Q(topic__in=sorted(topics))
    named = sorted(topic for topic in topics if not topic.startswith((_LICENCE, _CASE)))
    return Q(topic__in=named) | Q(topic__startswith=_LICENCE) | Q(topic__startswith=_CASE)


# What no topic is called: the day of the last batch, and the days that wait for the first.
_CARRIED, _WAITS = "carried", "waits"
_LICENCE, _CASE = f"{TopicKind.LICENCE}:", f"{TopicKind.CASE}:"


def require_handler(actor: Actor) -> None:
    """The handling pages are absent for everybody else."""
    if not people.levels_of(actor):
        raise NotFound("page")
