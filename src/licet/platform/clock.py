"""The only place that reads the clock. Services are given ``now``; surfaces, tasks and the demonstration ask here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from licet.kernel.instants import Instant, instant
from licet.platform.environment import only_where_pretending

_set: ContextVar[Instant | None] = ContextVar("licet.clock", default=None)


def now() -> Instant:
    """This moment, in UTC."""
    return _set.get() or datetime.now(UTC)


@contextmanager
def at(moment: Instant) -> Iterator[Instant]:
    """Let it be ``moment`` inside the block. Refused in production: the record is dated by the clock."""
    only_where_pretending("Setting the clock")
    token = _set.set(instant(moment))
    try:
        yield instant(moment)
    finally:
        _set.reset(token)
