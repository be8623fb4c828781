"""One-command backup and restore of databases, files, outbox, customs files and the keys that the store holds."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from licet.cli.store import keys
from licet.cli.store.snapshots import COPIED_DATABASES, CopiedDatabase, copy_databases, run_postgresql
from licet.kernel.errors import Refused
from licet.platform import home

MANIFEST = "manifest.json"
FORMAT = 2  # 1 was a bare table of digests
STORE_FILES = (".env", "authority.toml")  # keys, and the authority's own pack
CUSTOMS = "customs"  # what customs was sent, file by file
CONCERNS = "concerns"  # sealed attachments


@dataclass(frozen=True)
class Backup:
    """A finished backup: how many files it has, and what became of each key."""

    files: int
    keys: list[keys.KeyState]


def backup(target: Path) -> Backup:
    """Fill the empty folder `target`. Databases come first: files are only ever added."""
    from django.conf import settings

    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} is not empty: a backup goes into a new folder.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_databases(target)
    for name, folder in _list_folders().items():
        if folder.exists():
            _copy_folder(folder, target / name)
    for name in STORE_FILES:
        if (settings.LICET_HOME / name).exists():
            shutil.copy2(settings.LICET_HOME / name, target / name)
    states, files = keys.states(), _digests(target)
    manifest = {"format": FORMAT, "files": files, "keys": [state.as_json() for state in states]}
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    return Backup(len(files), states)


def _list_folders() -> dict[str, Path]:
    """The folders of the store, by their name in a backup."""
    from django.conf import settings

    return {
        "files": settings.LICET_FILES_ROOT,
        "outbox": settings.LICET_OUTBOX,
        CONCERNS: settings.LICET_CONCERNS_ROOT,
        CUSTOMS: settings.LICET_HOME / CUSTOMS,
    }


def _copy_folder(source: Path, target: Path) -> None:
    """Copy it twice over: a file that was renamed while the first pass went through is found by the second under its new name."""
    for _ in range(2):
        for path in sorted(source.rglob("*")):
            copy = target / path.relative_to(source)
            if path.is_dir():
                copy.mkdir(parents=True, exist_ok=True)
            elif not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):
                    shutil.copy2(path, copy)


@contextmanager
def home_emptied_on_error() -> Iterator[None]:
    """An empty LICET_HOME to restore into, which is empty again where that fails, so that it can be tried once more.

    Raises Refused where it is not empty now; then nothing is touched.
    """
    folder = home.folder()
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty: restore into a new LICET_HOME.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for item in folder.iterdir():
            shutil.rmtree(item) if item.is_dir() else item.unlink()
        raise


def restore_home(source: Path) -> None:
    """Copy the keys, the pack and SQLite's files into an empty LICET_HOME."""
    folder = home.folder()
    for item in (*STORE_FILES, *(database.file for database in COPIED_DATABASES)):
        if (source / item).exists():
            shutil.copy2(source / item, folder / item)
            (folder / item).chmod(0o600)


def require_empty_folders() -> None:
    """Raise Refused where documents would be restored among others."""
    for folder in _list_folders().values():
        if folder.exists() and any(folder.iterdir()):
            raise Refused(f"{folder} is not empty: name an empty folder, or none, in LICET_FILES_URL.")


def restore_files(source: Path) -> None:
    """Copy documents, outbox, attachments and what customs was sent to where the settings of the restored store look for them."""
    for name, folder in _list_folders().items():
        if (source / name).exists():
            shutil.copytree(source / name, folder, dirs_exist_ok=True)


def restore_databases(source: Path) -> None:
    """Fill empty PostgreSQL databases; SQLite's files were copied with the home. Everything is looked at before anything is filled."""
    waiting = [database for database in COPIED_DATABASES if _is_to_be_filled(database, source)]
    for database in waiting:
        arguments = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        run_postgresql(database.alias, "pg_restore", *arguments, source / database.dump)


def _is_to_be_filled(database: CopiedDatabase, source: Path) -> bool:
    """Whether a dump is to be restored. Raises Refused when the copy is of the other engine or the database is not empty."""
    from django.db import connections

    if database.is_sqlite:
        if not (source / database.file).exists():
            raise Refused(f"{source} was made on PostgreSQL: set {database.setting} to an empty database.")
        return False
    if not (source / database.dump).exists():
        raise Refused(f"{source} was made on SQLite: unset {database.setting}.")
    if connections[database.alias].introspection.table_names():
        raise Refused(f"The database of {database.setting} is not empty: restore into a new one.")
    return True


def check(source: Path) -> None:
    """Raise Refused naming the first file that is missing, changed or not in the manifest, and any key that went with `.env`."""
    manifest = read_manifest(source)
    found = _digests(source)
    for name in sorted(manifest["files"].keys() | found.keys()):
        if manifest["files"].get(name) != found.get(name):
            lost = _keys_lost(source, manifest) if name == ".env" else []
            also = f" {', '.join(lost)} was in it when the backup was made, and is gone." if lost else ""
            raise Refused(f"{name} is not as it was backed up: nothing was restored.{also}", place=str(source))


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says of itself: digests by file name, and its keys. Backups of the first format say nothing of keys."""
    if not (source / MANIFEST).exists():
        raise Refused(f"{source} is no backup: it has no {MANIFEST}.")
    manifest = json.loads((source / MANIFEST).read_text())
    return manifest if manifest.get("format") == FORMAT else {"format": 1, "files": manifest, "keys": []}


def _keys_lost(source: Path, manifest: dict[str, Any]) -> list[str]:
    written = dotenv_values(source / ".env")
    return [key["setting"] for key in manifest["keys"] if key["included"] and not written.get(key["setting"])]


def _digests(folder: Path) -> dict[str, str]:
    digests = {}
    for path in folder.rglob("*"):
        if path.is_file() and path != folder / MANIFEST:
            with path.open("rb") as file:
                digests[os.fspath(path.relative_to(folder))] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests
