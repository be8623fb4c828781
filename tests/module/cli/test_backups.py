"""`licet backup`, `restore` and the rehearsal: keys by name, both databases at one moment, nothing left behind."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.stores import ENGINE, ROOT, Store, administer, create

WRITER = """
import sys
def connect(place):
    import psycopg, sqlite3
    if place.startswith("postgresql:"):
        return psycopg.connect(place, autocommit=True)
    return sqlite3.connect(place, timeout=60, isolation_level=None)
first, second = map(connect, sys.argv[1:3])
number = 0
print("writing", flush=True)
while True:
    number += 1
    for connection in (first, second):
        connection.execute(f"INSERT INTO moment VALUES ({number})")
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store that is not there yet; on PostgreSQL with empty databases."""
    store = Store(tmp_path / "new", f"licet_backup_{os.getpid()}", "empty")
    if ENGINE == "postgresql":
        create(store)
    yield store
    if ENGINE == "postgresql":
        administer(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in (store.database, store.concerns_database)))


@pytest.fixture
def sealed(store_copy: Store) -> Store:
    """A store in which something was sealed or signed with every key."""
    code = """
import django; django.setup()
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from licet.concerns.public import level_keys
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.ledger.public import sign_checkpoint
from licet.platform import clock
from licet.policy.public import today
level_keys(today(clock.now()))
sign_checkpoint(actor=system("run-due", Permission.CHECKPOINT_SIGN), now=clock.now())
session = import_module(settings.SESSION_ENGINE).SessionStore(); session["a"] = 1; session.save()
"""
    done = store_copy.python("-c", code, DJANGO_SETTINGS_MODULE="licet.project.settings")
    assert done.returncode == 0, done.stderr
    return store_copy


def remove_key(store: Store, setting: str) -> str:
    """Take a key out of `.env`; returns its value."""
    lines = (store.home / ".env").read_text().splitlines()
    (store.home / ".env").write_text("".join(f"{line}\n" for line in lines if not line.startswith(f"{setting}=")))
    return next(line.partition("=")[2] for line in lines if line.startswith(f"{setting}="))


def databases() -> set[str]:
    """On PostgreSQL, every database of the server."""
    if ENGINE != "postgresql":
        return set()
    with psycopg.connect(f"host={os.environ['LICET_TEST_CLUSTER']} user=postgres dbname=postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'licet_rehearsal_%'")}


KEYS = ("LICET_SECRET_KEY", "LICET_LOG_KEY", "LICET_CONCERNS_KEY")


@pytest.mark.parametrize("setting", KEYS)
def test_init_never_invents_a_key_where_it_was_used(sealed: Store, setting: str) -> None:
    remove_key(sealed, setting)
    before = (sealed.home / ".env").read_text()
    done = sealed.licet("init")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{setting} is not set, and this store holds")
    assert (sealed.home / ".env").read_text() == before


def test_init_invents_no_key_where_the_whole_env_file_was_lost(sealed: Store) -> None:
    (sealed.home / ".env").unlink()
    done = sealed.licet("init")
    assert done.returncode == 1
    assert "is not set, and this store holds" in done.stderr
    assert not (sealed.home / ".env").exists()


def test_init_leaves_a_key_to_the_environment(sealed: Store) -> None:
    value = remove_key(sealed, "LICET_CONCERNS_KEY")
    done = sealed.licet("init", LICET_CONCERNS_KEY=value)
    assert done.returncode == 0, done.stderr
    assert "LICET_CONCERNS_KEY" not in (sealed.home / ".env").read_text()


def test_backup_names_each_key_and_tries_it(sealed: Store, tmp_path: Path) -> None:
    value = remove_key(sealed, "LICET_CONCERNS_KEY")
    done = sealed.licet("backup", str(tmp_path / "made"), LICET_CONCERNS_KEY=value)
    assert done.returncode == 0, done.stderr
    assert "LICET_SECRET_KEY: included (.env); it fits the newest session." in done.stderr
    assert "LICET_LOG_KEY: included (.env); it fits the newest checkpoint of the log." in done.stderr
    assert "LICET_CONCERNS_KEY: NOT included, because it comes from the environment; it fits a sealed concern." in done.stderr
    assert all(value not in path.read_text(errors="ignore") for path in (tmp_path / "made").rglob("*") if path.is_file())


def test_backup_says_that_a_key_is_another_one(sealed: Store, tmp_path: Path) -> None:
    other = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
    done = sealed.licet("backup", str(tmp_path / "made"), LICET_CONCERNS_KEY=other)
    assert done.returncode == 0, done.stderr
    assert "LICET_CONCERNS_KEY: NOT included, because it comes from the environment; it does NOT fit a sealed concern." in done.stderr


def test_restored_store_says_which_key_it_still_needs(sealed: Store, empty: Store, tmp_path: Path) -> None:
    value = remove_key(sealed, "LICET_CONCERNS_KEY")
    assert sealed.licet("backup", str(tmp_path / "made"), LICET_CONCERNS_KEY=value).returncode == 0
    done = empty.licet("restore", str(tmp_path / "made"))
    assert done.returncode == 0, done.stderr
    assert "LICET_CONCERNS_KEY is not set: set the key that this store was made with before you serve it. Its fingerprint is" in done.stderr


def test_rehearsal_of_a_whole_store_succeeds_and_leaves_nothing(sealed: Store, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = sealed.licet("backup", "--rehearse", TMPDIR=str(temporary))
    assert done.returncode == 0, done.stderr
    assert "Rehearsed" in done.stderr
    assert list(temporary.iterdir()) == []
    assert databases() == set()


@pytest.mark.one_engine
@pytest.mark.parametrize("setting", KEYS)
def test_rehearsal_with_one_key_removed_names_it(sealed: Store, tmp_path: Path, setting: str) -> None:
    remove_key(sealed, setting)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = sealed.licet("backup", "--rehearse", TMPDIR=str(temporary))
    assert done.returncode == 1
    assert f"{setting} is missing" in done.stderr
    assert list(temporary.iterdir()) == []
    assert databases() == set()


def test_rehearsal_names_a_document_that_is_gone(sealed: Store, tmp_path: Path) -> None:
    code = """
