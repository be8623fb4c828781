"""What follows events below and here, and what follows the clock: the summary of the gate that case lists show.

Events are subscribed in `project/subscriptions.py`; `run-due` calls :func:`gates_due`.
"""

from collections.abc import Sequence

from licet.casework.public import WORKED_ON, Case
from licet.decisions.models import DayCounted
from licet.decisions.selectors.acts import refresh_gate_summaries
from licet.kernel.instants import Instant
from licet.platform import clock
from licet.platform.outbox import Told, Unfinished
from licet.policy import public as policy

_AT_ONCE = 200


def refresh_gates_of_cases(events: Sequence[Told]) -> None:
    """Handles what is told of a case, by its reference, or of a hit, by the application version that was screened."""
    references = {event.ref for event in events}
    subjects = {str(event.body.get("subject", "")) for event in events}
    cases = Case.objects.filter(reference__in=references) | Case.objects.filter(version__in=subjects)
    refresh_gate_summaries(list(cases.values_list("pk", flat=True)), now=clock.now())


def refresh_every_gate(events: Sequence[Told]) -> Unfinished | None:
    """Handles holds, departures and conclusions, which may touch any case that is still worked on: 200 cases in one call."""
    last = _refresh_after(min(event.place for event in events), clock.now())
    return Unfinished(place=last) if last else None


def gates_due(*, now: Instant) -> int:
    """Once a day all of them: a departure ends by a day, and evidence grows too old by one. How many cases were counted."""
    today = policy.today(now)
    if DayCounted.objects.filter(day=today).exists():
        return 0
    count = _refresh_all(now)
    DayCounted.objects.bulk_create([DayCounted(day=today, counted_at=now, counted_by="system:run-due")], ignore_conflicts=True)
    return count


def _refresh_all(now: Instant) -> int:
    cases = list(Case.objects.filter(status__in=WORKED_ON).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(cases), _AT_ONCE):
        refresh_gate_summaries(cases[start : start + _AT_ONCE], now=now)
    return len(cases)


def _refresh_after(place: str, now: Instant) -> str:
    """The next cases after ``place``, in the order of their keys; the last of them, or nothing where no more are left."""
    cases = list(Case.objects.filter(status__in=WORKED_ON, pk__gt=place).order_by("pk").values_list("pk", flat=True)[: _AT_ONCE + 1])
    refresh_gate_summaries(cases[:_AT_ONCE], now=now)
    return cases[_AT_ONCE - 1] if len(cases) > _AT_ONCE else ""
