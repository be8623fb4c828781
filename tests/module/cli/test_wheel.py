"""The wheel holds the whole program: installed elsewhere, it serves the demonstration without a clone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from tests.stores import ROOT, Store

from licet import __version__

UV = ROOT / ".tools" / "bin" / "uv"


def _run(*command: str | Path, **environ: str) -> str:
    """Run a command outside the clone, without this process's settings; return what it printed."""
    ours = ("LICET_", "DJANGO_", "PYTHON", "VIRTUAL_ENV")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(command, cwd="/", env=clean | environ, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the locked build tool."""
    if not UV.exists() or Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("bin/test did not install these packages: there is no uv to build the wheel with")
    folder = tmp_path_factory.mktemp("wheel")
    build = (UV, "build", "--quiet", "--wheel", "--no-build-isolation", "--python", sys.executable)
    _run(*build, "--out-dir", folder, ROOT)
    return folder / f"licet-{__version__}-py3-none-any.whl"


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """The folder of programs of a new environment that has the locked packages and the wheel."""
    python = tmp_path / "bin" / "python"
    sync = (UV, "sync", "--quiet", "--frozen", "--no-install-project", "--project", ROOT, "--python", sys.executable)
    _run(*sync, UV_PROJECT_ENVIRONMENT=str(tmp_path))
    _run(UV, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel)
    _run(UV, "pip", "check", "--python", python)
    return tmp_path / "bin"


def test_the_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    source = ROOT / "src"
    written = {str(path.relative_to(source)) for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == written
    assert "licet/demo/corpus/kasdara-3.toml" in packed


@pytest.mark.one_engine
def test_the_installed_wheel_serves_the_demonstration(installed: Path, demo_copy: Store) -> None:
    assert _run(installed / "licet", "--version") == f"licet {__version__}\n"
    assert str(ROOT) not in _run(installed / "python", "-c", "import licet; print(licet.__file__)")
    with demo_copy.served(program=(str(installed / "licet"),), PYTHONPATH="") as address:
        page = urlopen(address, timeout=30).read().decode()
        assert "Public register" in page
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style, "the register has no style sheet"
        assert urlopen(address + style[1], timeout=30).status == 200
