"""A busy day, and then a search of every table, file and log entry for what nobody may find there (joints 24, record.md I13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings
from tests.module.concerns import told
from tests.module.concerns.told import DAY, Involved, Office
from tests.stores import Store

from licet.concerns import public as concerns
from licet.concerns.public import Attached, Filed, Naming
from licet.ledger import public as ledger

WORDS = (
    "Sarra valley strike of 2 May",
    "rewritten after it was signed",
    "Ilse Varn",
    "leaked-note.txt",
    "the note itself",
    "a reply in words",
)
TIME = re.compile(rb"\d\d:\d\d(:\d\d)?")


@pytest.fixture
def busy(committed_store: Store) -> Iterator[tuple[Store, Office, list[Filed], dict[str, list[tuple[Any, ...]]]]]:
    """Fifteen filings with everything in them, read and answered; with the default database as it was before."""
    involved = f"{Involved.__module__}.{Involved.__name__}"
    with override_settings(LICET_INVOLVED_PEOPLE=involved):
        office = told.build()
        before = tables("default")
        filed = [file_one(office, number) for number in range(15)]
        for each in filed[::3]:
            office.answer_all(each)
            concerns.add_words(each.receipt, WORDS[5], today=DAY)
            code = concerns.come_back(each.receipt).colleagues_code
            assert code is not None
            concerns.co_sign(code, actor=office["officer"])
        concerns.give_verdicts(filed[0].receipt, {1: "answers", 2: "does not"}, WORDS[5], today=DAY)
        yield committed_store, office, filed, before


def file_one(office: Office, number: int) -> Filed:
    naming = list(Naming)[number % 3]
    return office.raise_one(
        points=[WORDS[0], WORDS[1]],
        naming=naming,
        name=WORDS[2],
        raiser=office["officer"] if number % 5 == 0 else None,
        complained_of=[office["adviser"].id],
        attachments=[Attached(WORDS[3], "text/plain", [WORDS[4].encode()])],
    )


def tables(alias: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in no promised order. A search index that cannot be read shows in the tables it is made of."""
    found = {}
    with connections[alias].cursor() as cursor:
        names = set(connections[alias].introspection.table_names(cursor))
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
            names -= {name for (name,) in cursor.fetchall()}
        for table in sorted(names):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_no_plaintext_in_any_table_or_file(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    store, office, filed, _ = busy
    concerns.daily_batch(datetime(2031, 5, 5, 18, 0, tzinfo=UTC))
    secrets = [words.encode() for words in WORDS] + [each.receipt.secret.encode() for each in filed] + [office["adviser"].id.encode()]
    kept = [as_bytes(value) for rows in tables("concerns").values() for row in rows for value in row]
    assert [secret for secret in secrets if any(secret in value for value in kept)] == []
    words = [words.encode() for words in WORDS] + [each.receipt.secret.encode() for each in filed]
    others = [as_bytes(value) for rows in tables("default").values() for row in rows for value in row]
    assert [word for word in words if any(word in value for value in others)] == []
    for path in store.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert [word for word in words if word in content] == [], path


def test_filing_changes_nothing_outside_its_own_database(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    _, _, _, before = busy
    assert tables("default") == before


def test_batch_tells_the_log_a_root_and_no_more(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    _, _, filed, before = busy
    size = ledger.size()
    concerns.daily_batch(datetime(2031, 5, 5, 18, 0, tzinfo=UTC))
    assert ledger.size() == size + 1
    leaf = ledger.leaf(size)
    assert not any(each.reference_for_raiser.encode() in leaf for each in filed)
    after = tables("default")
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed <= {"ledger_entry", "ledger_node", "platform_outboxevent"}


def test_nothing_kept_is_finer_than_a_day(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    with connections["concerns"].cursor() as cursor:
        for table, rows in tables("concerns").items():
            if table == "django_migrations":
                continue  # when the software was set up
            described = connections["concerns"].introspection.get_table_description(cursor, table)
            kinds = [connections["concerns"].introspection.get_field_type(column.type_code, column) for column in described]
            assert not [kind for kind in kinds if "Time" in kind or "Duration" in kind], table
            assert not [kind for kind in kinds if "Auto" in kind], f"{table} counts its rows"
            assert not [value for row in rows for value in row if isinstance(value, str | datetime) and TIME.search(as_bytes(value))]


def test_rows_keep_no_order_of_coming(busy: tuple[Store, Office, list[Filed], Any], engine: str) -> None:
    with connections["concerns"].cursor() as cursor:
        if engine == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'concerns_%' AND sql NOT LIKE '%WITHOUT ROWID'"
            )
        else:
            cursor.execute("SELECT c.relname FROM pg_class c WHERE c.relkind = 'S' AND c.relname LIKE 'concerns_%'")
        assert cursor.fetchall() == []


def test_files_that_filing_touched_are_its_own_and_tell_the_day_only(committed_store: Store) -> None:
    involved = f"{Involved.__module__}.{Involved.__name__}"
    with override_settings(LICET_INVOLVED_PEOPLE=involved):
        office = told.build()
        before = {path: path.stat().st_mtime_ns for path in committed_store.home.rglob("*") if path.is_file()}
        for number in range(5):
            file_one(office, number)
        after = {path: path.stat().st_mtime_ns for path in committed_store.home.rglob("*") if path.is_file()}
    touched = {path for path, when in after.items() if before.get(path) != when}
    own = committed_store.home / "concerns"
    assert {path for path in touched if path.parent != own and not path.name.startswith("concerns.sqlite3")} == set()
    noon = datetime(2031, 5, 5, 12, 0, tzinfo=UTC).timestamp()
    assert {path.stat().st_mtime for path in own.iterdir()} == {noon}


def test_file_keeps_no_order_after_the_batch(busy: tuple[Store, Office, list[Filed], Any], engine: str) -> None:
    """On SQLite it is byte for byte what it would be if all rows had come in the order of their keys; no write-ahead log is left.

    PostgreSQL's system columns tell its administrator the order of writes, and the README says so: there the batch leaves alone.
    """
    store, _, _, _ = busy
    carried = concerns.daily_batch(datetime(2031, 5, 5, 18, 0, tzinfo=UTC))
    assert carried.day == DAY
    if engine == "sqlite":
        file, again = store.home / "concerns.sqlite3", store.home / "again.sqlite3"
        assert (store.home / "concerns.sqlite3-wal").stat().st_size == 0
        with connections["concerns"].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(again)])
        assert file.read_bytes()[4096:] == again.read_bytes()[4096:]


def test_looking_leaves_no_trace(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    _, office, filed, _ = busy
    before = tables("concerns")
    concerns.come_back(filed[1].receipt, DAY + timedelta(days=1))
    concerns.access_concern(actor=office["head"], concern=office.id_of(filed[1]))
    assert tables("concerns") == before


def test_receipt_does_not_print_itself(busy: tuple[Store, Office, list[Filed], Any]) -> None:
    _, _, filed, _ = busy
    shown = f"{filed[0]!r} {filed[0]} {filed[0].receipt!r} {filed[0].receipt} {concerns.come_back(filed[0].receipt)!r}"
    assert filed[0].receipt.secret not in shown
