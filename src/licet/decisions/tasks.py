"""What follows events below and here: the summary of the gate that case lists show. Subscribed in `project/subscriptions.py`."""

from collections.abc import Sequence

from licet.casework.public import WORKED_ON, Case
from licet.decisions.selectors.acts import refresh_gate_summaries
from licet.platform import clock
from licet.platform.outbox import Told

_AT_ONCE = 200


def refresh_gates_of_cases(events: Sequence[Told]) -> None:
    """Handles what is told of a case, by its reference, or of a hit, by the application version that was screened."""
    references = {event.ref for event in events}
    subjects = {str(event.body.get("subject", "")) for event in events}
    cases = Case.objects.filter(reference__in=references) | Case.objects.filter(version__in=subjects)
    refresh_gate_summaries(list(cases.values_list("pk", flat=True)), now=clock.now())


def refresh_every_gate(events: Sequence[Told]) -> None:
    """Handles holds and departures, which may touch any case that is still worked on."""
    cases = list(Case.objects.filter(status__in=WORKED_ON).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(cases), _AT_ONCE):
        refresh_gate_summaries(cases[start : start + _AT_ONCE], now=clock.now())
