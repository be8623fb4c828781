"""`licet run-due` and `licet worker`, as processes."""

from __future__ import annotations

import json
import socket
from urllib.request import urlopen

import pytest
from tests.stores import Store

from licet.cli.running.due import DUE


def test_run_due_says_what_it_did_and_repeats_nothing(store_copy: Store) -> None:
    first, second = (store_copy.licet("run-due", "--json") for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert {"licences expired", "mail sent", "log signed up to entry"} <= json.loads(second.stdout).keys()
    assert set(json.loads(second.stdout).values()) == {0}


def test_run_due_names_what_is_refused_and_does_the_rest(any_store: Store) -> None:
    refused = any_store.licet("run-due", "--json", LICET_LOG_KEY="not a key")
    assert (refused.returncode, "log signed up to entry: LICET_LOG_KEY is base64" in refused.stderr) == (1, True)
    assert json.loads(refused.stdout).keys() == DUE.keys() - {"log signed up to entry"}


@pytest.mark.one_engine
def test_worker_with_batch_does_what_waits_and_ends(any_store: Store) -> None:
    waiting = "import django; django.setup(); from licet.platform import clock, tasks; {}print(tasks.longest_wait(now=clock.now()))"
    settings = {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    assert any_store.python("-c", waiting.format("tasks.wake(); "), **settings).stdout.strip() != "None"
    done = any_store.licet("worker", "--batch")
    assert done.returncode == 0, done.stderr
    assert any_store.python("-c", waiting.format(""), **settings).stdout.strip() == "None"


def test_worker_with_batch_ends_when_nothing_waits(store_copy: Store) -> None:
    assert store_copy.licet("worker", "--batch").returncode == 0


def test_taken_port_is_refused_with_another(any_store: Store) -> None:
    with any_store.served() as address:
        port = address.rpartition(":")[2]
        done = any_store.licet("serve", "--port", port)
    assert done.returncode == 1
    assert f"--port {int(port) + 1}" in done.stderr


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_ipv6_address_can_be_listened_on(any_store: Store, host: str) -> None:
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
    with any_store.served(host=host) as address, urlopen(f"{address}/healthz", timeout=10) as answer:
        assert (address.startswith("http://[::1]:"), answer.status) == (True, 200)


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_a_port_that_is_none_is_refused_in_a_sentence(any_store: Store, port: str) -> None:
    done = any_store.licet("serve", "--port", port, timeout=60)
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["", " ", "[]", "0.0.0.0/0", "a b"])
def test_a_host_that_is_none_is_refused_in_a_sentence(any_store: Store, host: str) -> None:
    """Nothing at all would have meant every address of the machine."""
    done = any_store.licet("serve", "--host", host, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        f"--host: “{host}” is no address to listen on: name one, such as 127.0.0.1, or 0.0.0.0 for every address of this machine."
    )


def test_server_and_worker_end_together(store_copy: Store) -> None:
    with store_copy.served(with_worker=True) as address:
        assert address
    assert "Traceback" not in (store_copy.home / "served.log").read_text()


@pytest.mark.parametrize("workers", ["0", "-1", "two", "1.5", "²"])
def test_a_number_of_web_processes_that_is_none_is_refused(any_store: Store, workers: str) -> None:
    done = any_store.licet("serve", LICET_WEB_WORKERS=workers)
    assert (done.returncode, done.stderr.strip()) == (1, f"LICET_WEB_WORKERS is {workers!r}: it must be a whole number, 1 or more.")


def test_sqlite_takes_one_web_process_only(any_store: Store, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    done = any_store.licet("serve", LICET_WEB_WORKERS="2")
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "LICET_WEB_WORKERS is 2, but SQLite has one writer: set it to 1, or name PostgreSQL databases in LICET_DATABASE_URL "
        "and LICET_CONCERNS_DATABASE_URL."
    )
