"""Processes that file at the same moment, and one that is killed: whoever was shown a code finds their concern."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
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
        topics=["destination:QM"],
        points=points,
        naming=concerns.Naming.NOBODY,
        attachments=files,
        form_token=sys.argv[3],
        today=date(2031, 5, 5),
    )
    print(filed.receipt.written(), flush=True)
"""


@pytest.fixture
def senders(committed_store: Store) -> Iterator[list[subprocess.Popen[str]]]:
    yield from _ready(committed_store, [f"sender {place}" for place in range(4)])


@pytest.fixture
def senders_of_one_form(committed_store: Store) -> Iterator[list[subprocess.Popen[str]]]:
    yield from _ready(committed_store, ["the same words"] * 4, form_token="0" * 26)


def _ready(store: Store, words: list[str], form_token: str = "") -> Iterator[list[subprocess.Popen[str]]]:
    environ = store.environ | {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    found = [
        subprocess.Popen(
            [sys.executable, "-c", FILE, "12", said, form_token],
            env=environ,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for said in words
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


def test_one_form_sent_by_many_at_once_files_once(senders_of_one_form: list[subprocess.Popen[str]]) -> None:
    """Twelve forms, each sent by four at the same moment: all four are shown the one code."""
    start(senders_of_one_form)
    shown = []
    for each in senders_of_one_form:
        assert each.stdout is not None
        shown.append([line.strip() for line in each.stdout if len(line) == 36])
    assert len(shown[0]) == 12
    assert shown == [shown[0]] * 4
    assert Concern.objects.count() == 12 == len(list(Path(settings.LICET_CONCERNS_ROOT).iterdir()))


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
