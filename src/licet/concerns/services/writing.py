"""Keeping what was done: the next course, and a sealed step that stays."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db.models import Max

from licet.concerns import sealing
from licet.concerns.database import ALIAS
from licet.concerns.domain import Course, Status, StepKind
from licet.concerns.models import Batch, Concern, Point, Rung, Step
from licet.concerns.sealing import Box, ContentKey, Part
from licet.concerns.selectors.days import batch_day
from licet.concerns.selectors.opening import Opened
from licet.kernel.errors import Conflict
from licet.kernel.event import Json
from licet.kernel.instants import ONE_DAY
from licet.platform import clock
from licet.platform.ids import new_id
from licet.platform.locking import take_turn

TURN = "licet/concerns/batch"
_COMMITMENT = b"licet/concerns/step/v1\x00"


def dated(today: date) -> date:
    """The day under which something is kept. The caller's transaction keeps it: no batch of that day closes until it ends.

    So the batch of a day carries all of that day, and its hour tells nothing about anything in it (docs/decisions/0161).
    """
    take_turn(TURN, ALIAS)
    return day_of(today)


def day_of(today: date) -> date:
    """The day of the procedure now. It ends with its batch, or with the hour of it where none was made: then it is the next."""
    ended: list[date] = [day for day in (Batch.objects.aggregate(last=Max("day"))["last"],) if day]
    if (due := batch_day(clock.now())) == today:
        ended.append(due)
    return max([today, *(day + ONE_DAY for day in ended)])


def sealed_step(row: Concern, key: ContentKey, kind: StepKind, content: Mapping[str, Json], *, level: str, day: date, number: int) -> Step:
    """A step, sealed and not yet kept."""
    step_id = new_id()
    sealed = sealing.seal_box(key, Box(Part.STEPS, "step", "content", step_id), dict(content))
    return Step(
        id=step_id,
        concern=row,
        number=number,
        kind=kind.value,
        level=level,
        day=day,
        content=sealed,
        commitment=commitment_of(step_id, sealed),
    )


def write_step(row: Concern, key: ContentKey, kind: StepKind, content: Mapping[str, Json], *, level: str, day: date) -> int:
    """One step more; returns its number. The caller holds the lock."""
    step = sealed_step(row, key, kind, content, level=level, day=day, number=row.steps.count() + 1)
    step.save(force_insert=True)
    return step.number


def commitment_of(step_id: str, sealed: bytes) -> bytes:
    """What the log holds of a step: it can be computed from the sealed bytes, and tells nothing about them."""
    return hashlib.sha256(_COMMITMENT + step_id.encode() + sealed).digest()


def read_step(key: ContentKey, step: Step) -> dict[str, Json]:
    content: dict[str, Json] = sealing.open_box(key, Box(Part.STEPS, "step", "content", step.pk), step.content)
    return content


def check_revision(row: Concern, revision: int | None) -> None:
    """Refuse what was written about an older state of the concern."""
    if revision is not None and revision != row.revision:
        raise Conflict("This concern changed since you opened it: read it again, then answer.")


def apply(opened: Opened, course: Course, *, day: date, step: int) -> None:
    """Keep the next course, which the steps up to number ``step`` account for. The caller holds the lock."""
    row, before = opened.row, opened.course
    for number, standing in course.points.items():
        if (before.points[number], before.promises.get(number)) != (standing, promise := course.promises.get(number)):
            Point.objects.filter(concern=row, number=number).update(
                standing=standing.value,
                promised_by=promise.by if promise else None,
                done_on=promise.done_on if promise else None,
                changed_in=step,
            )
    for number, rung in enumerate(course.rungs, start=1):
        if number > len(before.rungs):
            rung_row(row, number, course).save(force_insert=True)
        elif rung != before.rungs[number - 1]:
            fields = ("answer_by", "acknowledged_on", "answered_on", "extended", "left_on")
            changed = {name: getattr(rung, name) for name in fields}
            left_why = rung.left_why.value if rung.left_why else ""
            Rung.objects.filter(concern=row, number=number).update(**changed, left_why=left_why, changed_in=step)
    row.status, row.closing = course.status.value, course.closing.value if course.closing else ""
    row.closed_on = (row.closed_on or day) if course.status is Status.CLOSED else None
    row.level, row.owed, row.revision = course.rung.level, course.owed, step
    row.save(update_fields=["status", "closing", "closed_on", "level", "owed", "revision"])


def rung_row(row: Concern, number: int, course: Course) -> Rung:
    rung = course.rungs[number - 1]
    return Rung(
        id=new_id(),
        concern=row,
        number=number,
        level=rung.level,
        since=rung.since,
        acknowledge_by=rung.acknowledge_by,
        answer_by=rung.answer_by,
    )
