"""What waits and how old it is, measured when Prometheus asks. What this process cannot read is named, never shown as zero.

The figures are those by which `/readyz` judges (project/measures.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from django.db import Error as DatabaseFault
from django.db import connections
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from licet.platform import clock, outbox
from licet.project import measures


def measure_queue() -> Iterator[GaugeMetricFamily]:
    """How long the oldest task that is due has waited for a worker."""
    waited = measures.longest_task_wait() or timedelta()
    yield GaugeMetricFamily("licet_tasks_oldest_seconds", "How long the oldest task that is due has waited.", value=waited.total_seconds())


def measure_worker() -> Iterator[GaugeMetricFamily]:
    """How long ago each part of the minute's round last succeeded; a part that never did is absent."""
    family = GaugeMetricFamily("licet_round_age_seconds", "How long ago a part of the minute's round last succeeded.", labels=["part"])
    for name, age in sorted(measures.ages_of_successes().items()):
        family.add_metric([name], age.total_seconds())
    yield family


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
    """Mail that has not left, and for how long."""
    state = measures.mail_state()
    yield GaugeMetricFamily("licet_mail_unsent", "Mail that has not been handed to the mail server yet.", value=state.unsent)
    yield GaugeMetricFamily("licet_mail_oldest_seconds", "How long the oldest of it has waited.", value=state.longest_wait.total_seconds())


def measure_log() -> Iterator[GaugeMetricFamily]:
    """How far the signature over the log is behind the log; no age where it was never signed."""
    state = measures.checkpoint_state()
    if state.age is not None:
        yield GaugeMetricFamily("licet_checkpoint_age_seconds", "Age of the newest signed checkpoint.", value=state.age.total_seconds())
    yield GaugeMetricFamily("licet_log_unsigned_entries", "Entries of the log that no checkpoint covers.", value=state.unsigned_entries)


def measure_sign_ins() -> Iterator[GaugeMetricFamily]:
    """Sign-ins that failed in the last quarter of an hour, and on how many accounts: many accounts mean that somebody tries passwords."""
    from licet.web.account.attempts import recent_failures

    recent = recent_failures(clock.now())
    yield GaugeMetricFamily("licet_sign_in_failures", "Sign-ins that failed in the last 15 minutes.", value=recent.failures)
    yield GaugeMetricFamily("licet_sign_in_accounts_failing", "Accounts on which they failed.", value=recent.accounts)
    yield GaugeMetricFamily(
        "licet_sign_in_accounts_guessed", "Those of them that failed from more than ten networks.", value=recent.guessed_accounts
    )


def measure_disk() -> Iterator[GaugeMetricFamily]:
    """Room where this process writes."""
    yield GaugeMetricFamily("licet_disk_free_bytes", "Free room where this process writes.", value=measures.free_disk())


MEASURES: Final[Mapping[str, Callable[[], Iterable[GaugeMetricFamily]]]] = {
    "queue": measure_queue,
    "worker": measure_worker,
    "outbox": measure_outbox,
    "mail": measure_mail,
    "log": measure_log,
    "sign-ins": measure_sign_ins,
    "disk": measure_disk,
}


class StateCollector(Collector):
    """Asks for every measure at each scrape. One that fails leaves its figures out and is named by `licet_measure_failed`."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        failed = GaugeMetricFamily("licet_measure_failed", "1 where this process could not read a measure.", labels=["measure"])
        for name, measure in MEASURES.items():
            try:
                families = list(measure())
            except (measures.NotVisible, DatabaseFault, OSError):
                failed.add_metric([name], 1)
                continue
            failed.add_metric([name], 0)
            yield from families
        connections.close_all()  # the thread of this scrape ends with it
        yield failed