import django; django.setup()
import io
from licet.documents.public import OwnerKind, keep_made
from licet.kernel.actor import system
from licet.platform import clock
from django.db import transaction
with transaction.atomic():
    made = keep_made(actor=system("test"), content=b"%PDF-1.7 words", filename="a.pdf", content_type="application/pdf",
        owner_kind=OwnerKind.MESSAGE, owner_ref="1", organisation="", now=clock.now())
print(made.document.sha256)
"""
    done = sealed.python("-c", code, DJANGO_SETTINGS_MODULE="licet.project.settings")
    digest = done.stdout.strip()
    assert digest, done.stderr
    (sealed.home / "files" / digest[:2] / digest).unlink()
    rehearsed = sealed.licet("backup", "--rehearse")
    assert rehearsed.returncode == 1
    assert digest in rehearsed.stderr


def test_rehearsal_of_an_older_backup_with_a_key_taken_out_names_it(sealed: Store, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert sealed.licet("backup", str(made)).returncode == 0
    lines = (made / ".env").read_text().splitlines()
    (made / ".env").write_text("".join(f"{line}\n" for line in lines if "CONCERNS_KEY" not in line))
    done = sealed.licet("backup", str(made), "--rehearse")
    assert done.returncode == 1
    assert ".env is not as it was backed up" in done.stderr
    assert "LICET_CONCERNS_KEY was in it" in done.stderr


def test_both_databases_are_of_one_moment(store_copy: Store, empty: Store, tmp_path: Path) -> None:
    if ENGINE == "postgresql":
        cluster = os.environ["LICET_TEST_CLUSTER"]
        places = [f"postgresql://postgres@/{name}?host={cluster}" for name in (store_copy.database, store_copy.concerns_database)]
    else:
        places = [str(store_copy.home / name) for name in ("licet.sqlite3", "concerns.sqlite3")]
    for place in places:
        query(place, "CREATE TABLE moment (number bigint PRIMARY KEY)")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, *places], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        done = store_copy.licet("backup", str(tmp_path / "made"))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    assert done.returncode == 0, done.stderr
    restored = empty.licet("restore", str(tmp_path / "made"))
    assert restored.returncode == 0, restored.stderr
    if ENGINE == "postgresql":
        copies = [f"postgresql://postgres@/{name}?host={cluster}" for name in (empty.database, empty.concerns_database)]
    else:
        copies = [str(empty.home / name) for name in ("licet.sqlite3", "concerns.sqlite3")]
    main, concerns = (query(place, "SELECT max(number) FROM moment") for place in copies)
    assert main > 0
    assert main - concerns in {0, 1}, "the writer writes each number into the main database first, then into that of concerns"


def query(place: str, statement: str) -> int:
    connection = psycopg.connect(place) if place.startswith("postgresql:") else sqlite3.connect(place, timeout=60)
    try:
        cursor = connection.execute(statement)
        value = cursor.fetchone() if cursor.description else (0,)
        connection.commit()
    finally:
        connection.close()
    return int(value[0])


def test_files_are_their_owners_alone_for_any_umask(tmp_path: Path) -> None:
    store = Store(tmp_path / "open", f"licet_modes_{os.getpid()}", "empty")
    store.home.mkdir(mode=0o755)
    environment = store.environ | {"LICET_DATABASE_URL": "", "LICET_CONCERNS_DATABASE_URL": ""}
    shell = 'umask 0; "$0" -m licet init && "$0" -m licet backup "$1" && "$0" -c "$2"'
    reading = (
        "import django; django.setup(); from django.db import connections as c;"
        "[c[a].cursor().execute('CREATE TABLE held (number int)') for a in ('default', 'concerns')];"
        "import os, pathlib, sys; sys.stdout.write('\\n'.join(f'{p.name} {p.stat().st_mode & 0o77}' for p in "
        "pathlib.Path(os.environ['LICET_HOME']).glob('*.sqlite3*')))"
    )
    command = ["sh", "-c", shell, sys.executable, str(tmp_path / "made"), reading]
    environment |= {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    modes = dict(line.split() for line in done.stdout.splitlines())
    assert {"licet.sqlite3", "licet.sqlite3-wal", "licet.sqlite3-shm", "concerns.sqlite3", "concerns.sqlite3-wal"} <= modes.keys()
    assert set(modes.values()) == {"0"}
    open_to_others = [path for path in (tmp_path / "made").rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []


@pytest.mark.one_engine
def test_rehearsal_fails_where_no_checkpoint_vouches_for_the_log(store_copy: Store) -> None:
    code = """
import django; django.setup()
from django.db import transaction
from tests.module.ledger.events import granted, grow
with transaction.atomic():
    grow(0, granted(1))
"""
    done = store_copy.python("-c", code, DJANGO_SETTINGS_MODULE="licet.project.settings", PYTHONPATH=f"{ROOT}:{ROOT / 'src'}")
    assert done.returncode == 0, done.stderr
    rehearsed = store_copy.licet("backup", "--rehearse")
    assert rehearsed.returncode == 1
    assert "The rehearsal failed: The log has 1 entries and no signed checkpoint" in rehearsed.stderr
