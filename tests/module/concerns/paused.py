"""A process of the procedure that stops in the middle of something, says so, and goes on when told, or is killed there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.stores import ROOT, Store

BEGIN = """
import sys, django
django.setup()
from datetime import UTC, date, datetime
from licet.concerns import public as concerns
from licet.concerns.services import attaching, carrying, filing, writing
DAY = date(2031, 5, 5)

def pause():
    print("in the middle", flush=True)
    sys.stdin.readline()

def pause_once(module, name, *, after=True):
    act = getattr(module, name)
    def paused(*given, **named):
        setattr(module, name, act)
        if not after:
            pause()
        done = act(*given, **named)
        if after:
            pause()
        return done
    setattr(module, name, paused)

def file():
    files = [concerns.Attached("a.txt", "text/plain", [b"x" * 1000])]
    topics, points = ["destination:QM"], ["One.", "Two."]
    return concerns.file_concern(topics=topics, points=points, naming=concerns.Naming.NOBODY, attachments=files, today=DAY)
"""


@contextmanager
def paused(store: Store, what: str) -> Iterator[subprocess.Popen[str]]:
    """The process, in the middle of ``what``. It is killed at the end if it still runs."""
    environ = store.environ | {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN + what], env=environ, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == "in the middle\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def go_on(process: subprocess.Popen[str]) -> str:
    """Let it finish; what it printed then."""
    said, _ = process.communicate("go on\n", timeout=60)
    assert process.returncode == 0
    return said.strip()
