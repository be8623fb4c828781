"""A throw-away PostgreSQL: a cluster in a short temporary folder, reached by its socket only, gone after the run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SERVER = "-c listen_addresses='' -c unix_socket_directories={folder}"
# A cluster that is thrown away after the tests need not be durable.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path:
    """The folder of PostgreSQL's programs, newest first. Raises RuntimeError with the line to type when there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[4]))
    on_path = shutil.which("initdb")
    if found:
        return found[0].parent
    if on_path:
        return Path(on_path).parent
    raise RuntimeError("No PostgreSQL here. Type: apt-get install postgresql-15   (or run bin/test --sqlite-only)")


def start(folder: Path, *, durable: bool = False) -> None:
    """Make a cluster in `folder` and start it; as the user `postgres` when we are root, which PostgreSQL refuses to be.

    One that is `durable` loses nothing that was committed when it is stopped at once, or killed.
    """
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    server = SERVER.format(folder=folder) + ("" if durable else f" {HASTY}")
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "-t", "60", "-l", f"{folder}/log", "-o", server, "start")


def restart_at_once(folder: Path) -> None:
    """What a crash of the server does: every connection ends, nothing is flushed, the log is replayed. Returns when it answers again."""
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "-t", "60", "-l", f"{folder}/log", "-m", "immediate", "restart")


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
