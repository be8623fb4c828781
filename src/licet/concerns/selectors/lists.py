"""Lists: what waits for a handler, and what signers are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from licet.concerns.domain import Status, is_overdue
from licet.concerns.models import Concern, OpenNotice
from licet.concerns.selectors import people
from licet.concerns.selectors.opening import by_system, may_handle
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
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
    reached = Concern.objects.filter(rungs__level__in=levels).distinct().order_by("pk")
    found = []
    for row in reached:
        opened = by_system(row)
        if may_handle(opened, actor):
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
                    co_signatures=row.co_signatures.count(),
                )
            )
    return sorted(found, key=lambda each: (not (each.here and each.status is Status.OPEN), each.answer_by, each.concern))


def open_about(topics: Sequence[str]) -> tuple[tuple[date, str, str], ...]:
    """Day, topic and opaque reference of each open concern about these topics, as the last batch left them: one query."""
    rows = OpenNotice.objects.filter(topic__in=list(topics)).order_by("day", "topic", "notice")
    return tuple(rows.values_list("day", "topic", "notice"))


def require_handler(actor: Actor) -> None:
    """The handling pages are absent for everybody else."""
    if not people.levels_of(actor):
        raise NotFound("page")
