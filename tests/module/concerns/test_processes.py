"""Processes that file at the same moment, and one that is killed: whoever was shown a code finds their concern (joints 24)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.stores import ROOT, Store

from licet.concerns import public as concerns
from licet.concerns.models import Concern, Point, Step, Wrap

FILE = """
import sys, django
django.setup()
from datetime import date
from licet.concerns import public as concerns
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    points = [f"{sys.argv[2]} {number} a", f"{sys.argv[2]} {number} b"]
    files = [concerns.Attached("a.txt", "text/plain", [b"x" * 1000])]
    filed = concerns.file_concern(
        topics=["destination:QM"], points=points, naming=concerns.Naming.NOBODY, attachments=files, today=date(2031, 5, 5)
    )
    print(filed.receipt.written(), flush=True)
"""


@pytest.fixture
def senders(committed_store: Store) -> Iterator[list[subprocess.Popen[str]]]:
    environ = committed_store.environ | {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    found = [
        subprocess.Popen(
            [sys.executable, "-c", FILE, "12", f"sender {place}"],
            env=environ,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for place in range(4)
    ]
    for each in found:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    yield found
    for each in found:
        each.kill()
        each.wait()
        for pipe in (each.stdin, each.stdout):
            assert pipe is not None
            pipe.close()


def start(senders: list[subprocess.Popen[str]]) -> None:
    for each in senders:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()


def read_back(senders: list[subprocess.Popen[str]]) -> list[str]:
    """Every code that was shown; each opens the concern that was sent under it."""
    codes = []
    for place, each in enumerate(senders):
        assert each.stdout is not None
        shown = [line.strip() for line in each.stdout if len(line) == 36]
        for number, code in enumerate(shown):
            seen = concerns.come_back(code)
            assert [point.text for point in seen.points] == [f"sender {place} {number} a", f"sender {place} {number} b"]
            assert b"".join(concerns.attachment_of_raiser(code, 1)) == b"x" * 1000
        codes += shown
    return codes


def test_nothing_is_lost_among_many(senders: list[subprocess.Popen[str]]) -> None:
    start(senders)
    codes = read_back(senders)
    assert len(set(codes)) == 48 == Concern.objects.count()


def test_killed_in_the_middle_what_was_acknowledged_is_there_and_nothing_is_half(senders: list[subprocess.Popen[str]]) -> None:
    start(senders)
    assert senders[0].stdout is not None
    first = senders[0].stdout.readline().strip()
    for each in senders:
        each.kill()
        each.wait()
    assert concerns.come_back(first).points[0].text == "sender 0 0 a"
    kept = Concern.objects.count()
    assert kept >= 1 + sum(_opened(each) for each in senders)
    assert (Point.objects.count(), Step.objects.count(), Wrap.objects.count()) == (2 * kept, kept, 6 * kept), "all of a filing, or none"


def _opened(sender: subprocess.Popen[str]) -> int:
    """How many of the codes that a sender was shown open."""
    assert sender.stdout is not None
    codes = [line.strip() for line in sender.stdout if len(line) == 36]
    return sum(bool(concerns.come_back(code)) for code in codes)
