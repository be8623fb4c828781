"""Background work: one task that tells what the outbox holds, and the worker that runs it (``licet worker``)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from time import sleep

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connections
from django.db.models import Min, Q
from django.tasks import task

from licet.kernel.instants import Instant
from licet.platform import clock

PER_TASK = 1000
RECONNECT_AFTER = 2.0  # seconds

log = logging.getLogger(__name__)
_by_caller: ContextVar[bool] = ContextVar("licet.tasks.by_caller", default=False)


@contextmanager
def told_by_caller() -> Iterator[None]:
    """No task is put into the queue inside: who builds a store calls ``outbox.deliver_pending`` itself."""
    token = _by_caller.set(True)
    try:
        yield
    finally:
        _by_caller.reset(token)


def wake() -> None:
    """Let the worker tell what the outbox holds."""
    if not _by_caller.get():
        deliver.enqueue()


@task()
def deliver() -> None:
    """Tell what is due, and come back for what is left. Many of these, or none, do no harm: the rows decide."""
    from licet.platform.outbox.delivery import deliver_pending  # the outbox enqueues this task

    told = deliver_pending(limit=PER_TASK)
    if told.again:
        come_back(told.again)


def come_back(due: Instant) -> None:
    """One more :func:`deliver` at ``due``, unless one waits already that comes no later."""
    from django_tasks_db.models import DBTaskResult  # models are ready only after the tasks are declared

    waiting = DBTaskResult.objects.filter(task_path=deliver.module_path, status="READY")
    if not waiting.filter(Q(pk__in=DBTaskResult.objects.ready().values("pk")) | Q(run_after__lte=due)).exists():
        deliver.using(run_after=due).enqueue()


def longest_wait(*, now: Instant) -> timedelta | None:
    """How long the oldest task that is ready to be run has waited; None when no task waits."""
    from django_tasks_db.models import DBTaskResult, get_date_max  # models are ready only after the tasks are declared

    for_any_time = Q(run_after=get_date_max())  # how the queue stores a task that may be run at once
    oldest = DBTaskResult.objects.filter(status="READY").aggregate(
        enqueued=Min("enqueued_at", filter=for_any_time), due=Min("run_after", filter=Q(run_after__lte=now))
    )
    moments = [moment for moment in oldest.values() if moment]
    return max(now - min(moments), timedelta()) if moments else None


def run_worker(*, until_empty: bool = False, interval: float = 1.0) -> None:
    """Run tasks until the process is told to stop, or until none is left.

    A worker that was killed left its task marked as running: what it did not finish is in the outbox, so a new worker
    asks there first. A worker whose database went away does the same once the database is back; with ``until_empty`` it
    fails, because whoever started it waits for its end.
    """
    while True:
        try:
            come_back(clock.now())
            call_command("db_worker", batch=until_empty, interval=interval, startup_delay=False, reload=False, queue_name="*")
        except (OperationalError, InterfaceError) as error:
            if until_empty:
                raise
            log.error("The worker cannot use its database and tries again in %g s: %s", RECONNECT_AFTER, error)
        else:
            return
        connections.close_all()
        sleep(RECONNECT_AFTER)
