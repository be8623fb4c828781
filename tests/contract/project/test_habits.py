"""What developers' tools and the forge run is what the repository's own scripts do."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[3]
HOOKS = ROOT / ".pre-commit-config.yaml"
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
PROGRAMS = Path(sys.executable).parent


def _steps_of_check() -> set[str]:
    """The steps that `bin/check` knows, from the line that runs all of them."""
    line = re.search(r"\|\| set -- (.+)$", (ROOT / "bin" / "check").read_text(), re.MULTILINE)
    assert line
    return set(line[1].split())


def test_hooks_are_valid() -> None:
    command = [PROGRAMS / "pre-commit", "validate-config", HOOKS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_hooks_run_steps_of_bin_check() -> None:
    [local] = YAML(typ="safe").load(HOOKS)["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        program, *steps = hook["entry"].split()
        assert program == "bin/check"
        assert set(steps) <= _steps_of_check(), hook["id"]


def test_the_forge_runs_the_same_script() -> None:
    command = [PROGRAMS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    steps: list[dict[str, Any]] = YAML(typ="safe").load(WORKFLOW)["jobs"]["ci"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[-1] == "bash .ci/run"
    assert [command for command in commands if not command.startswith("apt-get ")] == ["bash .ci/run"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used), "an action is pinned by its commit"


@pytest.mark.parametrize("file", ["deploy/Containerfile", "docs/how-to/test.md"])
def test_one_python_is_named_everywhere(file: str) -> None:
    version = (ROOT / ".python-version").read_text().strip()
    named = set(re.findall(r"\bpython:(\d+\.\d+)|\bPython (\d+\.\d+) in CI", (ROOT / file).read_text()))
    assert {one or other for one, other in named} == {version}
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    assert tuple(map(int, version.split("."))) >= tuple(map(int, oldest.split(".")))
