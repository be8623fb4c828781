"""One web process and, if asked, one task worker beside it; both end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from django.conf import settings
from django.core import checks
from django.db import connections

from licet.cli.running import due
from licet.cli.store.home import demonstration
from licet.kernel.errors import Refused
from licet.platform import tasks


def refuse_unfit() -> None:
    """Raise Refused with every reason why this installation must not run as it is set up."""
    found = checks.run_checks(include_deployment_checks=settings.IN_PRODUCTION, databases=list(connections))
    errors = [error for error in found if error.level >= checks.ERROR]
    if errors:
        reasons = " ".join(f"{error.msg} {error.hint or ''}".strip() for error in errors)
        raise Refused(f"This installation must not serve: {reasons}", bars=[str(error.id) for error in errors])


def web_command(bind: str, threads: int) -> list[str]:
    """The line that serves pages: one process, because SQLite has one writer, with threads."""
    options = ["--bind", bind, "--workers", "1", "--worker-class", "gthread", "--threads", str(threads)]
    quiet = ["--log-level", "warning", "--graceful-timeout", "5", "--logger-class", "licet.project.lines.QuietLogger"]
    return [sys.executable, "-m", "gunicorn", *options, *quiet, "licet.project.wsgi:application"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "licet", "worker"]


def work(*, batch: bool) -> None:
    """Take tasks, and do each minute what is due, until told to stop; with `batch`, only until no task waits."""
    if not batch:
        due.keep_time()
    tasks.run_worker(until_empty=batch)


def serve(*, bind: str, threads: int, with_worker: bool) -> None:
    """Serve until Ctrl-C or SIGTERM. When one process ends, the other is ended, and so is this one."""
    _require_free(bind)
    commands = [web_command(bind, threads)] + ([worker_command()] if with_worker else [])
    processes = [subprocess.Popen(command, start_new_session=True) for command in commands]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        announce(bind, processes[0])
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        return
    finally:
        end(processes)
    raise Refused("A process ended by itself; its message is above.")


def _require_free(bind: str) -> None:
    host, _, port = bind.rpartition(":")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Refused(f"{bind} cannot be listened on ({error.strerror}). Name another: --port {int(port) + 1}") from error


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to end; insist after ten seconds."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def announce(bind: str, web: subprocess.Popen[bytes]) -> None:
    """Wait until pages are served, then say where and, in a demonstration, who can sign in and what to try."""
    address = f"http://{bind}"
    while web.poll() is None and not _answers(address):
        time.sleep(0.1)
    if web.poll() is None:
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
