"""What an operator can watch, from really served processes: lines of JSON with a request id, metrics on an address of their own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from tests.stores import Store, free_port

from licet.cli.running.due import DUE
from licet.project.observability import state_metrics
from licet.project.subscriptions import SUBSCRIPTIONS

SECRET = "a-link-that-works-once"
LABELS = {
    "licet_requests_total": {"route", "kind", "status"},
    "licet_request_duration_seconds": {"route"},
    "licet_outbox_waiting": {"subscriber"},
    "licet_outbox_failing": {"subscriber"},
    "licet_round_age_seconds": {"part"},
    "licet_measure_failed": {"measure"},
}
"""The only labels there are. Every other figure has none."""


def ask(address: str, *, data: bytes | None = None, **headers: str) -> tuple[int, HTTPMessage, str]:
    """Status, headers and body of an answer, whatever it is."""
    request = urllib.request.Request(address, data=data, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def lines_of(store: Store) -> list[dict[str, Any]]:
    """What a served process wrote, but for the line that says where it is served: each of them is JSON."""
    written = (store.home / "served.log").read_text().splitlines()
    return [json.loads(line) for line in written if line.strip() and not line.startswith("Licet is served at")]


def wait_until[T](read: Callable[[], T]) -> T:
    """The first answer that is not empty."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if answer := read():
                return answer
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError("nothing came")


@pytest.fixture(scope="module")
def json_served() -> Iterator[tuple[Store, str]]:
    """An empty store, served with lines of JSON."""
    from tests.stores import copy_of

    with copy_of("empty") as store, store.served(LICET_LOG_FORMAT="json") as address:
        yield store, address


def test_every_line_is_json_and_bears_the_number_of_its_request(json_served: tuple[Store, str]) -> None:
    store, address = json_served
    _, headers, _ = ask(f"{address}/licences/?q={SECRET}")
    number = headers["X-Request-ID"]
    line = wait_until(lambda: [line for line in lines_of(store) if line.get("request_id") == number])[0]
    assert line["route"] == "register:licences"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["milliseconds"] > 0
    assert all(re.fullmatch("[0-9a-f]{32}", line["request_id"]) for line in lines_of(store) if line["logger"] == "licet.requests")


@pytest.mark.parametrize(
    ("path", "data", "headers", "status"),
    [
        (f"/nowhere/{SECRET}?token={SECRET}", None, {}, 404),
        (f"/licences/?q={SECRET}", None, {"Host": "elsewhere.example"}, 400),
        ("/account/sign-in", f"username={SECRET}".encode(), {}, 403),
        ("/", None, {"X-Request-ID": SECRET, "Cookie": f"sessionid={SECRET}", "Authorization": f"Bearer {SECRET}"}, 200),
    ],
)
def test_nothing_that_was_sent_is_written(
    json_served: tuple[Store, str], path: str, data: bytes | None, headers: dict[str, str], status: int
) -> None:
    store, address = json_served
    answered, answer_headers, _ = ask(address + path, data=data, **headers)
    assert answered == status
    number = answer_headers["X-Request-ID"]
    lines = wait_until(lambda: [line for line in lines_of(store) if line.get("request_id") == number])
    assert {line["status"] for line in lines if "status" in line} == {status}
    assert SECRET not in (store.home / "served.log").read_text()


def test_malformed_request_leaves_no_address(json_served: tuple[Store, str]) -> None:
    store, address = json_served
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"a" * 9000 + b"\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 4")
    # It may have been meant for the concerns pages, so a process that serves them too writes no line of it.
    _, headers, _ = ask(f"{address}/nowhere")
    wait_until(lambda: [line for line in lines_of(store) if line.get("request_id") == headers["X-Request-ID"]])
    assert not [line for line in lines_of(store) if line["logger"] == "gunicorn.error"]
    assert "127.0.0.1" not in json.dumps(lines_of(store))


def test_error_page_shows_the_number(json_served: tuple[Store, str]) -> None:
    _, address = json_served
    _, headers, body = ask(f"{address}/nowhere")
    assert f"quote request {headers['X-Request-ID']}" in body


def test_number_from_the_proxy_is_kept(json_served: tuple[Store, str]) -> None:
    _, address = json_served
    _, headers, _ = ask(f"{address}/", X_Request_ID="ab" * 16)
    assert headers["X-Request-ID"] == "ab" * 16


def test_concerns_pages_have_no_number_and_no_line(json_served: tuple[Store, str]) -> None:
    store, address = json_served
    for path in ("/concerns/", f"/concerns/{SECRET}"):
        _, headers, body = ask(address + path, X_Request_ID="cd" * 16)
        assert "X-Request-ID" not in headers
        assert "quote request" not in body
    ask(f"{address}/healthz", X_Request_ID="ef" * 16)
    wait_until(lambda: [line for line in lines_of(store) if line.get("request_id") == "ef" * 16])
    assert "cd" * 16 not in (store.home / "served.log").read_text()
    assert "concerns" not in json.dumps([line.get("route") for line in lines_of(store)])


def test_concerns_surface_has_no_number_on_any_page(any_store: Store) -> None:
    with any_store.served(LICET_SURFACE="concerns", LICET_LOG_FORMAT="json") as address:
        for path in ("/concerns/", "/account/sign-in", "/healthz", "/nowhere"):
            _, headers, body = ask(address + path, X_Request_ID="cd" * 16)
            assert "X-Request-ID" not in headers
            assert "quote request" not in body
    assert not [line for line in lines_of(any_store) if line["logger"] == "licet.requests" or "request_id" in line]


def samples(text: str) -> list[Sample]:
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


