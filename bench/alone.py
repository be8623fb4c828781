"""A measurement in a process of its own, over a throw-away store with every table: SQLite, or PostgreSQL where asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def start_postgresql() -> Iterator[str]:
    """The address of an empty database in a server that goes away. Raises RuntimeError where none can be started."""
    from tests import cluster

    with tempfile.TemporaryDirectory(prefix="lb") as folder:
        server = Path(folder) / "pg"
        Path(folder).chmod(0o755)
        try:
            cluster.start(server)
            yield f"postgresql://postgres@/postgres?host={server}"
        finally:
            cluster.stop(server)


def run_alone(file: str, *arguments: str, database: str = "", minutes: int = 20) -> list[dict[str, Any]]:
    """The results that running ``file`` prints as JSON. LICET_HOME is an empty folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="licet-bench-") as folder:
        environment = os.environ | {
            "LICET_HOME": folder,
            "LICET_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "licet.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        environment.pop("LICET_DATABASE_URL", None)
        environment |= {"LICET_DATABASE_URL": database} if database else {}
        done = subprocess.run(
            [sys.executable, file, *arguments], env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=60 * minutes
        )
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results
