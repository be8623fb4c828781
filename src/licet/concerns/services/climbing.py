"""What time does by itself: a concern that nobody answered climbs; one that nobody contests closes."""

from datetime import date

from licet.concerns import domain
from licet.concerns.database import atomic
from licet.concerns.domain import Climb, Closing, Status, StepKind
from licet.concerns.models import Concern
from licet.concerns.sealing import CannotOpen
from licet.concerns.selectors import people
from licet.concerns.selectors.apart import open_each
from licet.concerns.selectors.opening import PARTS, Opened, by_system, levels_able
from licet.concerns.services.writing import apply, dated, write_step
from licet.kernel.errors import LicetError, Refused
from licet.kernel.event import Json

SYSTEM = "system:run-due"


def escalate_due(today: date) -> int:
    """Let time do its work on every concern; returns how many it moved. Safe to repeat and to interrupt: each is its own act.

    One that cannot be opened is left alone: ``cannot_be_opened`` counts it, and handlers at every level see that it is there.
    """
    answering = people.handlers(today)
    waiting = Concern.objects.exclude(status=Status.CLOSED.value).order_by("pk").prefetch_related(*PARTS)
    moved, refused = 0, list[LicetError]()
    opened = open_each(waiting)[0]
    took_part = people.involved_by_concern({each.row.pk: each.topics for each in opened})
    for each in opened:
        if each.row.pk not in took_part:
            refused.append(Refused(people.NOT_KNOWN))
            continue
        try:
            if _due(each, today, levels_able(each, answering, involved=took_part[each.row.pk])):
                moved += _let_time_work(each.row, today, answering)
        except CannotOpen:  # damaged meanwhile
            continue
        except LicetError as error:  # one keeps no other from climbing; it is said at the end
            refused.append(error)
    if refused:
        raise refused[0]
    return moved


type Due = Climb | Closing | None


def _due(opened: Opened, today: date, able: frozenset[str]) -> Due:
    return domain.what_is_due(opened.course, opened.ladder, today=today, able=able)


@atomic()
def _let_time_work(row: Concern, today: date, answering: dict[str, frozenset[str]]) -> bool:
    """Look again under the lock: somebody may have answered, or taken part, meanwhile."""
    opened = by_system(row, lock=True)
    able = levels_able(opened, answering)
    due = _due(opened, today, able)
    if due is None:
        return False
    day = dated(today)
    if isinstance(due, Climb):
        kind, course = StepKind.CLIMBED, domain.climb(opened.course, opened.ladder, due, day=day, able=able)
    else:
        kind, course = StepKind.CLOSED, domain.close_quiet(opened.course)
    content: dict[str, Json] = {"by": SYSTEM, "name": "", "why": due.value}
    step = write_step(opened.row, opened.key, kind, content, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day, step=step)
    return True
