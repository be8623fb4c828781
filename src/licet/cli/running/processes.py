"""The web processes and, if asked, one task worker beside them; all end together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

from django.conf import settings
from django.core import checks
from django.db import connections
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from licet.cli.running import due
from licet.cli.store.home import demonstration
from licet.kernel.errors import Refused
from licet.platform import tasks
from licet.platform.home import remember_address, served_address

SECONDS_TO_END = 10
PR_SET_PDEATHSIG = 1
"""From linux/prctl.h."""
EXPORTER = "licet.project.observability.exporter"
"""Loaded by name: it belongs to the wiring, which stands above the command line."""


def refuse_unfit() -> None:
    """Raise Refused with every reason why this installation must not run as it is set up."""
    found = checks.run_checks(include_deployment_checks=settings.IN_PRODUCTION, databases=list(connections))
    errors = [error for error in found if error.level >= checks.ERROR]
    if errors:
        reasons = " ".join(f"{error.msg} {error.hint or ''}".strip() for error in errors)
        raise Refused(f"This installation must not serve: {reasons}", bars=[str(error.id) for error in errors])


class Web(BaseApplication):  # type: ignore[misc]
    """What serves pages: gunicorn, which starts web processes with threads, and starts another for one that died."""

    def __init__(self, bind: str, threads: int, workers: int) -> None:
        self.options = {"bind": bind, "workers": workers, "worker_class": "gthread", "threads": threads, "loglevel": "warning"}
        self.options |= {"graceful_timeout": 5, "logger_class": "licet.project.lines.QuietLogger"}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        return import_string(settings.WSGI_APPLICATION)


def count_web_workers() -> int:
    """How many web processes LICET_WEB_WORKERS asks for. Raises Refused where that is no number, or too many for SQLite."""
    setting = settings.LICET_WEB_WORKERS
    if not (setting.isascii() and setting.isdigit() and int(setting) >= 1):
        raise Refused(f"LICET_WEB_WORKERS is {setting!r}: it must be a whole number, 1 or more.")
    served = ["default", *(["concerns"] if settings.LICET_SURFACE in {"all", "concerns"} else [])]
    if int(setting) > 1 and any(connections[alias].vendor == "sqlite" for alias in served):
        raise Refused(
            f"LICET_WEB_WORKERS is {setting}, but SQLite has one writer: set it to 1, or name PostgreSQL databases "
            "in LICET_DATABASE_URL and LICET_CONCERNS_DATABASE_URL."
        )
    return int(setting)


def work_alone(*, batch: bool) -> None:
    """What `licet worker` does: `work`, and the metrics of what waits where an address is named for them."""
    if settings.LICET_METRICS_ADDRESS and not batch:
        import_module(EXPORTER).start_in_background()
    work(batch=batch)


def work(*, batch: bool) -> None:
    """Take tasks, and do each minute what is due, until told to stop; with `batch`, only until no task waits."""
    if not batch:
        due.keep_time()
    tasks.run_worker(until_empty=batch)


def serve(*, bind: str, threads: int, with_worker: bool) -> None:
    """Serve until Ctrl-C or SIGTERM. When one process ends, the others are ended, and so is this one."""
    workers = count_web_workers()
    _require_free(bind)
    with ExitStack() as while_serving:
        acts = [Web(bind, threads, workers).run, *([partial(work, batch=False)] if with_worker else [])]
        if settings.LICET_METRICS_ADDRESS:
            exporter = import_module(EXPORTER)
            while_serving.enter_context(exporter.shared_between_processes())
            acts.append(exporter.export_until_stopped)
        _serve(bind, acts)


def _serve(bind: str, acts: Sequence[Callable[[], None]]) -> None:
    processes = [started(act) for act in acts]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        announce(processes[0])
        wait([process.sentinel for process in processes])
    except KeyboardInterrupt:
        return
    finally:
        end(processes)
    raise Refused("A process ended by itself; its message is above.")


def started(act: Callable[[], None]) -> BaseProcess:
    """A process that goes on from here: what this one has loaded need not be loaded again. Ctrl-C reaches this one only."""
    connections.close_all()  # no two processes may use one connection; the web processes are forked from one that has none
    process = get_context("fork").Process(target=_apart, args=(act,))
    process.start()
    return process


def _apart(act: Callable[[], None]) -> None:
    os.setsid()
    _end_with_parent()
    act()


def _end_with_parent() -> None:
    """Have Linux send this process a SIGTERM when `licet serve` is gone without having ended it, as after `kill -9`.

    Nobody else would end it, and the port would stay taken. A thread that waits for the parent would be simpler to read,
    but gunicorn forks from this process, and a process with threads must not. Other systems have no such signal.
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    parent = parent_process()
    if parent and os.getppid() != parent.pid:  # it was gone before the system knew what to do
        sys.exit("licet serve was ended while this process started.")


def _require_free(bind: str) -> None:
    host, _, port = bind.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise Refused(f"{bind} cannot be listened on ({error.strerror}). Name another: --port {int(port) + 1}") from error


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def end(processes: Sequence[BaseProcess]) -> None:
    """Ask each to end; insist after ten seconds."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(SECONDS_TO_END)
        if process.is_alive():
            process.kill()
            process.join()


def announce(serving: BaseProcess) -> None:
    """Wait until pages are served, then say where and, in a demonstration, who can sign in and what to try."""
    address = served_address()
    while serving.is_alive() and not _answers(address):
        time.sleep(0.1)
    if serving.is_alive():
        if not os.environ.get("LICET_BASE_URL"):  # a process that is told its address writes nothing into LICET_HOME
            remember_address(address)
        sys.stdout.write(f"\nLicet is served at {address}   (Ctrl-C ends it)\n\n{_tour(address)}")
        sys.stdout.flush()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True  # it answers, if only with an error that its log explains
    except OSError:
        return False


def _tour(address: str) -> str:
    demo = None if os.environ.get("LICET_QUIET") or not settings.LICET_IS_DEMO else demonstration()
    return str(demo.tour(address)) if demo else ""
