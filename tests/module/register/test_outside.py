"""An outsider compares the register, as it is downloaded, with the log: with a program that shares no code with the register."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.module.project.test_edges import ask
from tests.module.register.published import NOW, granted, tell
from tests.module.register.test_checking import told
from tests.stores import Store

from licet.register import public as register
from licet.register.models import Hold, PublishedAssessment, RegisteredDecision, RegisteredLicence, RegisteredLine, StatusEntry

__all__ = ["told"]  # the fixture


def download(address: str, folder: Path) -> None:
    for path in ("data/register.jsonl", "log/entries", "log/checkpoint", "log/key"):
        answer = ask(address, f"/{path}")
        assert answer.status == 200
        (folder / path.rpartition("/")[2]).write_text(answer.text)
    (folder / "licet_verify.pyz").write_bytes(register.verifier_program())


def verify(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The program as one file, in a place where nothing of Licet can be imported."""
    command = [sys.executable, "licet_verify.pyz", "register", "register.jsonl", "--log", "entries", *more]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, timeout=120)


def _swap() -> None:
    one, other = RegisteredLicence.objects.order_by("position")[:2]
    RegisteredLicence.objects.filter(pk=one.pk).update(decision=other.decision)
    RegisteredLicence.objects.filter(pk=other.pk).update(decision=one.decision)


def _add() -> None:
    line = RegisteredLine.objects.filter(decision="XA-DEC 2031/000002").get()
    line.number = 9
    line.save(force_insert=True)


DAMAGE: tuple[tuple[str, Callable[[], object], tuple[str, ...]], ...] = (
    (
        "a row is deleted",
        lambda: RegisteredDecision.objects.filter(pk="XA-DEC 2031/000004").delete(),
        ("1 row of the register differs", "decisions: XA-DEC 2031/000004 (entry", "is missing from the register; the log gives it"),
    ),
    (
        "a value is changed",
        lambda: RegisteredLine.objects.filter(decision="XA-DEC 2031/000004").update(value_minor=1),
        ("lines: XA-DEC 2031/000004 (line 1): value_minor is 1 in the register and 200000 by the log",),
    ),
    ("a row is added", _add, ("lines: XA-DEC 2031/000002 (line 9) is in the register; the log does not give it",)),
    (
        "two values change places",
        _swap,
        ("2 rows of the register differ", 'decision is "XA-DEC 2031/000002" in the register and "XA-DEC 2031/000001" by the log'),
    ),
    (
        "a suspension is hidden",
        lambda: (StatusEntry.objects.all().delete(), RegisteredLicence.objects.update(status="in force")),
        ("status-changes:", 'status is "in force" in the register and "suspended" by the log'),
    ),
    (
        "an assessment is rewritten",
        lambda: PublishedAssessment.objects.update(conclusions=[{"finding": "no clear risk"}]),
        ("assessments: XA-ASM", "conclusions is"),
    ),
    (
        "a hold is lifted early",
        lambda: Hold.objects.update(lifted_on=NOW.date() - timedelta(days=100)),
        ("holds: XA-HLD 2031/000001", "lifted_on is"),
    ),
)


def test_downloaded_register_is_what_the_log_says_and_each_damage_is_named(told: Store, tmp_path: Path) -> None:
    assert told.licet("log", "checkpoint", "--sign").returncode == 0
    with told.served() as address:
        download(address, tmp_path)
        intact = verify(tmp_path, "--checkpoint", "checkpoint", "--key", "key")
        assert (intact.returncode, intact.stderr) == (0, "")
        assert "The register holds" in intact.stdout
        for what, damage, said in DAMAGE:
            damage()
            download(address, tmp_path)
            found = verify(tmp_path)
            assert (found.returncode, what) == (1, what)
            for words in said:
                assert words in found.stderr, what
            register.rebuild()
        download(address, tmp_path)
        assert verify(tmp_path).returncode == 0


def test_a_register_that_reads_on_is_compared_as_far_as_it_had_read(told: Store, tmp_path: Path) -> None:
    assert told.licet("log", "checkpoint", "--sign").returncode == 0
    with told.served() as address:
        download(address, tmp_path)
        tell(*granted(60))
        (tmp_path / "entries").write_text(ask(address, "/log/entries").text)
        assert verify(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "is not whole: its last line is missing"),
        (lambda lines: lines[:-3] + lines[-2:], "ends with"),
        (lambda lines: lines[1:], "does not begin with the format licet/register/v1"),
        (lambda lines: [*lines[:3], "nonsense\n", *lines[3:]], "line 4 of the register is not JSON"),
        (lambda lines: [lines[0].replace('"size":', '"size":9'), *lines[1:]], "download it again"),
    ],
)
def test_download_that_is_not_whole_is_refused(told: Store, tmp_path: Path, change: Callable[[list[str]], list[str]], said: str) -> None:
    (tmp_path / "register.jsonl").write_text("".join(change(list(register.whole_register()))))
    (tmp_path / "entries").write_bytes(b"".join(register.entries(0)))
    (tmp_path / "licet_verify.pyz").write_bytes(register.verifier_program())
    found = verify(tmp_path)
    assert (found.returncode, said in found.stderr) == (1, True), found.stderr


def test_the_demonstration_is_what_its_log_says(demo_copy: Store, tmp_path: Path) -> None:
    with demo_copy.served() as address:
        download(address, tmp_path)
    found = verify(tmp_path, "--checkpoint", "checkpoint", "--key", "key")
    assert (found.returncode, found.stderr) == (0, "")
    assert demo_copy.licet("register", "check").returncode == 0
