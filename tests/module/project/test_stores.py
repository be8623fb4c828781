"""The fixtures that other tests stand on."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from threading import Thread

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from tests.stores import Store


def test_engine_is_the_one_asked_for(db: None, engine: str) -> None:
    connection.ensure_connection()
    assert connection.vendor == engine


def test_copy_is_served_and_ready_once_its_worker_did_a_round(store_copy: Store) -> None:
    with store_copy.served(with_worker=True) as address:
        assert _get(f"{address}/healthz") == "alive\n"
        end = time.monotonic() + 60
        while (answer := _get(f"{address}/readyz")).startswith("not ready: worker") and time.monotonic() < end:
            time.sleep(0.1)  # its first round begins with it
    assert answer.splitlines()[0] == "ready", answer


def test_committed_store_commits_and_threads_see_it(committed_store: Store) -> None:
    Session.objects.create(session_key="a", session_data="b", expire_date=timezone.now())
    seen: list[int] = []

    def look() -> None:
        seen.append(Session.objects.count())
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join(20)
    assert seen == [1]


def test_two_copies_share_nothing(committed_store: Store) -> None:
    assert Session.objects.count() == 0


def test_run_due_prints_json(store_copy: Store) -> None:
    done = store_copy.licet("run-due", "--json")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
