"""Stores for tests that serve pages or race processes: built once for an engine, copied per test.

The append-only triggers refuse the truncation by which Django empties tables, so such a test gets its own copy."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ENGINE = os.environ.get("LICET_TEST_ENGINE", "sqlite")
ROOT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-m", "licet")
FILLED_BY = (
    {surface: f"tests/journey/web_{surface}/store.py" for surface in ("desk", "portal", "concerns")}
    | {part: f"tests/journey/web_desk/{part}_store.py" for part in ("assessor", "gate", "matches", "review")}
    | {"killed": "tests/module/reviews/killed_store.py"}
)
"""Kinds of store that a script fills, starting from an empty one; what it prints is kept as the store's `told`."""


@dataclass(frozen=True)
class Store:
    """One LICET_HOME with its database. `kind` is "empty" (migrated), "demo" (the demonstration authority) or of FILLED_BY.

    `cluster` is the folder of the PostgreSQL it lives in, where that is not the one of the whole run.
    """

    home: Path
    database: str
    kind: str
    cluster: str = ""

    @property
    def concerns_database(self) -> str:
        """The name of its second database on PostgreSQL."""
        return f"{self.database}_concerns"

    @property
    def concerns_key(self) -> str:
        """The key that `licet init` wrote for its concerns procedure."""
        lines = dict(line.partition("=")[::2] for line in (self.home / ".env").read_text().splitlines())
        return lines["LICET_CONCERNS_KEY"]

    @property
    def environ(self) -> dict[str, str]:
        """The environment in which a process works on this store and on nothing else."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LICET_", "DJANGO_", "COV"))}
        source = str(ROOT / "src")
        databases = (self.database, self.concerns_database)
        url, apart = (_url(database, self.cluster) if ENGINE == "postgresql" else "" for database in databases)
        kind = "test" if self.kind == "empty" else "demo"
        ours = {"LICET_HOME": str(self.home), "LICET_DATABASE_URL": url, "LICET_ENV": kind, "LICET_QUIET": "yes"}
        ours |= {"LICET_CONCERNS_DATABASE_URL": apart}
        return clean | ours | {"PYTHONPATH": source, "PYTHONWARNINGS": "default"}

    @property
    def told(self) -> str:
        """What the script that filled the store printed last."""
        return (self.home / "built").read_text().splitlines()[-1]

    def licet(self, *arguments: str, timeout: float = 300, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run `licet …` on this store; the caller looks at the exit code."""
        return self.python("-m", "licet", *arguments, timeout=timeout, **environ)

    def python(self, *arguments: str, timeout: float = 300, **environ: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=self.environ | environ, capture_output=True, text=True, timeout=timeout)

    def processes(self) -> list[int]:
        """Every process that works on this store, by its environment."""
        mark = f"LICET_HOME={self.home}\0".encode()
        return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and mark in _read(folder / "environ")]

    @contextmanager
    def served(
        self, *, with_worker: bool = False, host: str = "127.0.0.1", program: tuple[str, ...] = PROGRAM, **environ: str
    ) -> Iterator[str]:
        """Serve this store with `program serve`; yields the address, such as http://127.0.0.1:41234."""
        shown_host = "[::1]" if ":" in host else "127.0.0.1"
        address = f"http://{shown_host}:{free_port()}"
        options = ["--host", host, "--port", address.rpartition(":")[2], *(["--with-worker"] if with_worker else [])]
        command = [*program, "serve", *options]
        settings = self.environ | {"LICET_BASE_URL": address} | environ
        settings = {name: value for name, value in settings.items() if value}  # an empty one is not set at all
        with (self.home / "served.log").open("w+") as log:
            server = subprocess.Popen(command, cwd=self.home, env=settings, stdout=log, stderr=log)
            try:
                _wait_for(server, self.home / "served.log")
                yield address
            finally:
                server.terminate()
                server.wait(20)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # it ended meanwhile, or is somebody else's


def _url(database: str, cluster: str) -> str:
    return f"postgresql://postgres@/{database}?host={cluster or os.environ['LICET_TEST_CLUSTER']}"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server has said where it serves: pages answer by then, and the log holds all that a start writes."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        if "(Ctrl-C ends it)" in log.read_text():
            return
        time.sleep(0.05)  # the server's start is not ours to hasten
    raise RuntimeError(f"the server did not start: {log.read_text()}")


def original(kind: str) -> Store:
    """The store of this kind that all copies of a run come from; the first process to ask builds it."""
    folder = Path(os.environ["LICET_TEST_HOME"]) / "stores" / kind
    folder.parent.mkdir(parents=True, exist_ok=True)
    store = Store(folder, f"licet_store_{kind}", kind)
    with (folder.parent / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            _build(store)
    return store


def _build(store: Store) -> None:
    shutil.rmtree(store.home, ignore_errors=True)
    if ENGINE == "postgresql":
        create(store, template=original("empty") if store.kind in FILLED_BY else None)
    if store.kind in FILLED_BY:
        shutil.copytree(original("empty").home, store.home)
        settings = {"DJANGO_SETTINGS_MODULE": "licet.project.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        done = store.python(str(ROOT / FILLED_BY[store.kind]), **settings)
    else:
        done = store.licet("init", *(["--demo"] if store.kind == "demo" else []))
    if done.returncode:
        raise RuntimeError(f"the {store.kind} store was not built: {done.stderr}")
    (store.home / "built").write_text(done.stdout)


@contextmanager
def copy_of(kind: str) -> Iterator[Store]:
    """A copy of the original for one test; gone afterwards."""
    source = original(kind)
    name = uuid.uuid4().hex[:12]
    copy = Store(source.home.parent / name, f"licet_copy_{name}", kind)
    shutil.copytree(source.home, copy.home)
    if ENGINE == "postgresql":
        create(copy, template=source)
    try:
        yield copy
    finally:
        if ENGINE == "postgresql":
            administer(*(f'DROP DATABASE "{name}" WITH (FORCE)' for name in (copy.database, copy.concerns_database)))
        shutil.rmtree(copy.home, ignore_errors=True)


def create(store: Store, *, template: Store | None = None) -> None:
    """Both PostgreSQL databases of a store anew, empty or as copies of another's."""
    pairs = ((store.database, template and template.database), (store.concerns_database, template and template.concerns_database))
    for name, source in pairs:
        copied = f' TEMPLATE "{source}"' if source else ""
        administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"{copied}')


def administer(*statements: str) -> None:
    place = f"host={os.environ['LICET_TEST_CLUSTER']} user=postgres dbname=postgres"
    with psycopg.connect(place, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
