"""`bin/bench survival`: what breaks while exporters apply, and whether everything that was acknowledged is stored.

Four programs begin, save and send applications at the API of the served product, one after the other, for as long as the measurement
lasts. Meanwhile a web process, the worker and then every process of the product are killed with SIGKILL, PostgreSQL is
restarted as if it had crashed, and the disk that holds the database is filled up. A supervisor starts again what ended, as
systemd would. Afterwards what the programs remember is compared with what is stored.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("sqlite", "postgresql")
PROGRAMS = 4
BETWEEN = 12  # applications acknowledged between two faults
PATIENCE = 180.0  # seconds
WITHIN = 10.0  # seconds after which the product must take applications again
WORKER_KILLED, ALL_KILLED = "kill -9 of the worker", "kill -9 of every process"
MAY_MOUNT = os.geteuid() == 0
DISK = {"sqlite": "64m", "postgresql": "600m"}


def measure_all() -> list[dict[str, Any]]:
    """Measure on both engines, each in a process of its own; returns the results of `--json`."""
    results: list[dict[str, Any]] = []
    for engine in ENGINES:
        environment = os.environ | {"LICET_TEST_ENGINE": engine, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
        done = subprocess.run([sys.executable, __file__], env=environment, cwd=ROOT, stdout=subprocess.PIPE, timeout=1800, check=True)
        results += json.loads(done.stdout)
    return results


# --- what the product runs on -----------------------------------------------------------------------------------------
@contextmanager
def _mount_small_disk(engine: str) -> Iterator[Path]:
    """A file system of its own that can be filled up; a plain folder where nobody may mount one."""
    with tempfile.TemporaryDirectory(prefix="ls-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        if not MAY_MOUNT:
            yield Path(folder)
            return
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK[engine]},mode=755", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _build_store(disk: Path, engine: str, stack: ExitStack) -> Any:
    """An empty store on the disk; on PostgreSQL with a server that loses nothing it committed."""
    import psycopg
    from tests import cluster
    from tests.stores import Store

    store = Store(disk / "home", "licet_survival", "empty")
    if engine == "postgresql":
        stack.callback(cluster.stop, disk / "pg")
        cluster.start(disk / "pg", durable=True)
        store = replace(store, cluster=str(disk / "pg"))
        with psycopg.connect(f"host={store.cluster} user=postgres dbname=postgres", autocommit=True) as connection:
            for name in (store.database, store.concerns_database):
                connection.execute(f'CREATE DATABASE "{name}"')
    done = store.licet("init")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return store


@dataclass
class Supervisor:
    """Starts the product, and starts again what ended, as systemd does with its units."""

    commands: list[list[str]]
    environment: dict[str, str]
    log: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def start(self) -> None:
        self.running = [self._start_process(command) for command in self.commands]
        self.watch = Thread(target=self._restart_ended)
        self.watch.start()

    def stop(self) -> None:
        self.stopped.set()
        self.watch.join()
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(30)

    def _start_process(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("a") as log:
            return subprocess.Popen([sys.executable, "-m", "licet", *command], env=self.environment, stdout=log, stderr=log)

    def _restart_ended(self) -> None:
        while not self.stopped.wait(0.2):
            for place, process in enumerate(self.running):
                if process.poll() is not None and not self.stopped.is_set():
                    self.running[place] = self._start_process(self.commands[place])


def _list_children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def _find_web_process(supervisor: Supervisor) -> int:
    """One of the processes that answer requests: gunicorn's own child."""
    return next(web for arbiter in _list_children(supervisor.running[0].pid) for web in _list_children(arbiter))


def _find_worker(supervisor: Supervisor) -> int:
    """The worker: a unit of its own, or the child of `serve` that has no children."""
    if len(supervisor.running) > 1:
        return supervisor.running[1].pid
    return next(child for child in _list_children(supervisor.running[0].pid) if not _list_children(child))


