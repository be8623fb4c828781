"""The rows of the start page and of the list of applications."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.applications.public import DraftRow
from licet.casework.public import CaseRow, CaseStatus, QuestionRow
from licet.decisions.public import Outcome
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.web.components import filters
from licet.web.portal.presenting import words
from licet.web.portal.presenting.cases import clock

ROWS: Final = 25
LETTERS: Final = 5


@dataclass(frozen=True, slots=True)
class DraftLine:
    name: str
    href: str
    done: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CaseLine:
    reference: str
    href: str
    name: str
    destinations: str
    status: str
    kind: str
    meaning: str
    clock: str
    received_at: datetime
    answer_by: date | None
    late: bool
    closes_after: date | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``href`` leads to the answer's form, or to the case for who may only read."""

    reference: str
    name: str
    question: str
    href: str
    due_on: date
    closes_after: date | None
    late: bool


def draft_rows(rows: Iterable[DraftRow]) -> list[DraftLine]:
    return [
        DraftLine(
            row.name,
            reverse("portal:tasks", args=[row.application]),
            _("%(done)s of %(all)s parts done") % {"done": row.done, "all": len(row.sections)},
            row.changed_at,
        )
        for row in rows
    ]


def case_rows(rows: Iterable[CaseRow], outcomes: Mapping[str, Collection[Outcome]]) -> list[CaseLine]:
    """``outcomes`` by case: a case that is decided says what was decided of its lines."""
    return [_case(row, outcomes.get(row.case, ())) for row in rows]


def _case(row: CaseRow, outcomes: Collection[Outcome]) -> CaseLine:
    tag, meaning = words.case_status(row.status)
    if outcomes:
        tag, meaning = words.decided(outcomes), _("The letter says why.")
    return CaseLine(
        reference=row.reference,
        href=reverse("portal:case", args=[row.case]),
        name=row.name,
        destinations=filters.listed(row.destinations),
        status=tag,
        kind=words.STATUS_KINDS[row.status],
        meaning=meaning,
        clock=clock(row.clock, row.target_days),
        received_at=row.received_at,
        answer_by=row.act_by if row.status is CaseStatus.AWAITING_EXPORTER else None,
        late=row.overdue,
        closes_after=row.closes_after,
    )


def question_rows(rows: Iterable[QuestionRow], actor: Actor, today: date) -> list[QuestionLine]:
    may_answer = actor.may(Permission.APPLICATION_ANSWER)
    return [
        QuestionLine(
            row.reference,
            row.name,
            row.question,
            reverse("portal:answer", args=[row.case, row.number]) if may_answer else reverse("portal:case", args=[row.case]),
            row.due_on,
            row.closes_after,
            row.due_on < today,
        )
        for row in rows
    ]
