"""Restoring a backup for the sake of it: into a store that is thrown away, where log, documents and keys are checked."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.db import connections
from dotenv import dotenv_values

from licet.cli.store.snapshots import COPIED_DATABASES, CopiedDatabase, parameters
from licet.kernel.errors import Refused
from licet.platform.home import folder

OWNER_SETTINGS = ("LICET_OWNER_DATABASE_URL", "LICET_CONCERNS_OWNER_DATABASE_URL")


def rehearse(backup: Path) -> list[str]:
    """Restore `backup` into a throw-away store; what is missing or wrong there, one sentence each. Nothing of it stays behind."""
    with tempfile.TemporaryDirectory(prefix="licet-rehearsal-") as place, ExitStack() as thrown_away:
        environment = _make_environment(Path(place) / "store")
        for database in COPIED_DATABASES:
            environment[database.setting] = "" if database.is_sqlite else thrown_away.enter_context(_throw_away_database(database))
        restored = _run_python(["-m", "licet", "restore", str(backup)], environment)
        if restored.returncode:
            return [restored.stderr.strip().splitlines()[-1]]
        checked = _run_python(["-m", "licet.cli.store.verification"], environment)
        if checked.returncode:
            return [f"The restored store could not be checked: {checked.stderr.strip().splitlines()[-1]}"]
        return list(json.loads(checked.stdout))


def _make_environment(home: Path) -> dict[str, str]:
    """That of this process without what its own store's `.env` says: the restored store has only its own, as after a real loss."""
    written = dotenv_values(folder() / ".env")
    ours = {name: value for name, value in os.environ.items() if name not in written or written[name] != value}
    return ours | dict.fromkeys(OWNER_SETTINGS, "") | {"LICET_HOME": str(home), "LICET_FILES_URL": ""}


def _run_python(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)


@contextmanager
def _throw_away_database(database: CopiedDatabase) -> Iterator[str]:
    """The address of an empty database on the same server, dropped at the end."""
    reached = parameters(database.alias)
    name = f"licet_rehearsal_{secrets.token_hex(6)}"
    connections[database.alias].close()
    with psycopg.connect(**reached, autocommit=True) as connection:
        try:
            connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        except psycopg.errors.InsufficientPrivilege as error:
            user = reached.get("user", "this role")
            raise Refused(
                f"A rehearsal needs a throw-away database, and {user} may not create one on the server of {database.setting}. "
                f"As a superuser, type: ALTER ROLE {user} CREATEDB"
            ) from error
        try:
            yield _write_address(reached | {"dbname": name})
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _write_address(reached: dict[str, object]) -> str:
    rest = {key: str(value) for key, value in reached.items() if key not in {"user", "password", "dbname"}}
    password = f":{quote(str(reached['password']), safe='')}" if reached.get("password") else ""
    return f"postgresql://{quote(str(reached.get('user', '')), safe='')}{password}@/{reached['dbname']}?{urlencode(rest)}"
