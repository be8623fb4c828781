"""`licet_verify` on the command line, and as one file."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.licet_verify.small_log import SALT, SmallLog

from licet_verify import disclosure
from licet_verify.build import pyz_bytes, write_pyz
from licet_verify.cli import main


@pytest.fixture
def folder(tmp_path: Path, small_log: SmallLog) -> Path:
    (tmp_path / "key").write_text(f"{small_log.key}\n")
    (tmp_path / "checkpoint").write_text(small_log.checkpoint())
    (tmp_path / "log").write_bytes(b"".join(small_log.lines()))
    (tmp_path / "leaf").write_bytes(small_log.leaves[3])
    (tmp_path / "proof").write_text(str(small_log.proof(3)))
    field = disclosure.build(leaf=small_log.leaves[3], field="exporter", value="exporter 3", salt=SALT, proof=str(small_log.proof(3)))
    (tmp_path / "field").write_bytes(field)
    return tmp_path


COMMANDS = [
    ("checkpoint", "checkpoint"),
    ("proof", "proof", "--leaf", "leaf"),
    ("log", "log", "--checkpoint", "checkpoint"),
    ("field", "field"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_says_that_it_holds(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main([*command, "--key", "key"]) == 0
    said = capsys.readouterr()
    assert "holds" in said.out
    assert "11 entries" in said.out
    assert said.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_command_finds_a_changed_file_wanting(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    data = bytearray((folder / command[1]).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / command[1]).write_bytes(data)
    assert main([*command, "--key", "key"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Found wanting: ")


def test_log_may_come_in_pages(folder: Path, small_log: SmallLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    Path("one").write_bytes(b"".join(small_log.lines()[:6]))
    Path("two").write_bytes(b"".join(small_log.lines()[6:]))
    assert main(["log", "one", "two", "--checkpoint", "checkpoint", "--key", str(small_log.key)]) == 0
    assert main(["log", "two", "one", "--checkpoint", "checkpoint", "--key", str(small_log.key)]) == 1


def test_misuse_exits_with_two(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    assert main(["checkpoint", "absent", "--key", "key"]) == 2
    assert "cannot read absent" in capsys.readouterr().err
    assert main(["checkpoint", "checkpoint", "--key", "log"]) == 2
    with pytest.raises(SystemExit) as left:
        main(["checkpoint"])
    assert left.value.code == 2


def test_one_file_is_the_same_bytes_every_time() -> None:
    assert pyz_bytes() == pyz_bytes()


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, env={"PATH": ""}, check=False)


def test_one_file_verifies_a_log_without_licet(folder: Path) -> None:
    write_pyz(folder / "licet_verify.pyz")
    done = _run(folder, "licet_verify.pyz", "log", "log", "--checkpoint", "checkpoint", "--key", "key")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The log holds" in done.stdout


def test_one_file_says_in_one_sentence_that_cryptography_is_missing(folder: Path) -> None:
    write_pyz(folder / "licet_verify.pyz")
    done = _run(folder, "-I", "-S", "licet_verify.pyz", "checkpoint", "checkpoint", "--key", "key")
    assert done.returncode == 2
    assert done.stderr.startswith("licet_verify: Signatures are checked with the Python package cryptography")
    assert done.stderr.count("\n") == 1
    helped = _run(folder, "-I", "-S", "licet_verify.pyz", "--help")
    assert "cryptography" in helped.stdout


def test_disclosed_field_needs_python_alone(folder: Path) -> None:
    write_pyz(folder / "licet_verify.pyz")
    done = _run(folder, "-I", "-S", "licet_verify.pyz", "field", "field")
    assert done.returncode == 0
    assert "Not checked: whether the log holds it" in done.stdout
