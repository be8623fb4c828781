"""The served product when a process is killed or nothing more can be written: an error is no acknowledgement, and it goes on."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.exporting import Exporter, NotAcknowledged, list_stored, make_exporter
from tests.stores import Store

PATIENCE = 60  # seconds after which something is said never to happen


def test_a_full_disk_is_an_error_and_not_an_acknowledgement(any_store: Store) -> None:
    exporter = make_exporter(any_store)
    with any_store.served(with_worker=True) as address:
        exporter.apply(address)
        with nothing_can_be_written(any_store):
            for _ in range(3):
                with pytest.raises(NotAcknowledged) as refused:
                    exporter.apply(address)
                assert refused.value.status == 500
        exporter.apply(address)  # at the first attempt, as soon as there is room
    require_exactly_stored(any_store, exporter, applications=2)


def test_a_web_process_that_is_killed_is_replaced(any_store: Store) -> None:
    exporter = make_exporter(any_store)
    with any_store.served() as address:
        exporter.apply(address)
        web = next(pid for pid in any_store.processes() if not Path(f"/proc/{pid}/task/{pid}/children").read_text())
        os.kill(web, signal.SIGKILL)
        apply_when_it_answers(exporter, address)
        assert web not in any_store.processes()
    require_exactly_stored(any_store, exporter, applications=2)


@pytest.mark.parametrize("with_worker", [False, True])
def test_the_port_is_free_again_when_serve_alone_is_killed(any_store: Store, with_worker: bool) -> None:
    with any_store.served(with_worker=with_worker) as address:
        processes = any_store.processes()
        parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) for pid in processes}
        [serve] = [pid for pid, parent in parents.items() if parent not in processes]
        assert len(processes) > 1
        os.kill(serve, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while set(any_store.processes()) - {serve}:
            assert time.monotonic() < end, "processes go on without the one that started them"
            time.sleep(0.05)
        with pytest.raises(NotAcknowledged):
            make_exporter(any_store).apply(address)


@contextmanager
def nothing_can_be_written(store: Store) -> Iterator[None]:
    """No process of the store may let a file grow: to the product this is a full disk, also for its log."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in store.processes()}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            if Path(f"/proc/{pid}").exists():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def apply_when_it_answers(exporter: Exporter, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            exporter.apply(address)
        except NotAcknowledged:
            assert time.monotonic() < end, "no application is taken any more"
            time.sleep(0.05)
        else:
            return


def require_exactly_stored(store: Store, exporter: Exporter, *, applications: int) -> None:
    """What was acknowledged is stored, and nothing that was not: none of these errors came after a commit."""
    stored = list_stored(store)
    assert sorted(stored["cases"]) == sorted(exporter.cases)
    assert len(exporter.cases) == stored["versions"] == stored["opened"] == applications
    assert set(exporter.drafts) <= set(stored["applications"])
    assert store.licet("log", "verify").returncode == 0
