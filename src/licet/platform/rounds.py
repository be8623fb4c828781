"""When each part of the minute's round last succeeded: written by whoever does the round, read by whoever watches."""

from collections.abc import Iterable

from licet.kernel.instants import Instant
from licet.platform.models import RoundPart


def record_success(names: Iterable[str], *, now: Instant) -> None:
    """Remember that these parts succeeded; one row for each, on whichever machine the round was done."""
    parts = [RoundPart(name=name, succeeded_at=now) for name in names]
    RoundPart.objects.bulk_create(parts, update_conflicts=True, unique_fields=["name"], update_fields=["succeeded_at"])


def last_successes() -> dict[str, Instant]:
    """When each part last succeeded; a part that never did is absent."""
    return dict(RoundPart.objects.values_list("name", "succeeded_at"))
