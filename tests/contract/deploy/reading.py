"""What the files in `deploy/` say, for tests that hold them to the product and to each other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.main
from ruamel.yaml import YAML

from licet.cli.main import app, find_groups
from licet.project.options import OPTIONS, Option

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
SETTING = re.compile(r"\bLICET_[A-Z_]+[A-Z]\b")
OPTION_BY_NAME: dict[str, Option] = {option.name: option for option in OPTIONS}
NOT_SETTINGS = frozenset({"LICET_NAME", "LICET_DATABASE_TO_MAKE", "LICET_ROLE_PASSWORDS"})
"""Names that compose.yaml gives to its own substitution and to PostgreSQL's image."""


def tool(name: str, package: str) -> str:
    """The path of a checking tool; the test is skipped, with the reason, where the machine has none."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:{ROOT / '.venv' / 'bin'}")
    if not found:
        pytest.skip(f"no {name} here: this check of deploy/ needs Debian's or PyPI's package {package}")
    return found


def run(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], env=os.environ | environ, capture_output=True, text=True, timeout=120)


def compose() -> dict[str, Any]:
    with (DEPLOY / "compose.yaml").open() as file:
        loaded: dict[str, Any] = YAML(typ="safe").load(file)
    return loaded


def commands() -> set[str]:
    """The commands of `licet`, by their first word."""
    find_groups()
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def unit(name: str) -> list[tuple[str, str]]:
    """The settings of a systemd unit, in order."""
    lines = (DEPLOY / "systemd" / name).read_text().splitlines()
    return [(key, value) for line in lines if line and line[0] not in "#[" for key, _, value in [line.partition("=")]]


def values(settings: list[tuple[str, str]], key: str) -> list[str]:
    return [value for name, value in settings if name == key]
