"""How many were asked whether they were treated worse, and what they said: opened for the count, and small numbers are not shown.

They are not among the figures that are published: what a published kind means never changes (decision 0184).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from licet.concerns import domain
from licet.concerns.domain import FollowUpFigures, Treated
from licet.concerns.models import Concern, ProtectionFollowUp
from licet.concerns.sealing import CannotOpen, key_held
from licet.concerns.selectors import following_up, people


def follow_up_figures(*, today: date) -> tuple[FollowUpFigures, ...] | None:
    """Of each follow-up, all that came due, up to the end of a quarter. None where this process cannot open what was said.

    There is no choice of a period: two that differ by a day would tell of one. An answer that is damaged is left out as a whole:
    counted as no answer it would say something else.
    """
    if not key_held():
        return None
    rules = people.ladder().rules
    rows = list(ProtectionFollowUp.objects.filter(day__lte=today))
    closed = [(pk, day) for pk, day in Concern.objects.values_list("pk", "closed_on") if day]
    return tuple(_figures(after, rows, closed, today, rules.fewest_shown) for after in sorted({*rules.follow_up_days, *_days(rows)}))


def _days(rows: Sequence[ProtectionFollowUp]) -> set[int]:
    return {row.after_days for row in rows}


def _figures(
    after: int, rows: Sequence[ProtectionFollowUp], closed: Sequence[tuple[str, date]], today: date, fewest: int
) -> FollowUpFigures:
    until = domain.counted_until([row.day for row in rows if row.after_days == after], today, fewest)
    counted = [row for row in rows if row.day <= until]
    last = dict[str, date]()  # of each concern, the day on which the last follow-up that it answered was due
    for row in counted:
        last[row.concern_id] = max(row.due_on, last.get(row.concern_id, date.min))
    due = [(pk, closed_on + timedelta(days=after)) for pk, closed_on in closed]
    silent = [None for pk, day in due if day <= until and last.get(pk, date.min) < day]
    return domain.follow_up_figures(after, until, [*_said(row for row in counted if row.after_days == after), *silent], fewest)


def _said(rows: Iterable[ProtectionFollowUp]) -> Iterator[Treated]:
    for row in rows:
        try:
            found = following_up.by_level(row, following_up.readers(row))
        except CannotOpen:
            continue
        if found:
            yield found.said