@contextmanager
def measured(store: Store, *, with_worker: bool) -> Iterator[tuple[str, str]]:
    """A served store with metrics: the address of its pages and that of its metrics."""
    metrics = f"127.0.0.1:{free_port()}"
    with store.served(with_worker=with_worker, LICET_METRICS_ADDRESS=metrics) as address:
        wait_until(lambda: ask(f"http://{metrics}/metrics"))
        yield address, f"http://{metrics}/metrics"


def allowed_values(name: str) -> Callable[[str], bool]:
    """Which values a label may have: names from lists in the code, and numbers."""
    if name == "route":
        return lambda value: value in {"none", "static", "healthz", "readyz"} or bool(re.fullmatch(r"[a-z]+:[a-z_-]+", value))
    if name == "status":
        return lambda value: bool(re.fullmatch(r"[1-5][0-9][0-9]", value))
    values = {
        "kind": {"read", "write"},
        "measure": set(state_metrics.MEASURES),
        "part": set(DUE),
        "subscriber": {name for _, name, _ in SUBSCRIPTIONS},
    }
    return values[name].__contains__


def test_metrics_count_requests_by_route_and_identify_nobody(store_copy: Store) -> None:
    with measured(store_copy, with_worker=True) as (address, metrics):
        for path in ("/licences/ka-l-2031-000001", f"/nowhere/{SECRET}", f"/concerns/{SECRET}", "/concerns/", "/static/licet/licet.css"):
            ask(f"{address}{path}?q={SECRET}")
        ask(f"{address}/account/sign-in", data=b"username=ada")
        assert ask(f"{address}/metrics")[0] == 404
        read = samples(ask(metrics)[2])
    counted = {
        tuple(sample.labels[name] for name in ("route", "kind", "status")): sample.value
        for sample in read
        if "requests_total" in sample.name
    }
    assert counted["register:licence", "read", "400"] == 1  # because of ?q=
    assert counted["none", "read", "404"] == 2  # /nowhere and /metrics
    assert counted["static", "read", "200"] == 1
    assert counted["account:sign-in", "write", "403"] == 1
    assert not [route for route, _, _ in counted if route.startswith("concerns")]
    for sample in read:
        base = next((name for name in LABELS if sample.name.startswith(name)), "")
        assert sample.labels.keys() - {"le"} == LABELS.get(base, set())
        assert all(allowed_values(name)(value) for name, value in sample.labels.items() if name != "le")
    unlabelled = {sample.name for sample in read if not sample.labels}
    assert {"licet_tasks_oldest_seconds", "licet_mail_unsent", "licet_log_unsigned_entries", "licet_disk_free_bytes"} <= unlabelled
    assert {sample.value for sample in read if sample.name == "licet_measure_failed"} == {0.0}


def test_worker_alone_offers_what_waits(store_copy: Store) -> None:
    assert store_copy.licet("run-due").returncode == 0  # signs the first checkpoint
    metrics = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "licet", "worker"]
    worker = subprocess.Popen(command, env=store_copy.environ | {"LICET_METRICS_ADDRESS": metrics}, stderr=subprocess.DEVNULL)
    try:
        read = samples(wait_until(lambda: ask(f"http://{metrics}/metrics")[2]))
    finally:
        worker.terminate()
        worker.wait(20)
    names = {sample.name for sample in read}
    assert {"licet_tasks_oldest_seconds", "licet_round_age_seconds", "licet_checkpoint_age_seconds", "licet_outbox_waiting"} <= names
    assert not [name for name in names if name.startswith("licet_request")]


def test_waiting_work_and_its_age_are_measured(store_copy: Store) -> None:
    queue = "from licet.platform.tasks import deliver; deliver.enqueue()"
    done = store_copy.python("-m", "django", "shell", "-v", "0", "-c", queue, DJANGO_SETTINGS_MODULE="licet.project.settings")
    assert done.returncode == 0, done.stderr
    with measured(store_copy, with_worker=False) as (_, metrics):
        read = {sample.name: sample.value for sample in samples(ask(metrics)[2])}
    assert read["licet_tasks_oldest_seconds"] > 0


def test_what_cannot_be_measured_is_named_and_not_shown_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> list[GaugeMetricFamily]:
        raise OperationalError("permission denied for table")

    monkeypatch.setattr(state_metrics, "MEASURES", {"mail": unreadable, "disk": state_metrics.measure_disk})
    read = {
        (sample.name, *sample.labels.values()): sample.value
        for family in state_metrics.StateCollector().collect()
        for sample in family.samples
    }
    assert read["licet_measure_failed", "mail"] == 1
    assert read["licet_measure_failed", "disk"] == 0
    assert ("licet_mail_unsent",) not in read
    assert read["licet_disk_free_bytes",] > 0


def test_taken_metrics_address_is_refused(any_store: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        for command in (["serve", "--port", str(free_port())], ["worker"]):
            done = any_store.licet(*command, LICET_METRICS_ADDRESS=address)
            assert done.returncode == 1
            assert f"{address} cannot be listened on" in done.stderr
            assert "Traceback" not in done.stderr


def test_metrics_end_with_the_process_that_is_killed(any_store: Store) -> None:
    metrics = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "licet", "serve", "--port", str(free_port())]
    environ = any_store.environ | {"LICET_METRICS_ADDRESS": metrics}
    serving = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: ask(f"http://{metrics}/metrics"))
    children = [int(pid) for pid in Path(f"/proc/{serving.pid}/task/{serving.pid}/children").read_text().split()]
    serving.kill()
    serving.wait(20)

    def free() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", int(metrics.rpartition(":")[2]))) != 0

    try:
        assert wait_until(free)
    finally:
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def test_concerns_surface_refuses_metrics(any_store: Store) -> None:
    done = any_store.licet("serve", LICET_SURFACE="concerns", LICET_METRICS_ADDRESS=f"127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "the concerns surface measures nothing" in done.stderr
