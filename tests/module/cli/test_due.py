"""Each part of the minute's round fails alone and loudly: the others are done, and the log says what failed and why."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection
from tests.stores import Store

from licet.cli.running import due
from licet.kernel.errors import Refused
from licet.platform import rounds

OF_CONCERNS = {"concerns climbed", "steps of concerns carried", "concerns that cannot be opened"}


def nowhere(engine: str) -> str:
    return "postgresql://nobody@127.0.0.1:1/nowhere" if engine == "postgresql" else "sqlite:////nowhere/concerns.sqlite3"


def test_an_unreachable_concerns_database_stops_nothing_else(store_copy: Store, engine: str) -> None:
    done = store_copy.licet("run-due", "--json", LICET_CONCERNS_DATABASE_URL=nowhere(engine))
    assert done.returncode == 1
    assert json.loads(done.stdout).keys() == due.DUE.keys() - OF_CONCERNS
    sentence = done.stderr.splitlines()[-1]
    assert sentence.startswith("Not everything that is due was done.")
    for name in OF_CONCERNS:
        assert f"{name}: OperationalError: " in sentence
        assert f"{name}: failed" in done.stderr
    assert "Traceback" in done.stderr


@pytest.mark.django_db
def test_a_fault_of_ours_is_loud_and_stops_nothing_else(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def divide(now: object) -> int:
        return 1 // 0

    def refuse(now: object) -> int:
        raise Refused("The key is missing.")

    parts = {"first": lambda now: 1, "faulty": divide, "refused": refuse, "last": lambda now: 2}
    monkeypatch.setattr(due, "DUE", parts)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)  # the test's own transaction must stay open
    report = due.do_round()
    assert report.done == {"first": 1, "last": 2}
    assert report.failures == {"faulty": "ZeroDivisionError: integer division or modulo by zero", "refused": "The key is missing."}
    assert "faulty: failed" in caplog.text
    assert "in divide" in caplog.text, "a fault of ours is logged with its traceback"
    assert "refused: refused: The key is missing." in caplog.text
    assert rounds.last_successes().keys() == {"first", "last"}


def test_a_connection_that_broke_in_one_part_serves_the_next(committed_store: Store, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine != "postgresql":
        pytest.skip("an SQLite file has no connection that a server could end")

    def lose_connection(now: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return 1

    def count(now: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 41 + 1")
            return int(cursor.fetchone()[0])

    monkeypatch.setattr(due, "DUE", {"loses its connection": lose_connection, "next": count})
    report = due.do_round()
    assert report.done == {"next": 42}
    assert report.failures["loses its connection"].startswith("OperationalError: ")


def test_a_long_round_says_in_between_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four parts of fifteen seconds each: more than thirty seconds have passed only after the third."""
    recorded: list[list[str]] = []
    monkeypatch.setattr(due, "DUE", dict.fromkeys(("one", "two", "three", "four"), lambda now: 0))
    monkeypatch.setattr(due, "_record", recorded.append)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    seconds = iter([0, 15, 30, 45, 45, 60])
    monkeypatch.setattr(due, "monotonic", lambda: next(seconds))
    due.do_round()
    assert recorded == [["one", "two", "three"], ["four"]]


def test_a_round_whose_success_cannot_be_recorded_goes_on(
    committed_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(names: list[str], *, now: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(due, "DUE", {"only": lambda now: 1})
    monkeypatch.setattr(rounds, "record_success", refuse)
    assert due.do_round().done == {"only": 1}
    assert "could not record" in caplog.text
