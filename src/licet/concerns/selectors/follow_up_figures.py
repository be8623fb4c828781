"""How many were asked whether they were treated worse, and what they said: opened for the count, and small numbers are not shown.

They are not among the figures that are published: what a published kind means never changes (decision 0184).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from licet.concerns import domain
from licet.concerns.domain import FollowUpFigures, Treated
from licet.concerns.models import Concern, ProtectionFollowUp
from licet.concerns.sealing import CannotOpen, key_held
from licet.concerns.selectors import following_up, people


def follow_up_figures(*, today: date, first_day: date | None = None, last_day: date | None = None) -> tuple[FollowUpFigures, ...] | None:
    """Of each follow-up, those that came due in a period, up to today. None where this process cannot open what was said.

    One that is damaged is left out as a whole: counted with no answer it would say something else.
    """
    if not key_held():
        return None
    rules = people.ladder().rules
    until = min(today, last_day or today)
    days = {*rules.follow_up_days, *ProtectionFollowUp.objects.values_list("after_days", flat=True).distinct()}
    return tuple(
        domain.follow_up_figures(after, [*_said(after, first_day, until), *_silent(after, first_day, until)], rules.fewest_shown)
        for after in sorted(days)
    )


def _said(after: int, first: date | None, until: date) -> Iterator[Treated]:
    for row in ProtectionFollowUp.objects.filter(after_days=after, due_on__range=(first or date.min, until)):
        try:
            found = following_up.by_level(row, following_up.readers(row))
        except CannotOpen:
            continue
        if found:
            yield found.said


def _silent(after: int, first: date | None, until: date) -> list[None]:
    """Concerns that closed so long before, without an answer to this one."""
    back = timedelta(days=after)
    earliest = first - back if first else date.min
    waiting = Concern.objects.filter(closed_on__range=(earliest, until - back)).exclude(follow_ups__after_days=after)
    return [None] * waiting.count()
