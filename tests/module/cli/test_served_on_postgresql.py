"""`licet serve --with-worker` as it runs in production, on a PostgreSQL of its own that crashes and ends connections.

Web processes and worker go on, and what was acknowledged before, meanwhile and afterwards is stored.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from tests import cluster
from tests.exporting import Exporter, NotAcknowledged, list_stored, make_exporter
from tests.stores import ENGINE, ROOT, Store, copy_of

pytestmark = pytest.mark.skipif(ENGINE != "postgresql", reason="needs PostgreSQL")
WEB_PROCESSES = 2
PATIENCE = 60  # seconds after which something is said never to happen; `bin/bench survival` measures how long it takes


@dataclass
class Served:
    """A served store, and an exporter whose acknowledged acts it must hold."""

    store: Store
    address: str
    exporter: Exporter

    def apply_when_it_answers(self) -> str:
        """The reference of an application sent as soon as the product takes one again."""

        def applied() -> str:
            try:
                return self.exporter.apply(self.address)
            except NotAcknowledged:
                return ""

        return until(applied, "no application is taken any more")

    def require_follow_up(self, reference: str) -> None:
        """Wait until the worker has done what follows the opening of this case."""
        left = "SELECT count(*) FILTER (WHERE done), count(*) FROM platform_delivery WHERE ref = %s"
        until(lambda: _all_done(self.query(left, reference)), f"the worker does not do what follows {reference}")

    def require_all_stored(self) -> None:
        stored = list_stored(self.store)
        assert set(self.exporter.drafts) <= set(stored["applications"])
        assert set(self.exporter.cases) <= set(stored["cases"])
        assert stored["versions"] == stored["cases_with_their_version"] == len(stored["cases"])
        assert self.store.licet("log", "verify").returncode == 0

    def query(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        with psycopg.connect(f"host={self.store.cluster} user=postgres dbname={self.store.database}", autocommit=True) as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def backends(self) -> set[object]:
        """The server's processes that serve connections of the product."""
        names = [self.store.database, self.store.concerns_database]
        statement = "SELECT pid FROM pg_stat_activity WHERE datname = ANY(%s) AND pid <> pg_backend_pid()"
        return {pid for (pid,) in self.query(statement, names)}

    def terminate_backends(self) -> None:
        self.query("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", list(self.backends()))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of a PostgreSQL that loses nothing it committed."""
    folder = Path(tempfile.mkdtemp(prefix="ls-", dir="/tmp"))  # a socket's path must be short
    try:
        cluster.start(folder, durable=True)
        yield str(folder)
    finally:
        cluster.stop(folder)


@pytest.fixture(scope="module")
def store(server: str) -> Iterator[Store]:
    """A store with one exporter, moved to that server."""
    with copy_of("empty") as copied:
        moved = replace(copied, cluster=server)
        for database in (copied.database, copied.concerns_database):
            _copy_database(database, os.environ["LICET_TEST_CLUSTER"], server)
        yield moved


@pytest.fixture(scope="module")
def served(store: Store) -> Iterator[Served]:
    exporter = make_exporter(store)
    paths = f"{ROOT / 'src'}:{ROOT}"
    brief = {"DJANGO_SETTINGS_MODULE": "tests.module.cli.brief_connections", "PYTHONPATH": paths}
    with store.served(with_worker=True, LICET_WEB_WORKERS=str(WEB_PROCESSES), **brief) as address:
        yield Served(store, address, exporter)


def test_goes_on_after_the_server_restarts(served: Served, server: str) -> None:
    served.apply_when_it_answers()
    cluster.restart_at_once(Path(server))
    served.require_follow_up(served.apply_when_it_answers())
    served.require_all_stored()


def test_goes_on_however_many_connections_are_terminated(served: Served) -> None:
    for _ in range(6):  # a pool that never reconnects was empty after four
        served.apply_when_it_answers()
        served.terminate_backends()
    served.require_follow_up(served.apply_when_it_answers())
    served.require_all_stored()


def test_goes_on_when_the_lifetime_of_its_connections_runs_out(served: Served) -> None:
    served.apply_when_it_answers()
    first = served.backends()
    assert first

    def renewed() -> bool:
        served.exporter.apply(served.address)  # must be acknowledged each time
        return not first & served.backends()

    until(renewed, "connections are kept beyond their lifetime")
    served.require_follow_up(served.exporter.apply(served.address))


def test_goes_on_when_the_server_ends_idle_connections(served: Served) -> None:
    served.query(f'ALTER DATABASE "{served.store.database}" SET idle_session_timeout = 50')
    try:
        served.terminate_backends()
        served.apply_when_it_answers()
        for _ in range(3):
            until(lambda: not served.backends(), "the server keeps idle connections")
            served.exporter.apply(served.address)  # must be acknowledged at the first attempt
    finally:
        served.query(f'ALTER DATABASE "{served.store.database}" RESET idle_session_timeout')
        served.terminate_backends()


def test_no_connection_is_shared_by_two_processes(served: Served) -> None:
    served.apply_when_it_answers()
    processes = served.store.processes()
    assert len(processes) >= WEB_PROCESSES + 3, "serve, gunicorn's arbiter, web processes, worker"
    sockets = [connected_sockets(pid) for pid in processes]
    assert any(sockets)
    shared = {one for place, held in enumerate(sockets) for other in sockets[:place] for one in held & other}
    assert shared == set()


def until[T](ask: Callable[[], T], failure: str) -> T:
    """The first answer that is true; fails where there is none for a long time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError(failure)


def connected_sockets(pid: int) -> set[str]:
    """The inodes of a process's UNIX sockets that are connected: those of database connections."""
    table = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    connected = {fields[6] for fields in table if fields[5] == "03"}
    links = []
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(os.readlink(descriptor))
        except FileNotFoundError:
            continue  # closed meanwhile
    return {link[8:-1] for link in links if link.startswith("socket:[") and link[8:-1] in connected}


def _all_done(counts: list[tuple[object, ...]]) -> bool:
    ((done, known),) = counts
    return bool(known) and done == known


def _copy_database(name: str, source: str, target: str) -> None:
    dump = [cluster.programs() / "pg_dump", "-h", source, "-U", "postgres", "-Fc", name]
    # This server has none of the roles that the rights in the dump are granted to.
    restore = [cluster.programs() / "pg_restore", "--no-privileges", "-h", target, "-U", "postgres", "-d", name]
    dumped = subprocess.run(dump, stdout=subprocess.PIPE, check=True)
    with psycopg.connect(f"host={target} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    subprocess.run(restore, input=dumped.stdout, check=True)
