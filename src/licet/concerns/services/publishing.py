"""The procedure's figures, published once a quarter for the twelve months before its end, as they then stand.

Two quarters' twelve months overlap by nine: what would tell few concerns apart between them is left out (decision 0192).
"""

from datetime import date, timedelta
from typing import Any, cast

from django.db import transaction

from licet.concerns.domain import last_day_before
from licet.concerns.events import ConcernFiguresPublished
from licet.concerns.models import Batch, Concern
from licet.concerns.selectors.figures import Published, figures, without_few_between
from licet.kernel.actor import system
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.platform.locking import take_turn
from licet.policy import public as policy

TURN = "licet/concerns/figures"


def publish_figures(*, day: date, now: Instant) -> bool:
    """Publish those of the quarter that ended last before a day, once; nothing for a time without a concern."""
    last = last_day_before(day)
    if Batch.objects.filter(day=day, figures=True).exists() or not Concern.objects.filter(filed_on__lte=last).exists():
        return False
    ref = reference(last)
    first = date(last.year - 1, last.month, 1) + timedelta(days=31)
    with transaction.atomic():
        take_turn(TURN)
        if new := not ledger.find(ref):
            whole = figures(today=day, first_day=first.replace(day=1), last_day=last)
            found = without_few_between(whole, earlier_than(last)).to_json()
            event = ConcernFiguresPublished(
                on=day, ref=ref, first_day=first.replace(day=1).isoformat(), last_day=last.isoformat(), figures=found
            )
            policy.record_events(actor=system("run-due", Permission.CONCERN_CARRY), events=[event], now=now)
    Batch.objects.filter(day=day).update(figures=True)
    return new


def earlier_than(last: date) -> list[Published]:
    """What was published of the three quarters before, newest first: of those whose twelve months overlap."""
    found = list[Published]()
    for _ in range(3):
        last = last_day_before(last)
        for entry in ledger.find(reference(last)):
            told = cast("dict[str, Any]", entry.published)
            found.append(Published(date.fromisoformat(told["first_day"]), date.fromisoformat(told["last_day"]), told["figures"]))
    return found


def reference(last: date) -> str:
    """How the log calls the figures.

    >>> reference(date(2031, 3, 31))
    'concern figures 2031 Q1'
    """
    return f"concern figures {last.year} Q{(last.month + 2) // 3}"
