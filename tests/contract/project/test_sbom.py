"""`bin/sbom` lists what the program is made of, and nothing that only its developers need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from licet import __version__

ROOT = Path(__file__).resolve().parents[3]


def _names(requirements: list[Any]) -> set[str]:
    """The names of packages in a list of pyproject.toml, such as "psycopg" for "psycopg[binary]>=3.3"."""
    return {re.split(r"[^\w.-]", each)[0] for each in requirements if isinstance(each, str)}


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """What `bin/sbom` prints."""
    if not (ROOT / ".venv" / "stamp-base").exists() or Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("these packages were not installed by bin/test: bin/sbom would install its own")
    done = subprocess.run([ROOT / "bin" / "sbom"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def test_the_bill_names_the_release(bill: dict[str, Any]) -> None:
    assert bill["bomFormat"] == "CycloneDX"
    component = bill["metadata"]["component"]
    assert (component["name"], component["version"], component["type"]) == ("licet", __version__, "application")


def test_the_bill_lists_what_the_program_needs_and_nothing_else(bill: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed, listed = _names(project["project"]["dependencies"]), {component["name"] for component in bill["components"]}
    assert needed <= listed
    developers = {name for group in project["dependency-groups"].values() for name in _names(group)}
    assert {"pytest", "ruff", "playwright"} <= developers
    assert listed & developers == set()


def test_every_part_has_its_version_its_address_and_its_digests(bill: dict[str, Any]) -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    locked = {(package["name"], package.get("version")) for package in lock["package"]}
    for component in bill["components"]:
        assert (component["name"], component["version"]) in locked
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"
        files = [reference for reference in component["externalReferences"] if reference["type"] == "distribution"]
        assert files, component["name"]
        assert all(file["hashes"][0]["alg"] == "SHA-256" for file in files)
