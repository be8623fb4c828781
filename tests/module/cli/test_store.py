"""`licet init`, `backup`, `restore`: on both engines, and nothing half-done when something is wrong."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.stores import ENGINE, Store, create


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store that is not there yet; on PostgreSQL with an empty database."""
    store = Store(tmp_path / "new", f"licet_new_{os.getpid()}", "empty")
    if ENGINE == "postgresql":
        create(store)
    return store


def test_init_makes_keys_that_only_we_read(empty: Store) -> None:
    assert empty.licet("init").returncode == 0
    assert stat.S_IMODE((empty.home / ".env").stat().st_mode) == 0o600
    assert stat.S_IMODE(empty.home.stat().st_mode) == 0o700


def test_init_twice_keeps_the_keys(any_store: Store) -> None:
    before = (any_store.home / ".env").read_text()
    assert any_store.licet("init").returncode == 0
    assert (any_store.home / ".env").read_text() == before


def test_init_gives_an_older_store_the_key_of_concerns(any_store: Store) -> None:
    before = (any_store.home / ".env").read_text()
    (any_store.home / ".env").write_text("".join(line + "\n" for line in before.splitlines() if "CONCERNS" not in line))
    assert any_store.licet("init").returncode == 0
    after = (any_store.home / ".env").read_text()
    assert after.count("LICET_CONCERNS_KEY=") == 1
    assert after != before


def test_production_store_takes_no_demonstration(empty: Store) -> None:
    assert empty.licet("init", LICET_ENV="production").returncode == 0
    done = empty.licet("init", "--demo", LICET_ENV="")
    assert done.returncode == 1
    assert "takes no demonstration" in done.stderr


def test_production_refuses_to_serve_unfit(any_store: Store) -> None:
    done = any_store.licet("serve", LICET_ENV="production")
    assert done.returncode == 1
    assert "must not serve" in done.stderr
    assert "LICET_MAIL_URL" in done.stderr


def test_backup_comes_back_as_it_was(committed_store: Store, empty: Store, tmp_path: Path) -> None:
    Session.objects.create(session_key="kept", session_data="words", expire_date=timezone.now())
    (committed_store.home / "files").mkdir(exist_ok=True)
    (committed_store.home / "files" / "one").write_bytes(b"a document")
    (committed_store.home / "customs").mkdir(exist_ok=True)
    (committed_store.home / "concerns").mkdir(exist_ok=True)
    (committed_store.home / "concerns" / "sealed").write_bytes(b"nobody reads this")
    (committed_store.home / "customs" / "licence-data-000001").write_text("1\\fileTrailer\\0\n")
    kept = committed_store.licet("backup", str(tmp_path / "kept"))
    assert kept.returncode == 0, kept.stderr
    restored = empty.licet("restore", str(tmp_path / "kept"))
    assert restored.returncode == 0, restored.stderr
    assert (empty.home / "files" / "one").read_bytes() == b"a document"
    assert (empty.home / "customs" / "licence-data-000001").exists()
    assert (empty.home / "concerns" / "sealed").read_bytes() == b"nobody reads this"
    assert _tables(empty, "concerns") == _tables(committed_store, "concerns")
    assert (empty.home / ".env").read_text() == (committed_store.home / ".env").read_text()
    assert _sessions(empty) == "kept"


def test_changed_backup_is_refused_before_anything_is_written(store_copy: Store, empty: Store, tmp_path: Path) -> None:
    assert store_copy.licet("backup", str(tmp_path / "kept")).returncode == 0
    (tmp_path / "kept" / ".env").write_text("LICET_ENV=demo\n")
    done = empty.licet("restore", str(tmp_path / "kept"))
    assert done.returncode == 1
    assert ".env is not as it was backed up" in done.stderr
    assert not empty.home.exists()


def test_backup_where_nothing_was_set_up_says_so(any_store: Store, tmp_path: Path) -> None:
    (any_store.home / "concerns.sqlite3").unlink()
    done = any_store.licet("backup", str(tmp_path / "backup"))
    assert (done.returncode, "There is no database" in done.stderr, "licet init" in done.stderr) == (1, True, True)


