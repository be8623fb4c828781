"""`/readyz` names what is wrong, each fault in a line of its own, and never calls good what it cannot see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import RequestFactory, override_settings
from django_tasks_db.models import DBTaskResult
from tests import world as worlds
from tests.stores import Store, administer

from licet.cli.running.due import DUE
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.ledger.public import sign_checkpoint
from licet.platform import clock, rounds
from licet.platform.tasks import deliver, told_by_caller
from licet.policy.public import record_internal_batch
from licet.project import measures
from licet.project.health import CHECKPOINT_LIMIT, DISK_LIMIT, MAIL_LIMIT, ROUND_LIMIT, TASK_LIMIT, readyz

NOW = worlds.NOW + timedelta(hours=6)
MOMENT = timedelta(seconds=1)
both_databases = pytest.mark.django_db(databases=["default", "concerns"])
CHECKS = ("database", "concerns database", "worker", "tasks", "mail", "checkpoint", "internal events", "clock", "disk")


@pytest.fixture(autouse=True)
def six_hours_later() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def world(tmp_path: Path, db: None) -> worlds.World:
    return worlds.build(tmp_path)


def ask() -> tuple[int, str, dict[str, str]]:
    """Status, verdict, and what each check says to a process that may read everything, such as the worker's."""
    response = readyz(RequestFactory().get("/readyz"))
    verdict, *lines = response.text.splitlines()
    return response.status_code, verdict, dict(line.split(": ", 1) for line in lines)


def do_whole_round(*, ago: timedelta = timedelta(), but: str = "") -> None:
    rounds.record_success([name for name in DUE if name != but], now=NOW - ago)


def sign_log(*, ago: timedelta) -> None:
    sign_checkpoint(actor=system("test", Permission.CHECKPOINT_SIGN), now=NOW - ago)


@both_databases
def test_nothing_wrong_is_ready_and_gives_no_figure_away() -> None:
    do_whole_round()
    assert ask() == (200, "ready", dict.fromkeys(CHECKS, "ok"))


@both_databases
def test_a_worker_never_seen_is_named() -> None:
    status, verdict, findings = ask()
    assert (status, verdict) == (503, "not ready: worker")
    assert findings["worker"] == "no worker has been seen yet"


@both_databases
def test_a_worker_gone_silent_is_named() -> None:
    do_whole_round(ago=ROUND_LIMIT)
    assert ask()[0] == 200
    do_whole_round(ago=timedelta(hours=3))
    assert ask()[2]["worker"] == "last seen 3 hours ago"


@both_databases
def test_a_part_of_the_round_that_keeps_failing_is_named() -> None:
    do_whole_round(ago=timedelta(hours=1))
    do_whole_round(but="mail sent")
    assert ask()[2]["worker"] == "these parts of its round do not succeed: mail sent"


@both_databases
def test_a_task_that_nobody_takes_is_named() -> None:
    do_whole_round()
    deliver.using(run_after=NOW + timedelta(days=1)).enqueue()
    deliver.using(run_after=NOW - TASK_LIMIT).enqueue()
    assert ask()[0] == 200
    deliver.using(run_after=NOW - TASK_LIMIT - timedelta(minutes=10)).enqueue()
    status, verdict, findings = ask()
    assert (status, verdict) == (503, "not ready: tasks")
    assert findings["tasks"] == "the oldest task has waited for 20 minutes"


@both_databases
def test_mail_that_does_not_leave_is_named(world: worlds.World) -> None:
    with told_by_caller():
        world.granted()
    DBTaskResult.objects.all().delete()  # a world that another test had made brings the tasks that waited there
    do_whole_round()
    record_internal_batch(actor=system("test", Permission.CHECKPOINT_SIGN), now=NOW)
    sign_log(ago=timedelta())
    assert measures.mail_state().unsent >= 1
    status, verdict, findings = ask()
    assert (status, verdict) == (503, "not ready: mail")
    assert findings["mail"] == "the oldest unsent mail has waited for 5 hours"
    with clock.at(clock.now() - measures.mail_state().longest_wait + MAIL_LIMIT):
        assert ask()[2]["mail"] == "ok"


@both_databases
def test_a_log_that_is_not_signed_is_named(world: worlds.World) -> None:
    do_whole_round()
    world.case()
    record_internal_batch(actor=system("test", Permission.CHECKPOINT_SIGN), now=NOW - timedelta(hours=2))
    assert ask()[2]["checkpoint"] == "the log has entries and was never signed"
    sign_log(ago=CHECKPOINT_LIMIT + MOMENT)
    assert ask()[2]["checkpoint"] == "ok", "a log that has not grown needs no newer signature"
    record_internal_batch(actor=system("test", Permission.CHECKPOINT_SIGN), now=NOW)
    assert ask()[2]["checkpoint"] == "the log has grown since its last signature, 10 minutes ago"
    sign_log(ago=timedelta())
    assert ask()[2]["checkpoint"] == "ok"


@both_databases
def test_internal_events_that_get_no_batch_are_named(world: worlds.World) -> None:
    do_whole_round()
    world.case()
    assert ask()[2]["internal events"] == "the oldest internal event has waited for its batch for 6 hours"
    record_internal_batch(actor=system("test", Permission.CHECKPOINT_SIGN), now=NOW)
    assert ask()[2]["internal events"] == "ok"


