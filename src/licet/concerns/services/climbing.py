"""What time does by itself: a concern that nobody answered climbs (record.md I12); one that nobody contests closes."""

from datetime import date

from licet.concerns import domain
from licet.concerns.database import atomic
from licet.concerns.domain import Climb, Closing, Status, StepKind
from licet.concerns.models import Concern
from licet.concerns.selectors import people
from licet.concerns.selectors.opening import by_system
from licet.concerns.services.writing import apply, dated, write_step

SYSTEM = "system:run-due"


def escalate_due(today: date) -> int:
    """Let time do its work on every concern; returns how many it moved. Safe to repeat and to interrupt: each is its own act."""
    answering = people.handlers(today)
    waiting = Concern.objects.exclude(status=Status.CLOSED.value).order_by("pk").values_list("pk", flat=True)
    return sum(_let_time_work(concern, today, answering) for concern in list(waiting))


@atomic()
def _let_time_work(concern: str, today: date, answering: dict[str, frozenset[str]]) -> bool:
    opened = by_system(Concern.objects.get(pk=concern), lock=True)
    able = people.able(opened.parties, answering)
    due = domain.what_is_due(opened.course, opened.ladder, today=today, able=able)
    if due is None:
        return False
    day = dated(today)
    if isinstance(due, Climb):
        kind, course = StepKind.CLIMBED, domain.climb(opened.course, opened.ladder, due, day=day, able=able)
    else:
        kind, course = StepKind.CLOSED, domain.close_quiet(opened.course)
    content = {"by": SYSTEM, "name": "", "why": Closing(due).value if isinstance(due, Closing) else due.value}
    write_step(opened.row, opened.key, kind, content, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day)
    return True