def test_backup_into_a_full_folder_is_refused(any_store: Store, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    assert any_store.licet("backup", str(tmp_path)).returncode == 1


def test_restore_over_a_store_is_refused(any_store: Store, tmp_path: Path) -> None:
    assert any_store.licet("backup", str(tmp_path / "kept")).returncode == 0
    done = any_store.licet("restore", str(tmp_path / "kept"))
    assert done.returncode == 1
    assert "is not empty" in done.stderr


def test_backup_of_the_other_engine_says_which_setting(store_copy: Store, empty: Store, tmp_path: Path) -> None:
    assert store_copy.licet("backup", str(tmp_path / "kept")).returncode == 0
    manifest = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    for name in ("licet.sqlite3", "licet.dump"):
        manifest["files"].pop(name, None)
        (tmp_path / "kept" / name).unlink(missing_ok=True)
    (tmp_path / "kept" / "manifest.json").write_text(json.dumps(manifest))
    done = replace(empty).licet("restore", str(tmp_path / "kept"))
    assert done.returncode == 1
    assert "LICET_DATABASE_URL" in done.stderr


def test_misuse_is_two(any_store: Store) -> None:
    assert any_store.licet("no-such-command").returncode == 2
    assert any_store.licet("backup").returncode == 2


def _sessions(store: Store) -> str:
    return _shown(store, "from django.contrib.sessions.models import Session as S; print(*S.objects.values_list('session_key', flat=True))")


def _tables(store: Store, alias: str) -> str:
    return _shown(store, f"from django.db import connections as c; print(*sorted(c['{alias}'].introspection.table_names()))")


def _shown(store: Store, code: str) -> str:
    start = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'licet.project.settings'; django.setup();"
    return store.python("-c", start + code).stdout.strip()


def test_a_process_shows_the_key_of_the_log_without_the_one_that_signs(store_copy: Store) -> None:
    file = store_copy.home / ".env"
    lines = file.read_text().splitlines()
    signing = next(line.partition("=")[2] for line in lines if line.startswith("LICET_LOG_KEY="))
    show = ("-c", "import django; django.setup(); from licet.ledger.public import verifier_key; print(verifier_key())")
    settings = {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    shown = store_copy.python(*show, **settings).stdout
    file.write_text("".join(f"{line}\n" for line in lines if not line.startswith("LICET_LOG_KEY=")))
    assert store_copy.python(*show, **settings).stdout == shown != ""
    assert store_copy.licet("log", "checkpoint", "--sign", LICET_LOG_KEY=signing).returncode == 0
    another = store_copy.licet("init", LICET_LOG_KEY="A" * 43 + "=")
    assert (another.returncode, another.stderr.strip()) == (
        1,
        "LICET_LOG_KEY is not the key that signed this log: set that one, or restore it from a backup.",
    )


@pytest.mark.parametrize("command", [("log", "verify"), ("init",)], ids=lambda command: command[0])
def test_a_database_that_cannot_be_reached_is_named_in_one_sentence(any_store: Store, command: tuple[str, ...]) -> None:
    unreachable = "postgresql://licet@127.0.0.1:1/licet" if ENGINE == "postgresql" else ""
    if not unreachable:
        (any_store.home / "licet.sqlite3").unlink()
        (any_store.home / "licet.sqlite3").mkdir()
    done = any_store.licet(*command, **({"LICET_DATABASE_URL": unreachable} if unreachable else {}))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "LICET_DATABASE_URL" in done.stderr


def test_a_restore_that_fails_leaves_nothing_behind_and_can_be_tried_again(store_copy: Store, empty: Store, tmp_path: Path) -> None:
    assert store_copy.licet("backup", str(tmp_path / "kept")).returncode == 0
    in_the_way = tmp_path / "documents"
    in_the_way.mkdir()
    (in_the_way / "another").touch()
    done = empty.licet("restore", str(tmp_path / "kept"), LICET_FILES_URL=f"file://{in_the_way}")
    assert (done.returncode, "is not empty: name an empty folder" in done.stderr) == (1, True), done.stderr
    assert list(empty.home.iterdir()) == []
    done = empty.licet("restore", str(tmp_path / "kept"))
    assert done.returncode == 0, done.stderr


@pytest.mark.one_engine
def test_a_folder_without_a_manifest_is_no_backup(any_store: Store, empty: Store, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert any_store.licet("backup", str(kept)).returncode == 0
    (kept / "manifest.json").unlink()
    done = empty.licet("restore", str(kept))
    assert (done.returncode, done.stderr.strip()) == (1, f"{kept} is no backup: it has no manifest.json.")
    assert not empty.home.exists()


def test_commands_on_a_database_without_tables_say_to_init(empty: Store) -> None:
    empty.home.mkdir(exist_ok=True)
    done = empty.licet("screening", "lists")
    assert (done.returncode, "Type: licet init" in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