@both_databases
def test_a_clock_that_is_behind_the_record_is_named_until_the_next_batch() -> None:
    do_whole_round()
    recorder = system("test", Permission.CHECKPOINT_SIGN)
    record_internal_batch(actor=recorder, now=NOW + timedelta(days=40))
    sign_log(ago=timedelta())
    status, verdict, findings = ask()
    assert (status, verdict) == (503, "not ready: clock")
    assert findings["clock"] == "960 hours behind the newest batch of internal events"
    record_internal_batch(actor=recorder, now=NOW)
    assert ask()[2]["clock"] == "ok"


@both_databases
@pytest.mark.parametrize(
    ("name", "minutes", "measure", "make"),
    [
        ("tasks", 10, "longest_task_wait", lambda waited: waited),
        ("mail", 60, "mail_state", lambda waited: SimpleNamespace(longest_wait=waited)),
        ("checkpoint", 10, "checkpoint_state", lambda waited: SimpleNamespace(unsigned_entries=1, age=waited)),
        ("internal events", 75, "batch_state", lambda waited: SimpleNamespace(waiting_since=NOW - waited, newest_hour=None)),
        ("clock", 5, "batch_state", lambda waited: SimpleNamespace(waiting_since=None, newest_hour=NOW + waited)),
    ],
)
def test_a_wait_is_a_fault_once_it_is_longer_than_its_limit(
    monkeypatch: pytest.MonkeyPatch, name: str, minutes: int, measure: str, make: Callable[[timedelta], object]
) -> None:
    do_whole_round()
    for waited, is_fault in ((timedelta(minutes=minutes), False), (timedelta(minutes=minutes) + MOMENT, True)):
        monkeypatch.setattr(measures, measure, lambda waited=waited: make(waited))
        status, verdict, findings = ask()
        assert (status, verdict) == ((503, f"not ready: {name}") if is_fault else (200, "ready"))
        assert (f"{minutes} minutes" in findings[name]) == is_fault


@both_databases
@pytest.mark.parametrize(
    ("minutes", "said"), [(11, "11 minutes"), (119, "119 minutes"), (120, "2 hours"), (179, "2 hours"), (180, "3 hours")]
)
def test_a_wait_is_said_in_minutes_up_to_two_hours(monkeypatch: pytest.MonkeyPatch, minutes: int, said: str) -> None:
    monkeypatch.setattr(measures, "ages_of_successes", lambda: {"one part": timedelta(minutes=minutes)})
    assert ask()[2]["worker"] == f"last seen {said} ago"


@both_databases
def test_a_disk_almost_full_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    do_whole_round()
    monkeypatch.setattr(measures, "free_disk", lambda: DISK_LIMIT - 1)
    status, verdict, findings = ask()
    assert (status, verdict, findings["disk"]) == (503, "not ready: disk", "only 511 MiB are free")


def test_free_disk_is_measured_where_data_lie(tmp_path: Path) -> None:
    absent = tmp_path / "no attachment yet"
    with override_settings(LICET_HOME=tmp_path, LICET_FILES_ROOT=tmp_path, LICET_CONCERNS_ROOT=absent):
        assert measures.free_disk() > 0


def lose(alias: str, store: Store) -> None:
    """From now on this process cannot reach the database."""
    connections[alias].close()
    postgresql = connections[alias].vendor == "postgresql"
    connections[alias].settings_dict["NAME"] = "nowhere" if postgresql else store.home / "nowhere" / "file"


def test_a_database_that_does_not_answer_is_named(committed_store: Store) -> None:
    do_whole_round()
    lose("default", committed_store)
    status, verdict, findings = ask()
    assert (status, findings["database"], findings["concerns database"]) == (503, "does not answer", "ok")
    assert verdict == "not ready: database, worker, tasks, mail, checkpoint, internal events, clock"
    assert findings["worker"] == "unknown while the database is not well"


def test_a_concerns_database_that_does_not_answer_is_named(committed_store: Store) -> None:
    do_whole_round()
    lose("concerns", committed_store)
    status, verdict, findings = ask()
    assert (status, verdict, findings["concerns database"]) == (503, "not ready: concerns database", "does not answer")


def test_a_surface_without_concerns_does_not_ask_for_their_database(committed_store: Store) -> None:
    do_whole_round()
    lose("concerns", committed_store)
    with override_settings(LICET_SURFACE="desk"):
        status, _, findings = ask()
    assert (status, findings["concerns database"]) == (200, "not used by this process")


def test_missing_migrations_are_counted(committed_store: Store) -> None:
    do_whole_round()
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'platform' AND name LIKE '0004%'")
    assert ask()[2]["database"] == "migrations missing: 1; run licet init"


def test_what_a_role_may_not_read_is_not_called_good(committed_store: Store, engine: str) -> None:
    if engine != "postgresql":
        pytest.skip("SQLite has no roles")
    do_whole_round()
    role = f"{committed_store.database}_blind"
    administer(f'CREATE ROLE "{role}"')
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"; SET ROLE "{role}"')
        status, verdict, findings = ask()
    finally:
        with connections["default"].cursor() as cursor:
            cursor.execute(f'RESET ROLE; DROP OWNED BY "{role}"')
        connections["default"].close()
        administer(f'DROP ROLE "{role}"')
    unread = {"database", "worker", "tasks", "mail", "checkpoint", "internal events", "clock"}
    assert (status, verdict) == (200, "ready")
    assert {name for name, finding in findings.items() if finding == "not visible from this process"} == unread
