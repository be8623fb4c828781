"""A release has one version: the program, its newest entry in the changelog and the container image agree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from licet import __version__

ROOT = Path(__file__).resolve().parents[3]


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert re.fullmatch(r"(\S+) – \d{4}-\d{2}-\d{2}", headings[1]), "a release has a version and a day"
    assert headings[1].split()[0] == __version__


def test_the_command_prints_the_version_without_a_store(tmp_path: Path) -> None:
    environ = {
        "LICET_HOME": str(tmp_path / "nothing here"),
        "LICET_ENV": "no such kind",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "licet", "--version"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, f"licet {__version__}\n"), done.stderr


def test_the_package_takes_its_version_from_the_program() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "src/licet/__init__.py"


def test_the_container_image_bears_the_version() -> None:
    for name in ("Containerfile", "compose.yaml"):
        assert re.findall(r"\blicet:(\d\S*)", (ROOT / "deploy" / name).read_text()) == [__version__], name
