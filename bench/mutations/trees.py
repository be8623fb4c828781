"""Copies of the working tree in which a run may change the program, beside the working tree itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".tools" / "mutations"


def copy_tree(name: str) -> Path:
    """Every file that Git knows or would add, in a folder of this name in the cache; what an earlier run left there goes away."""
    copy = CACHE / name
    shutil.rmtree(copy, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for path in filter(None, listed.stdout.split("\0")):
        if (ROOT / path).is_file():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, copy / path)
    return copy


def make_environment(tree: Path, stores: Path) -> dict[str, str]:
    """The environment in which Python finds the program in this copy and tests keep the stores that they copy in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LICET_", "DJANGO_", "PYTEST_"))}
    data = {"LICET_TEST_DATA": os.environ["LICET_TEST_DATA"]} if os.environ.get("LICET_TEST_DATA") else {}
    path = os.pathsep.join([str(tree / "src"), str(tree)])
    return clean | data | {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(CACHE / "bytecode"), "LICET_TEST_HOME": str(stores)}
