"""`bin/check` fails on each planted violation: on a copy of the source, with the very command that people type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
COPIED = ("bin", "src", "docs", ".importlinter", "pyproject.toml", "uv.lock", "README.md", "requirements-uv.txt")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what `bin/check` looks at; it uses our packages, not our source."""
    if not (ROOT / ".venv" / "stamp-dev").exists() or Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("these packages were not installed by bin/test: the copy would install its own")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, tmp_path / name)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    shutil.copytree(ROOT / "tests" / "architecture", tmp_path / "tests" / "architecture", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


def _check(clone: Path, step: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LICET_", "PYTEST", "DJANGO_"))}
    clean["LICET_TEST_HOME"] = str(clone / "home")
    return subprocess.run(["sh", "bin/check", step], cwd=clone, env=clean, capture_output=True, text=True, timeout=120)


def _plant(path: Path, text: str) -> None:
    assert path.exists(), f"nothing to plant in: {path}"
    path.write_text(path.read_text() + text)


def test_upward_import_is_found(clone: Path) -> None:
    _plant(clone / "src/licet/people/selectors/who.py", "\nimport licet.project.options\n")
    done = _check(clone, "imports")
    assert done.returncode == 1
    assert "licet.people is not allowed to import licet.project" in done.stdout


def test_django_in_a_domain_is_found(clone: Path) -> None:
    _plant(clone / "src/licet/people/domain/roles.py", "\nimport django.db\n")
    done = _check(clone, "imports")
    assert done.returncode == 1
    assert "licet.people.domain.roles -> django" in done.stdout


def test_route_without_permission_is_found(clone: Path) -> None:
    urls = clone / "src/licet/project/urls.py"
    _plant(urls, "\nurlpatterns += [path('planted', lambda request: health.healthz(request))]\n")
    done = _check(clone, "architecture")
    assert done.returncode == 1
    assert "/planted" in done.stdout


def test_changed_reference_page_is_found(clone: Path) -> None:
    _plant(clone / "docs/reference/settings.md", "\nSomebody wrote here by hand.\n")
    done = _check(clone, "reference")
    assert done.returncode == 1
    assert "settings.md is not what the code says" in done.stdout


def test_copy_without_a_violation_passes(clone: Path) -> None:
    assert [_check(clone, step).returncode for step in ("imports", "reference")] == [0, 0]
