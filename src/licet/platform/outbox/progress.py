"""How far what follows has come: read by pages and by ``licet run-due``."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from licet.platform.models import Delivery


@dataclass(frozen=True, slots=True)
class Progress:
    """One subscriber's deliveries: ``failing`` are those of ``waiting`` that failed before, with one of their errors."""

    subscriber: str
    done: int
    waiting: int
    failing: int
    error: str


def pending(ref_prefix: str = "") -> tuple[Progress, ...]:
    """Who has something left to do for things whose reference begins so; empty when all is done."""
    return tuple(item for item in _by_subscriber(Delivery.objects.filter(ref__startswith=ref_prefix)) if item.waiting)


def progress(act: str) -> tuple[Progress, ...]:
    """How far each subscriber has come with the events published under ``act``."""
    return _by_subscriber(Delivery.objects.filter(event__act=act))


def _by_subscriber(rows: QuerySet[Delivery, Delivery]) -> tuple[Progress, ...]:
    waiting = Q(done=False)
    counted = (
        rows.order_by("subscriber")
        .values_list("subscriber")
        .annotate(
            told=Count("event", filter=Q(done=True)),
            left=Count("event", filter=waiting),
            failing=Count("event", filter=waiting & ~Q(error="")),
            example=Max("error", filter=waiting),
        )
    )
    return tuple(Progress(name, told, left, failing, example or "") for name, told, left, failing, example in counted)
