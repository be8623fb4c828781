"""Where Prometheus fetches the metrics: an address of its own that serves nothing else, apart from every page.

The processes that answer requests add to files in one folder; the exporter sums them. It is a process of its own beside
`licet serve`, and a thread beside `licet worker`.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings

from licet.kernel.errors import Refused

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library reads this variable when it is first imported, so it must be set before."""


def parse_address(address: str) -> tuple[str, int]:
    """Host and port of `LICET_METRICS_ADDRESS`. Raises Refused with what an address looks like."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused(f"LICET_METRICS_ADDRESS is {address!r}: write an address and a port, such as 127.0.0.1:9101.")
    return host.strip("[]"), int(port)


@contextmanager
def shared_between_processes() -> Iterator[None]:
    """Processes that start inside add their figures up, in a folder that goes when the block ends."""
    _require_free()
    folder = tempfile.mkdtemp(prefix="licet-metrics-")
    os.environ[FOLDER] = folder
    try:
        yield
    finally:
        del os.environ[FOLDER]
        shutil.rmtree(folder, ignore_errors=True)


def export_until_stopped() -> None:
    """Answer Prometheus in this process until it is told to stop, or until the process beside which it runs is gone."""
    beside, server = os.getppid(), start_in_background()
    while os.getppid() == beside:
        server.join(1)


def start_in_background() -> Thread:
    """Answer Prometheus in a thread for as long as this process lives."""
    from prometheus_client import start_http_server

    host, port = parse_address(settings.LICET_METRICS_ADDRESS)
    try:
        _, thread = start_http_server(port, addr=host, registry=_make_registry())
    except OSError as error:
        raise _refuse_address(error) from error
    return thread


def _make_registry() -> CollectorRegistry:
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    from licet.project.observability.state_metrics import StateCollector

    registry = CollectorRegistry()
    registry.register(StateCollector())
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _require_free() -> None:
    host, port = parse_address(settings.LICET_METRICS_ADDRESS)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _refuse_address(error) from error


def _refuse_address(error: OSError) -> Refused:
    return Refused(f"LICET_METRICS_ADDRESS: {settings.LICET_METRICS_ADDRESS} cannot be listened on ({error.strerror}). Name another.")
