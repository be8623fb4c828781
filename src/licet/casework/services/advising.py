"""Departments' findings, criterion by criterion and line by line, each with reasons; a change is a new version. Leads."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from licet.casework.domain import AdviceDraft, Level
from licet.casework.events import AdviceGiven
from licet.casework.models import Advice, AdviceAsked, Case
from licet.casework.services.acting import case_to_change, change, note, refuse_recused, words_of
from licet.casework.services.asking import standing_summary
from licet.casework.services.rating import refuse_ended
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, Refused
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.policy import public as policy


@transaction.atomic
def give_advice(*, actor: Actor, case: str, advice: Sequence[AdviceDraft], now: Instant) -> tuple[Advice, ...]:
    """What the actor's department finds of criteria and lines it was asked about, all or nothing.

    Raises Refused for anything it was not asked, MissingReasons, Conflict when its own advice changed since
    ``started_from``. Other departments' advice is no conflict: they work at the same time (decision 0071).
    """
    row = case_to_change(actor=actor, case=case, permission=Permission.ADVICE_GIVE)
    refuse_recused(row, actor.id)
    refuse_ended(row)
    asked = _asked(row, actor, advice)
    made, events = write_advice(row, advice, department=actor.department or "", level=Level.ADVISER, actor=actor, now=now)
    AdviceAsked.objects.filter(pk__in=[item.pk for item in asked if not item.answered]).update(answered=True)
    change(row, actor=actor, now=now, **standing_summary(row))
    criteria = sorted({item.criterion for item in made})
    noun = "criterion" if len(criteria) == 1 else "criteria"
    note(row, actor=actor, now=now, kind="advised", words=f"{_department(actor)} advised on {noun} {', '.join(criteria)}.")
    policy.record_events(actor=actor, events=events, now=now)
    return made


def _department(actor: Actor) -> str:
    return next((item.name for item in policy.pack().departments if item.id == actor.department), actor.department or "")


def _asked(row: Case, actor: Actor, advice: Sequence[AdviceDraft]) -> list[AdviceAsked]:
    """The questions that are answered; refuses advice that nobody asked of this department."""
    wanted = {(item.line, item.criterion) for item in advice}
    rows = AdviceAsked.objects.filter(case=row, department=actor.department or "", line__version=row.version_id)
    asked = {(item.line_id, item.criterion): item for item in rows}
    if strange := sorted(criterion for line, criterion in wanted if (line, criterion) not in asked):
        raise Refused(
            f"{_department(actor) or 'Your department'} was not asked about criterion {', '.join(strange)} of that line.",
            place=row.reference,
        )
    return [asked[key] for key in sorted(wanted)]


def write_advice(
    row: Case, advice: Sequence[AdviceDraft], *, department: str, level: Level, actor: Actor, now: Instant
) -> tuple[tuple[Advice, ...], list[Event]]:
    """New versions of these findings; those before them cease to be current. The caller leads."""
    keys = [(item.line, item.criterion) for item in advice]
    if not keys or len(set(keys)) != len(keys):
        raise Invalid("Give one finding, and only one, for each line and criterion.", place="advice")
    standing = _standing(row, department, level)
    for item in advice:
        _refuse_stale(item, standing.get((item.line, item.criterion)))
    made = tuple(_row(row, item, standing.get((item.line, item.criterion)), department, level, actor, now) for item in advice)
    Advice.objects.filter(pk__in=[standing[key].pk for key in keys if key in standing]).update(current=False)
    Advice.objects.bulk_create(made)
    return made, [_event(row, item, now) for item in made]


def _standing(row: Case, department: str, level: Level) -> dict[tuple[str, str], Advice]:
    rows = Advice.objects.filter(case=row, department=department, level=level.value, current=True)
    return {(item.line_id, item.criterion): item for item in rows}


def _refuse_stale(draft: AdviceDraft, standing: Advice | None) -> None:
    if draft.started_from != (standing.number if standing else 0):
        raise Conflict(
            "Your department's advice changed since you opened this page. Compare both, then advise again.",
            place=f"criterion {draft.criterion}",
        )


def _row(row: Case, draft: AdviceDraft, before: Advice | None, department: str, level: Level, actor: Actor, now: Instant) -> Advice:
    words = words_of(draft.reasons, place=f"criterion {draft.criterion}")
    return Advice(
        id=new_id(),
        case=row,
        line_id=draft.line,
        criterion=draft.criterion,
        department=department,
        level=level.value,
        finding=draft.finding.value,
        reasons=words,
        reasons_sha256=hashlib.sha256(words.encode()).hexdigest(),
        conditions=read_visible_text(draft.conditions, what="the conditions", place=f"criterion {draft.criterion}", many_lines=True),
        number=before.number + 1 if before else 1,
        given_at=now,
        given_by=actor.id,
    )


def _event(row: Case, item: Advice, now: Instant) -> AdviceGiven:
    return AdviceGiven(
        on=policy.today(now),
        ref=row.reference,
        line=item.line_id,
        criterion=item.criterion,
        department=item.department,
        level=item.level,
        finding=item.finding,
        reasons_sha256=item.reasons_sha256,
        version=item.number,
        given_by=item.given_by,
    )
