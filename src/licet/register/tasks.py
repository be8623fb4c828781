"""What wakes the register. An event only says that there is something to read (joints 23)."""

from collections.abc import Sequence

from licet.kernel.instants import Instant
from licet.platform.outbox import Told
from licet.register.services import catch_up


def wake(told: Sequence[Told]) -> None:
    """Outbox handler: read the log on. What was told is not looked at; the log says it."""
    catch_up()


def follow(now: Instant) -> int:
    """What is due by the clock: read whatever no event woke us for; the number of entries read."""
    return catch_up().read
