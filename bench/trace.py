"""`bin/bench trace [--json]`: the files and functions that a first signature and a suspension pass through.

A newcomer who follows an act in the code opens these files, in this order. Counted are the functions of `licet` and `licet_verify` that
run inside the service which leads; what Django and other libraries run is left out, and so is what a module does while it is imported.
Nothing is promised: the figures are there to compare two states of the code.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from bench.alone import ROOT, run_alone

SOURCE = f"{ROOT}/src/"
NO_FUNCTIONS = ("<module>", "<lambda>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>")


@dataclass
class Trace:
    """``calls`` are the functions entered, in order, as (file below `src`, qualified name)."""

    calls: list[tuple[str, str]] = field(default_factory=list)

    def list_files(self) -> dict[str, list[str]]:
        """Each file in the order in which it is first entered, with its functions."""
        files: dict[str, dict[str, None]] = {}
        for path, function in self.calls:
            files.setdefault(path, {})[function] = None
        return {path: list(functions) for path, functions in files.items()}

    def count_switches(self) -> int:
        """How often the next function called is in another file than the one before."""
        return sum(before[0] != after[0] for before, after in zip(self.calls, self.calls[1:], strict=False))


def measure_all() -> list[dict[str, Any]]:
    """Trace in a process of its own; returns the results of `--json`."""
    return run_alone(__file__)


def _trace_acts() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="concerns")
    from tests import world as worlds

    from licet.decisions.public import ActKind
    from licet.licences import public as licences
    from licet.platform import clock

    world = worlds.build(Path(os.environ["LICET_HOME"]))
    with clock.at(world.now()):
        act, licence = world.propose(world.ready()), world.granted()
        signature = _trace(lambda: world.sign(act, "officer"))

        def suspend_licence() -> None:
            words = {"legal_basis": "Section 4.", "reasons": "The facts changed."}
            suspension = licences.propose_status_change(
                actor=world["manager"], kind=ActKind.SUSPEND, licences=[licence.reference], now=world.now(), **words
            )
            world.sign(suspension, "officer", "countersigner")

        return [_describe("a first signature", signature), _describe("a suspension, proposed and signed twice", _trace(suspend_licence))]


def _trace(act: Callable[[], object]) -> Trace:
    trace = Trace()
    with _record_calls(trace):
        act()
    return trace


@contextmanager
def _record_calls(trace: Trace) -> Iterator[None]:
    def note_call(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(SOURCE) and code.co_name not in NO_FUNCTIONS:
            trace.calls.append((code.co_filename.removeprefix(SOURCE), code.co_qualname))

    sys.setprofile(note_call)
    try:
        yield
    finally:
        sys.setprofile(None)


def _describe(what: str, trace: Trace) -> dict[str, Any]:
    files = trace.list_files()
    return {
        "name": f"files that {what} passes through",
        "value": len(files),
        "unit": "files",
        "peer": "none",
        "peer_kind": "limit",
        "ratio": None,
        "target": None,
        "met": None,
        "functions": sum(len(functions) for functions in files.values()),
        "switches": trace.count_switches(),
        "files": files,
    }


if __name__ == "__main__":
    print(json.dumps(_trace_acts()))
