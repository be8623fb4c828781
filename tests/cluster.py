"""A throw-away PostgreSQL: a cluster in a short temporary folder, reached by its socket only, gone after the run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# Durable is what a throw-away cluster need not be; joints 34.
SERVER = "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path:
    """The folder of PostgreSQL's programs, newest first. Raises RuntimeError with the line to type when there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[4]))
    on_path = shutil.which("initdb")
    if found:
        return found[0].parent
    if on_path:
        return Path(on_path).parent
    raise RuntimeError("No PostgreSQL here. Type: apt-get install postgresql-15   (or run bin/test --sqlite-only)")


def start(folder: Path) -> None:
    """Make a cluster in `folder` and start it; as the user `postgres` when we are root, which PostgreSQL refuses to be."""
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    server = SERVER.format(folder=folder)
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "-t", "60", "-l", f"{folder}/log", "-o", server, "start")


def stop(folder: Path) -> None:
    """Stop the cluster and remove its folder; quiet when it never started."""
    if (folder / "data").exists():
        _run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop", check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_postgres, str(programs() / program), *arguments]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120)
    if check and done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr.strip()}")
