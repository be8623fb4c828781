"""What the authority waits for from an exporter: the first thing that their start page says."""

from dataclasses import dataclass
from datetime import date, datetime

from licet.casework.domain import CaseStatus
from licet.casework.models import Enquiry
from licet.casework.selectors.access import visible_cases
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """An open question on an application of the actor's organisation."""

    case: str
    reference: str
    name: str
    number: int
    question: str
    asked_at: datetime
    due_on: date
    closes_after: date | None


def open_questions(*, actor: Actor, limit: int = 100) -> tuple[QuestionRow, ...]:
    """Questions that the actor's organisation has not answered, the first due first; none for officials. One query."""
    if actor.organisation is None:
        return ()
    cases = visible_cases(actor=actor, permission=Permission.APPLICATION_READ)
    waiting = cases.filter(status=CaseStatus.AWAITING_EXPORTER.value)
    rows = Enquiry.objects.filter(case__in=waiting, answered_at__isnull=True).order_by("due_on", "id")
    names = ("case_id", "case__reference", "case__application__name", "number", "question", "asked_at", "due_on", "closes_after")
    found = rows.values(*names)[:limit]
    return tuple(
        QuestionRow(
            case=row["case_id"],
            reference=row["case__reference"],
            name=row["case__application__name"],
            number=row["number"],
            question=row["question"],
            asked_at=row["asked_at"],
            due_on=row["due_on"],
            closes_after=row["closes_after"],
        )
        for row in found
    )
