"""What wakes the register. An event only says that there is something to read."""

from collections.abc import Sequence

from licet.kernel.actor import system
from licet.kernel.errors import Refused
from licet.kernel.instants import Instant
from licet.platform.outbox import Told, Unfinished
from licet.register.services.checking import compare_with_log, comparison_is_due
from licet.register.services.reading import AT_ONCE, catch_up, read_set


def wake(told: Sequence[Told]) -> Unfinished | None:
    """Outbox handler: read the next set of the log. What was told is not looked at; the log says it."""
    return Unfinished() if read_set().read == AT_ONCE else None


def follow(now: Instant) -> int:
    """What is due by the clock: read whatever no event woke us for; the number of entries read."""
    return catch_up().read


def compare_when_due(now: Instant) -> int:
    """Compare the register with the log where that is due: how many entries were compared. Refuses loudly where they differ."""
    if not comparison_is_due(now):
        return 0
    compared = compare_with_log(actor=system("run-due"), now=now)
    if compared.count:
        first = compared.differences[0].sentence()
        raise Refused(f"{compared.count:,} rows of the register are not what the log says; `licet register check` names them. {first}")
    return compared.size
