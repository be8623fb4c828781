"""One-command backup and restore of databases, files, outbox, customs files and keys."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

from licet.kernel.errors import Refused
from licet.platform import home

MANIFEST = "manifest.json"
KEPT = (".env", "authority.toml")  # keys, and the authority's own pack
CUSTOMS = "customs"  # what customs was sent, file by file
CONCERNS = "concerns"  # sealed attachments


@dataclass(frozen=True)
class KeptDatabase:
    """One database and how its copy is called, by engine."""

    alias: str
    setting: str
    file: str
    dump: str

    def keep(self, target: Path) -> None:
        from django.conf import settings
        from django.db import connections

        if connections[self.alias].vendor != "sqlite":
            _postgresql(self.alias, "pg_dump", "--format=custom", "--no-owner", "--file", target / self.dump)
            return
        with sqlite3.connect(settings.DATABASES[self.alias]["NAME"]) as database:
            database.execute("VACUUM INTO ?", (str(target / self.file),))
        database.close()
        (target / self.file).chmod(0o600)

    def to_fill(self, source: Path) -> bool:
        """Whether a dump is to be restored. Raises Refused when the copy is of the other engine or the database is not empty."""
        from django.db import connections

        if connections[self.alias].vendor == "sqlite":
            if not (source / self.file).exists():
                raise Refused(f"{source} was kept from PostgreSQL: set {self.setting} to an empty database.")
            return False
        if not (source / self.dump).exists():
            raise Refused(f"{source} was kept from SQLite: unset {self.setting}.")
        if connections[self.alias].introspection.table_names():
            raise Refused(f"The database of {self.setting} is not empty: restore into a new one.")
        return True


KEPT_DATABASES = (
    KeptDatabase("default", "LICET_DATABASE_URL", "licet.sqlite3", "licet.dump"),
    KeptDatabase("concerns", "LICET_CONCERNS_DATABASE_URL", "concerns.sqlite3", "concerns.dump"),
)


def backup(target: Path) -> dict[str, str]:
    """Fill the empty folder `target`; SHA-256 by file name. Databases come first: files are only ever added."""
    from django.conf import settings

    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} is not empty: a backup goes into a new folder.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in KEPT_DATABASES:
        each.keep(target)
    folders = {"files": settings.LICET_FILES_ROOT, "outbox": settings.LICET_OUTBOX, CONCERNS: settings.LICET_CONCERNS_ROOT}
    for name, folder in (folders | {CUSTOMS: settings.LICET_HOME / CUSTOMS}).items():
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
    for item in ("files", "outbox", CONCERNS, CUSTOMS):
        if (source / item).exists():
            shutil.copytree(source / item, folder / item)
    for item in (*KEPT, *(each.file for each in KEPT_DATABASES)):
        if (source / item).exists():
            shutil.copy2(source / item, folder / item)


def restore_databases(source: Path) -> None:
    """Fill empty PostgreSQL databases; SQLite's files were copied with the home. Everything is looked at before anything is filled."""
    waiting = [each for each in KEPT_DATABASES if each.to_fill(source)]
    for each in waiting:
        _postgresql(each.alias, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", source / each.dump)


def check(source: Path) -> None:
    """Raise Refused naming the first file that is missing, changed or not in the manifest."""
    if not (source / MANIFEST).exists():
        raise Refused(f"{source} is no backup: it has no {MANIFEST}.")
    expected = json.loads((source / MANIFEST).read_text())
    found = _digests(source)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise Refused(f"{name} is not as it was kept: nothing was restored.", place=str(source))


def _postgresql(alias: str, program: str, *arguments: object) -> None:
    """Run PostgreSQL's own program on one of our databases; the password goes by the environment, not the command line."""
    from django.db import connections

    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is not installed here. Type: apt-get install postgresql-client")
    parameters = connections[alias].get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {variable: str(parameters[key]) for key, variable in names.items() if parameters.get(key)}
    target = ["--dbname", given["PGDATABASE"]] if program == "pg_restore" else []
    done = subprocess.run([found, *target, *map(str, arguments)], env=os.environ | given, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