def _kill_processes(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _kill_everything(supervisor: Supervisor) -> None:
    """As the kernel does to a whole unit that has no memory left."""
    pids = [process.pid for process in supervisor.running]
    for pid in pids:
        pids += _list_children(pid)
    _kill_processes(*pids)


# --- the load ---------------------------------------------------------------------------------------------------------
@dataclass
class Load:
    """Programs that apply all the time, and what came of it."""

    exporters: list[Any]
    address: str
    stopped: Event = field(default_factory=Event)
    acknowledged: list[float] = field(default_factory=list)  # when each acknowledged application was begun
    errors: list[int] = field(default_factory=list)  # the status of each attempt that was not acknowledged

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [Thread(target=self._apply_repeatedly, args=(exporter,)) for exporter in self.exporters]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopped.set()
            for thread in threads:
                thread.join()

    def _apply_repeatedly(self, exporter: Any) -> None:
        from tests.exporting import NotAcknowledged

        while not self.stopped.is_set():
            began = monotonic()
            try:
                exporter.apply(self.address)
            except NotAcknowledged as error:
                self.errors.append(error.status)
                sleep(0.05)
            else:
                self.acknowledged.append(began)

    def wait_for_more(self) -> None:
        until = len(self.acknowledged) + BETWEEN
        _wait_until(lambda: len(self.acknowledged) >= until, "applications are not taken")

    def measure_seconds_until_taken(self) -> float:
        """How long it takes until an application that is begun from now on is acknowledged."""
        now = monotonic()
        _wait_until(lambda: any(began > now for began in self.acknowledged[-PROGRAMS * 2 :]), "no application is taken any more")
        return monotonic() - now


def _wait_until(ready: Callable[[], bool], failure: str) -> None:
    end = monotonic() + PATIENCE
    while not ready():
        if monotonic() > end:
            raise RuntimeError(failure)
        sleep(0.02)


# --- the faults -------------------------------------------------------------------------------------------------------
def _fill_disk(disk: Path, load: Load, engine: str) -> float:
    """Leave no room, wait until every program got an error for it, make room; seconds until applications are taken again."""
    from tests import cluster

    filler = disk / "filler"
    seen = len(load.errors)
    with filler.open("wb", buffering=0) as file:
        _write_until_full(file)
        _wait_until(lambda: _write_until_full(file) and len(load.errors) >= seen + 3 * PROGRAMS, "a full disk is not noticed")
    filler.unlink()
    if engine == "postgresql":
        cluster.restart_at_once(disk / "pg")  # it stops when it cannot write its own log; its supervisor starts it again
    return load.measure_seconds_until_taken()


def _write_until_full(file: Any) -> bool:
    for size in (2**20, 4096):
        try:
            while True:
                file.write(bytes(size))
        except OSError:
            continue
    return True


def _cause_faults(load: Load, supervisor: Supervisor, disk: Path, engine: str) -> dict[str, float]:
    """Every fault, each after some applications were taken; how long it was until they were taken again."""
    from tests import cluster

    faults: dict[str, Callable[[], object]] = {
        "kill -9 of a web process": lambda: _kill_processes(_find_web_process(supervisor)),
        WORKER_KILLED: lambda: _kill_processes(_find_worker(supervisor)),
        ALL_KILLED: lambda: _kill_everything(supervisor),
    }
    if engine == "postgresql":
        faults["restart of PostgreSQL, at once"] = lambda: cluster.restart_at_once(disk / "pg")
    seconds = {}
    for name, fault in faults.items():
        load.wait_for_more()
        fault()
        seconds[name] = load.measure_seconds_until_taken()
        print(f"{engine}: {name}: {seconds[name]:.1f} s", file=sys.stderr)
    load.wait_for_more()
    if MAY_MOUNT:
        seconds["a full disk, once there is room"] = _fill_disk(disk, load, engine)
        load.wait_for_more()
    else:
        print(f"{engine}: the full disk is left out: only root may mount a small one", file=sys.stderr)
    return seconds


def _measure_engine(engine: str) -> list[dict[str, Any]]:
    from tests.exporting import list_stored, make_exporter
    from tests.stores import free_port

    with ExitStack() as stack:
        disk = stack.enter_context(_mount_small_disk(engine))
        store = _build_store(disk, engine, stack)
        first = make_exporter(store)
        port = str(free_port())
        serve, apart = ["serve", "--port", port], engine == "postgresql"
        commands = [serve, ["worker"]] if apart else [[*serve, "--with-worker"]]
        settings = {"LICET_BASE_URL": f"http://127.0.0.1:{port}", "LICET_WEB_WORKERS": "2" if apart else "1"}
        supervisor = Supervisor(commands, store.environ | settings, Path(tempfile.gettempdir()) / f"licet-survival-{engine}.log")
        load = Load([replace(first, drafts=[], cases=[]) for _ in range(PROGRAMS)], settings["LICET_BASE_URL"])
        supervisor.start()
        stack.callback(supervisor.stop)
        with load.running():
            seconds = _cause_faults(load, supervisor, disk, engine)
        supervisor.stop()
        followed_up = store.licet("worker", "--batch")
        return _make_results(engine, load, seconds, list_stored(store), [followed_up, store.licet("log", "verify")])


def _make_results(engine: str, load: Load, seconds: dict[str, float], stored: dict[str, Any], checks: list[Any]) -> list[dict[str, Any]]:
    drafts = {draft for exporter in load.exporters for draft in exporter.drafts}
    cases = {case for exporter in load.exporters for case in exporter.cases}
    lost = len(drafts - set(stored["applications"])) + len(cases - set(stored["cases"]))
    whole = {len(stored["cases"]), stored["versions"], stored["cases_with_their_version"], stored["opened"]}
    acknowledged = f"{len(drafts)} drafts and {len(cases)} applications acknowledged, {len(stored['cases'])} applications stored"
    errors = f"{sum(status >= 500 for status in load.errors)} error pages, {load.errors.count(0)} attempts without an answer"
    failed = [check.stderr for check in checks if check.returncode]
    print(*failed, sep="\n", file=sys.stderr)
    return [
        _make_result(f"{engine}: acknowledged, and not stored", lost, "acts", acknowledged, "0", lost == 0),
        _make_result(f"{engine}: stored by halves", max(whole) - min(whole), "cases", errors, "0", len(whole) == 1),
        _make_result(f"{engine}: log verify and worker --batch that fail", len(failed), "commands", "afterwards", "0", not failed),
        *(_make_recovery_result(engine, name, took) for name, took in seconds.items()),
    ]


def _make_recovery_result(engine: str, name: str, took: float) -> dict[str, Any]:
    """Where the whole product is started again, this is mostly the time of starting it, which has no target."""
    restarted = name == ALL_KILLED or (engine == "sqlite" and name == WORKER_KILLED)
    target, met = ("", None) if restarted else (f"≤ {WITHIN:g} s", took <= WITHIN)
    return _make_result(f"{engine}: {name}", round(took, 1), "s", "until the next application is taken", target, met)


def _make_result(name: str, value: float, unit: str, peer: str, target: str, met: bool | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "peer": peer, "peer_kind": "this run", "ratio": "–", "target": target, "met": met}


if __name__ == "__main__":
    print(json.dumps(_measure_engine(os.environ["LICET_TEST_ENGINE"]), indent=1))
