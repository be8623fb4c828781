"""One-command backup and restore of database, files, outbox, customs files and keys."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from licet.kernel.errors import Refused
from licet.platform import home

MANIFEST = "manifest.json"
SQLITE_FILE = "licet.sqlite3"
POSTGRESQL_FILE = "licet.dump"
KEPT = (".env", "authority.toml")  # keys, and the authority's own pack
CUSTOMS = "customs"  # what customs was sent, file by file


def backup(target: Path) -> dict[str, str]:
    """Fill the empty folder `target`; SHA-256 by file name. The database comes first: files are only ever added."""
    from django.conf import settings

    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} is not empty: a backup goes into a new folder.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep_database(target)
    customs = settings.LICET_HOME / CUSTOMS
    for name, folder in (("files", settings.LICET_FILES_ROOT), ("outbox", settings.LICET_OUTBOX), (CUSTOMS, customs)):
        if folder.exists():
            shutil.copytree(folder, target / name)
    for name in KEPT:
        if (settings.LICET_HOME / name).exists():
            shutil.copy2(settings.LICET_HOME / name, target / name)
    manifest = _digests(target)
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    return manifest


def restore_home(source: Path) -> None:
    """Check every digest, then copy keys, files, outbox and what customs was sent into an empty LICET_HOME."""
    check(source)
    folder = home.folder()
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty: restore into a new LICET_HOME.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for item in ("files", "outbox", CUSTOMS):
        if (source / item).exists():
            shutil.copytree(source / item, folder / item)
    for item in (*KEPT, SQLITE_FILE):
        if (source / item).exists():
            shutil.copy2(source / item, folder / item)


def restore_database(source: Path) -> None:
    """Fill an empty PostgreSQL database; SQLite's file was copied with the home."""
    from django.db import connection

    if connection.vendor == "sqlite":
        if not (source / SQLITE_FILE).exists():
            raise Refused(f"{source} was kept from PostgreSQL: set LICET_DATABASE_URL to an empty database.")
        return
    if not (source / POSTGRESQL_FILE).exists():
        raise Refused(f"{source} was kept from SQLite: unset LICET_DATABASE_URL.")
    if connection.introspection.table_names():
        raise Refused("The database is not empty: restore into a new one.")
    _postgresql("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", source / POSTGRESQL_FILE)


def check(source: Path) -> None:
    """Raise Refused naming the first file that is missing, changed or not in the manifest."""
    if not (source / MANIFEST).exists():
        raise Refused(f"{source} is no backup: it has no {MANIFEST}.")
    expected = json.loads((source / MANIFEST).read_text())
    found = _digests(source)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise Refused(f"{name} is not as it was kept: nothing was restored.", place=str(source))


def _keep_database(target: Path) -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as database:
            database.execute("VACUUM INTO ?", (str(target / SQLITE_FILE),))
        database.close()
        (target / SQLITE_FILE).chmod(0o600)
    else:
        _postgresql("pg_dump", "--format=custom", "--no-owner", "--file", target / POSTGRESQL_FILE)


def _postgresql(program: str, *arguments: object) -> None:
    """Run PostgreSQL's own program on our database; the password goes by the environment, not the command line."""
    from django.db import connection

    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is not installed here. Type: apt-get install postgresql-client")
    parameters = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {variable: str(parameters[key]) for key, variable in names.items() if parameters.get(key)}
    target = ["--dbname", given["PGDATABASE"]] if program == "pg_restore" else []
    done = subprocess.run([found, *target, *map(str, arguments)], env=os.environ | given, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
