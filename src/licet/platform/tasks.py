"""Background work: one task that tells what the outbox holds, and the worker that runs it (``licet worker``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.management import call_command
from django.db.models import Q
from django.tasks import task

from licet.kernel.instants import Instant
from licet.platform import clock

PER_TASK = 1000

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


def run_worker(*, until_empty: bool = False, interval: float = 1.0) -> None:
    """Run tasks until the process is told to stop, or until none is left.

    A worker that was killed left its task marked as running: what it did not finish is in the outbox, so a new worker
    asks there first.
    """
    come_back(clock.now())
    call_command("db_worker", batch=until_empty, interval=interval, startup_delay=False, reload=False, queue_name="*")
