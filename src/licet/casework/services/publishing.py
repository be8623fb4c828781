"""Processing times, published once for each month that has ended in the authority's zone (docs/decisions/0212)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from licet.casework.domain.processing_times import FEWEST_DECISIONS, month_times
from licet.casework.events import MonthlyTimesPublished
from licet.casework.models import Enquiry, Step
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant, Stop, elapsed
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.platform.locking import take_turn
from licet.policy import public as policy

TURN = "licet/casework/processing-times"
DECIDED = "decide"
AT_ONCE = 1000
DAYS_WITH_BATCHES = 3


def publish_processing_times(*, actor: Actor, now: Instant) -> int:
    """Publish every month, from that of the first decision to the one that ended last, that the log does not have yet.

    A month waits until batches of internal events were recorded on three days after its end, so that neither an act that is
    still being stored is left out, nor a clock that is ahead for some hours publishes a month that has only begun.
    Leads; returns how many months were published. Called again, it finds nothing to do.
    """
    actor.require(Permission.PROCESSING_TIMES_PUBLISH)
    this_month = policy.today(now).replace(day=1)
    if ledger.find(reference(_month_before(this_month))):
        return 0
    with transaction.atomic():
        take_turn(TURN)
        missing = [month for month in _months_with_figures(this_month) if _has_surely_ended(month) and not ledger.find(reference(month))]
        if missing:
            policy.record_events(actor=actor, events=[_event(month, policy.today(now)) for month in missing], now=now)
    return len(missing)


def reference(month: date) -> str:
    """How the log calls the figures of a month.

    >>> reference(date(2031, 5, 1))
    'processing times 2031-05'
    """
    return f"processing times {month:%Y-%m}"


def _months_with_figures(this_month: date) -> Iterator[date]:
    """The first days of the months from the first decision on, oldest first, this month excepted."""
    first = Step.objects.filter(kind=DECIDED).order_by("done_at").values_list("done_at", flat=True).first()
    if first is None:
        return
    month = policy.working_calendar().local_day(first).replace(day=1)
    while month < this_month:
        yield month
        month = _month_after(month)


def _has_surely_ended(month: date) -> bool:
    return ledger.days_with_batches_after(_begin_of(_month_after(month))) >= DAYS_WITH_BATCHES


def _begin_of(month: date) -> datetime:
    return datetime.combine(month, time(), ZoneInfo(policy.working_calendar().zone))


def _event(month: date, today: date) -> MonthlyTimesPublished:
    target_days = policy.deadline("decision-target").days
    times = month_times(_working_days(month), target_days)
    return MonthlyTimesPublished(
        on=today,
        ref=reference(month),
        month=f"{month:%Y-%m}",
        fewest=FEWEST_DECISIONS,
        target_days=target_days,
        total=times.total.to_json() if times.total else None,
        by_type=[{"licence_type": name, **group.to_json()} for name, group in times.by_type.items()],
    )


def _working_days(month: date) -> dict[str, list[int]]:
    """The working days that each decision of a month took, by licence type. Two queries for a thousand decisions."""
    calendar = policy.working_calendar()
    begins, ends = _begin_of(month), _begin_of(_month_after(month))
    decided = Step.objects.filter(kind=DECIDED, done_at__gte=begins, done_at__lt=ends).select_related("case").order_by("pk")
    found: defaultdict[str, list[int]] = defaultdict(list)
    steps = list(decided)
    for start in range(0, len(steps), AT_ONCE):
        some = steps[start : start + AT_ONCE]
        stops: defaultdict[str, list[Stop]] = defaultdict(list)
        for enquiry in Enquiry.objects.filter(case__in=[step.case_id for step in some]):
            stops[enquiry.case_id].append(enquiry.stop())
        for step in some:
            run = elapsed(calendar, received=step.case.received_at, now=step.done_at, stops=stops[step.case_id])
            found[step.case.licence_type].append(run.counted)
    return dict(found)


def _month_after(month: date) -> date:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _month_before(month: date) -> date:
    return month.replace(year=month.year - (month.month == 1), month=(month.month - 2) % 12 + 1)
