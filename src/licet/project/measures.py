"""What tells whether an installation is well, each as one figure: asked by `/readyz`, and by whatever exports metrics.

No figure carries a name or a reference. A process whose database role may not read a table gets `NotVisible`: such a
figure is unknown there, and is never reported as good.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

from licet.ledger import public as ledger
from licet.notices import public as notices
from licet.platform import clock, rounds, tasks
from licet.project.databases import CONCERNS

PERMISSION_DENIED = "42501"  # PostgreSQL's code for a role without the privilege


class NotVisible(Exception):
    """This process's database role may not read what the figure is made from."""


@dataclass(frozen=True, slots=True)
class MailState:
    """How much mail has not left, and how long the oldest of it has waited."""

    unsent: int
    longest_wait: timedelta


@dataclass(frozen=True, slots=True)
class CheckpointState:
    """How long ago the log was last signed (None: never), and how many entries it has gained since."""

    age: timedelta | None
    unsigned_entries: int


def missing_migrations(alias: str) -> int:
    """How many migrations this version has and the database lacks. Raises DatabaseError when it does not answer."""
    with _visible():
        executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes()
    return len(executor.migration_plan([leaf for leaf in leaves if alias != CONCERNS or leaf[0] == CONCERNS]))


def ages_of_successes() -> dict[str, timedelta]:
    """How long ago each part of the minute's round last succeeded, by its name; empty before the first round."""
    with _visible():
        return {name: clock.now() - moment for name, moment in rounds.last_successes().items()}


def longest_task_wait() -> timedelta | None:
    """How long the oldest task that could be run has waited; None when no task waits."""
    with _visible():
        return tasks.longest_wait(now=clock.now())


def mail_state() -> MailState:
    """How much mail waits to be handed to the mail server, and for how long."""
    with _visible():
        unsent = notices.unsent_mail()
    return MailState(unsent.count, clock.now() - unsent.oldest if unsent.oldest else timedelta())


def checkpoint_state() -> CheckpointState:
    """How far the signature over the log is behind the log."""
    with _visible():
        size, latest = ledger.size(), ledger.checkpoint_latest()
    return CheckpointState(clock.now() - latest.signed_at, size - latest.size) if latest else CheckpointState(None, size)


def batch_state() -> ledger.BatchState:
    """How far the hourly batches of internal events are."""
    with _visible():
        return ledger.batch_state()


def free_disk() -> int:
    """Free bytes where this process writes: data, documents and sealed attachments; the least of them."""
    folders = (settings.LICET_HOME, settings.LICET_FILES_ROOT, settings.LICET_CONCERNS_ROOT)
    return min(shutil.disk_usage(folder).free for folder in folders if folder.exists())


@contextmanager
def _visible() -> Iterator[None]:
    try:
        yield
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") == PERMISSION_DENIED:
            raise NotVisible from error
        raise
