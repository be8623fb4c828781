"""`licet serve`, `worker`, `run-due`: what runs."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.errors import Refused


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    threads: Annotated[int, typer.Option(help="Requests answered at once.")] = 8,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Run the task worker, too.")] = False,
) -> None:
    """Serve the surfaces that LICET_SURFACE names. A production start refuses weak keys and adapters that pretend."""
    from licet.cli.main import django_ready
    from licet.cli.running.address import address_of, bind_of, read_host
    from licet.platform.home import SERVED_ADDRESS

    host = read_host(host)
    os.environ[SERVED_ADDRESS] = address_of(host, port)
    django_ready()
    from licet.cli.running import processes

    processes.refuse_unfit()
    processes.serve(bind=bind_of(host, port), threads=threads, with_worker=with_worker)


def worker(batch: Annotated[bool, typer.Option("--batch", help="Do what waits, then stop.")] = False) -> None:
    """Do the work that waits in the task queue: letters, PDFs, customs files, the register."""
    from licet.cli.running import processes

    processes.refuse_unfit()
    processes.work_alone(batch=batch)


def run_due(as_json: AsJson = False) -> None:
    """Do what is due by the clock: expiries, mail, checkpoints of the log. Safe to repeat; a worker does it each minute.

    A part that fails does not stop the others; it is named, and the exit code is 1.
    """
    from licet.cli.running import due

    report = due.do_round()
    if as_json:
        print_json(report.done)
    else:
        print_table(("due", "done"), report.done.items())
    if report.failures:
        reasons = [f"{name}: {reason}" for name, reason in report.failures.items()]
        raise Refused(f"Not everything that is due was done. {' '.join(reasons)}", bars=reasons)


COMMANDS = (serve, worker, run_due)
