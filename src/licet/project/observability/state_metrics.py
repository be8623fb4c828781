"""What waits and how old it is, measured when Prometheus asks. What this process cannot read is named, never shown as zero."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connections
from django.db.models import Min
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from licet.platform import clock, outbox


def measure_queue() -> Iterator[GaugeMetricFamily]:
    """Tasks that are due and that no worker has taken."""
    from django_tasks_db.models import DBTaskResult

    due = DBTaskResult.objects.ready().order_by()
    moments = due.aggregate(asked=Min("enqueued_at"), later=Min("run_after"))
    since = [moment for moment in moments.values() if moment and moment <= clock.now()]  # a task for at once bears the last day there is
    yield GaugeMetricFamily("licet_tasks_waiting", "Tasks that are due and that no worker has taken.", value=due.count())
    yield GaugeMetricFamily("licet_tasks_oldest_seconds", "How long the oldest of them has waited.", value=_age(min(since, default=None)))


def measure_outbox() -> Iterator[GaugeMetricFamily]:
    """How far what follows each event lags behind, by who acts on it."""
    waiting = GaugeMetricFamily("licet_outbox_waiting", "Events that a subscriber has not acted on yet.", labels=["subscriber"])
    failing = GaugeMetricFamily("licet_outbox_failing", "Those of them that failed before.", labels=["subscriber"])
    behind = {item.subscriber: item for item in outbox.pending()}
    for name in sorted({subscription.name for subscription in outbox.subscriptions()}):
        waiting.add_metric([name], behind[name].waiting if name in behind else 0)
        failing.add_metric([name], behind[name].failing if name in behind else 0)
    yield from (waiting, failing)


def measure_mail() -> Iterator[GaugeMetricFamily]:
    """Mail that has not left."""
    from licet.notices.public import Delivery, DeliveryState

    unsent = Delivery.objects.filter(state=DeliveryState.PENDING.value).count()
    yield GaugeMetricFamily("licet_mail_unsent", "Mail that has not been handed to the mail server yet.", value=unsent)


def measure_log() -> Iterator[GaugeMetricFamily]:
    """How old the newest signed checkpoint of the log is; nothing where none was signed."""
    from licet.ledger import public as ledger

    if latest := ledger.checkpoint_latest():
        yield GaugeMetricFamily("licet_checkpoint_age_seconds", "Age of the newest signed checkpoint.", value=_age(latest.signed_at))
        yield GaugeMetricFamily("licet_checkpoint_entries", "Entries that it covers.", value=latest.size)


def measure_disk() -> Iterator[GaugeMetricFamily]:
    """Room on the disk that holds LICET_HOME."""
    free = shutil.disk_usage(settings.LICET_HOME).free
    yield GaugeMetricFamily("licet_disk_free_bytes", "Free room on the disk of LICET_HOME.", value=free)


MEASURES: Final[Mapping[str, Callable[[], Iterable[GaugeMetricFamily]]]] = {
    "queue": measure_queue,
    "outbox": measure_outbox,
    "mail": measure_mail,
    "log": measure_log,
    "disk": measure_disk,
}


class StateCollector(Collector):
    """Asks for every measure at each scrape. One that fails leaves its figures out and is named by `licet_measure_failed`."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        failed = GaugeMetricFamily("licet_measure_failed", "1 where this process could not read a measure.", labels=["measure"])
        for name, measure in MEASURES.items():
            try:
                families = list(measure())
            except (DatabaseFault, OSError):
                failed.add_metric([name], 1)
                continue
            failed.add_metric([name], 0)
            yield from families
        connections.close_all()  # the thread of this scrape ends with it
        yield failed


def _age(moment: datetime | None) -> float:
    return 0.0 if moment is None else max(0.0, (clock.now() - moment).total_seconds())
