"""Two addresses for whoever watches the installation: does this process live, and is everything behind it well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from licet.cli.running.due import DUE
from licet.platform import clock
from licet.project import measures
from licet.project.databases import CONCERNS
from licet.web.components.access import public

ROUND_LIMIT = timedelta(minutes=10)
TASK_LIMIT = timedelta(minutes=10)
MAIL_LIMIT = timedelta(hours=1)
CHECKPOINT_LIMIT = timedelta(minutes=10)
BATCH_LIMIT = timedelta(minutes=75)
CLOCK_LIMIT = timedelta(minutes=5)
DISK_LIMIT = 512 * 1024 * 1024
OK = "ok"
NOT_VISIBLE = "not visible from this process"
NOT_USED = "not used by this process"


@public(reason="whoever watches the process asks whether it is alive")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public(reason="whoever watches the installation asks whether it is well")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when no check finds a fault, else 503; one line for each check says what is wrong (decision 0200).

    The address is public, so a check that finds nothing wrong says no figure: how many letters wait at this moment
    would tell an outsider when something was decided.
    """
    findings = run_checks()
    faults = [name for name, finding in findings.items() if finding not in {OK, NOT_VISIBLE, NOT_USED}]
    verdict = f"not ready: {', '.join(faults)}" if faults else "ready"
    lines = [verdict, *(f"{name}: {finding}" for name, finding in findings.items())]
    return HttpResponse("\n".join(lines) + "\n", status=503 if faults else 200, content_type="text/plain; charset=utf-8")


def run_checks() -> Mapping[str, str]:
    """What each check says, in the order in which they are shown."""
    database = _ask(lambda: _check_tables("default"))
    concerns = _ask(lambda: _check_tables(CONCERNS)) if settings.LICET_SURFACE in {"all", "concerns"} else NOT_USED
    findings = {"database": database, "concerns database": concerns}
    in_database = {
        "worker": _check_worker,
        "tasks": _check_tasks,
        "mail": _check_mail,
        "checkpoint": _check_checkpoint,
        "internal events": _check_batches,
        "clock": _check_clock,
    }
    for name, check in in_database.items():
        findings[name] = _ask(check) if database in {OK, NOT_VISIBLE} else "unknown while the database is not well"
    return findings | {"disk": _check_disk()}


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except measures.NotVisible:
        return NOT_VISIBLE
    except (DatabaseError, InterfaceError):
        return "does not answer"


def _check_tables(alias: str) -> str:
    missing = measures.missing_migrations(alias)
    return f"migrations missing: {missing}; run licet init" if missing else OK


def _check_worker() -> str:
    """A worker, or a timer that calls `licet run-due`, did every part of a round lately."""
    ages = measures.ages_of_successes()
    if not ages:
        return "no worker has been seen yet"
    if (silent := min(ages.values())) > ROUND_LIMIT:
        return f"last seen {_say(silent)} ago"
    late = [name for name in DUE if name not in ages or ages[name] > ROUND_LIMIT]
    return f"these parts of its round do not succeed: {', '.join(late)}" if late else OK


def _check_tasks() -> str:
    waited = measures.longest_task_wait()
    return f"the oldest task has waited for {_say(waited)}" if waited and waited > TASK_LIMIT else OK


def _check_mail() -> str:
    waited = measures.mail_state().longest_wait
    return f"the oldest unsent mail has waited for {_say(waited)}" if waited > MAIL_LIMIT else OK


def _check_checkpoint() -> str:
    """A quiet log is not signed again, so an old checkpoint is a fault only where entries have come after it."""
    state = measures.checkpoint_state()
    if not state.unsigned_entries:
        return OK
    if state.age is None:
        return "the log has entries and was never signed"
    return f"the log has grown since its last signature, {_say(state.age)} ago" if state.age > CHECKPOINT_LIMIT else OK


def _check_batches() -> str:
    """The hour in which an internal event is recorded has to end before its batch can be."""
    since = measures.batch_state().waiting_since
    waited = clock.now() - since if since else timedelta()
    return f"the oldest internal event has waited for its batch for {_say(waited)}" if waited > BATCH_LIMIT else OK


def _check_clock() -> str:
    """The record shows only that this clock is behind one that the worker had: which of the two is wrong, somebody has to say."""
    newest = measures.batch_state().newest_hour
    behind = newest - clock.now() if newest else timedelta()
    return f"{_say(behind)} behind the newest batch of internal events" if behind > CLOCK_LIMIT else OK


def _check_disk() -> str:
    free = measures.free_disk()
    return f"only {free // 2**20} MiB are free" if free < DISK_LIMIT else OK


def _say(duration: timedelta) -> str:
    minutes = int(duration.total_seconds()) // 60
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
