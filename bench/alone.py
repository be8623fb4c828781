"""A measurement in a process of its own, over a throw-away SQLite store with every table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def run_alone(file: str) -> list[dict[str, Any]]:
    """The results that running ``file`` prints as JSON. LICET_HOME is an empty folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="licet-bench-") as folder:
        environment = os.environ | {
            "LICET_HOME": folder,
            "LICET_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "licet.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        environment.pop("LICET_DATABASE_URL", None)
        done = subprocess.run([sys.executable, file], env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=1200)
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results
