"""A busy day, and then a search of every table, file and log entry for what nobody may find there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import override_settings
from tests.module.concerns import told
from tests.module.concerns.searching import (
    Found,
    Rows,
    added,
    lines_logged,
    tables,
    times_in_rows,
    words_in_files,
    words_in_lines,
    words_in_rows,
)
from tests.module.concerns.told import DAY, Involved, Office
from tests.stores import Store

from licet.concerns import public as concerns
from licet.concerns.models import Topic
from licet.concerns.public import Attached, Filed, Naming
from licet.ledger import public as ledger
from licet.people import public as people

WORDS = (
    "Sarra valley strike of 2 May",
    "rewritten after it was signed",
    "Ilse Varn",
    "leaked-note.txt",
    "the note itself",
    "a reply in words",
    "given no files of my own",
    "come and see me about it",
)
CARRIED = datetime(2031, 5, 5, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Busy:
    """A busy day: the main database as it was before, and what any logger said from then on."""

    store: Store
    office: Office
    filed: list[Filed]
    before: Rows
    lines: list[str]

    @property
    def secrets(self) -> list[str]:
        return [*WORDS, *(each.receipt.secret for each in self.filed)]

    def leaks(self) -> list[Found]:
        """Every plaintext in either database, in any file below LICET_HOME, in any line logged."""
        complained_of = self.office["adviser"].id  # in clear among the people, and among the concerns nowhere
        return [
            *words_in_rows(tables("concerns"), [*self.secrets, complained_of]),
            *words_in_rows(tables("default"), self.secrets),
            *words_in_files(self.store.home, self.secrets),
            *words_in_lines(self.lines, [*self.secrets, complained_of]),
        ]

    def times(self) -> list[Found]:
        """Every moment in a row that the day added to the main database, or that stands among the concerns."""
        own = {table: rows for table, rows in tables("concerns").items() if table != "django_migrations"}  # when it was set up
        return times_in_rows(added(self.before, tables("default"))) + times_in_rows(own)


@pytest.fixture
def busy(committed_store: Store) -> Iterator[Busy]:
    """Fifteen filings with everything in them, read and answered; one closed, and said afterwards that its raiser fared worse."""
    involved = f"{Involved.__module__}.{Involved.__name__}"
    with override_settings(LICET_INVOLVED_PEOPLE=involved), lines_logged() as lines:
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
        follow_up(office, filed[3])
        yield Busy(committed_store, office, filed, before, lines)


def follow_up(office: Office, filed: Filed) -> None:
    """Some months later, when no batch has come between: who was treated worse says so, and somebody above says that they read it."""
    later = DAY + timedelta(days=90)
    concerns.give_verdicts(filed.receipt, {1: "answers", 2: "answers"}, today=DAY)
    concerns.answer_follow_up(filed.receipt, "yes", WORDS[6], today=later)
    concerns.read_follow_up(
        actor=office["secretary"], concern=office.id_of(filed), follow_up=office.follow_up_of(filed), words=WORDS[7], today=later
    )


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


def test_no_plaintext_in_any_table_file_or_line(busy: Busy) -> None:
    concerns.daily_batch(CARRIED)
    assert busy.leaks() == []


def test_a_planted_plaintext_is_found_wherever_it_lies(busy: Busy) -> None:
    """Else the test above could not fail."""
    words, code, adviser = WORDS[1], busy.filed[3].receipt.secret, busy.office["adviser"].id
    plant(name=f"It was {words}.", topic=adviser, concern=busy.office.id_of(busy.filed[0]))
    (busy.store.home / "concerns" / "kept").write_bytes(bytes(100) + words.encode() + bytes(100))
    (busy.store.home / f"{WORDS[3]}").write_bytes(b"")
    logging.getLogger("licet.concerns").info("opened with %s", code)
    found = {(each.where, each.what) for each in busy.leaks()}
    assert ("people_department", words) in found
    assert ("concerns_topic", adviser) in found
    assert ("concerns/kept", words) in found
    assert (WORDS[3], WORDS[3]) in found
    assert (f"opened with {code}", code) in found


def test_filing_changes_nothing_outside_its_own_database(busy: Busy) -> None:
    assert added(busy.before, tables("default")) == {}
    plant(name="Planted")
    assert list(added(busy.before, tables("default"))) == ["people_department"]


def test_batch_tells_the_log_a_root_and_no_more(busy: Busy) -> None:
    size = ledger.size()
    concerns.daily_batch(CARRIED)
    assert ledger.size() == size + 1
    leaf = ledger.leaf(size)
    assert not any(each.reference_for_raiser.encode() in leaf for each in busy.filed)
    assert set(added(busy.before, tables("default"))) <= {"ledger_entry", "ledger_node", "platform_outboxevent"}


def test_nothing_kept_is_finer_than_a_day(busy: Busy) -> None:
    assert busy.times() == []
    with connections["concerns"].cursor() as cursor:
        for table in tables("concerns"):
            if table == "django_migrations":
                continue  # when the software was set up
            described = connections["concerns"].introspection.get_table_description(cursor, table)
            kinds = [connections["concerns"].introspection.get_field_type(column.type_code, column) for column in described]
            assert not [kind for kind in kinds if "Time" in kind or "Duration" in kind], table
            assert not [kind for kind in kinds if "Auto" in kind], f"{table} counts its rows"


def test_a_planted_moment_is_found(busy: Busy) -> None:
    """Else the test above could not fail: a row that a filing caused, with the moment of it; a note with a clock among the concerns."""
    plant(name="Planted", topic="at 09:13", concern=busy.office.id_of(busy.filed[0]))
    found = {(each.where, each.what[:16]) for each in busy.times()}
    assert found == {("people_department", "2031-05-05 09:13"), ("concerns_topic", "at 09:13")}


@pytest.mark.parametrize(
    "moment", [1935911582, 1935911582.5, 1935911582000, 1935911582000000, datetime(2031, 5, 5, tzinfo=UTC), "at 9:13:07"]
)
def test_a_moment_is_known_in_any_form(moment: object) -> None:
    assert times_in_rows({"any": [(moment,)]}) == [Found("any", str(moment))]


@pytest.mark.parametrize("day", [DAY, "2031-05-05", 0, 412, True, None, datetime(2031, 5, 5, tzinfo=UTC).timestamp(), b"09:13"])
def test_a_day_is_no_moment_and_sealed_bytes_are_not_read(day: object) -> None:
    assert times_in_rows({"any": [(day,)]}) == []


def plant(*, name: str, topic: str = "", concern: str = "") -> None:
    """Rows as careless code might leave them."""
    moment = datetime(2031, 5, 5, 9, 13, 2, tzinfo=UTC)
    people.Department.objects.create(id="0" * 26, code="planted", name=name, created_at=moment, created_by="system:test")
    if topic:
        Topic.objects.create(id="0" * 26, concern_id=concern, topic=topic)


def test_rows_keep_no_order_of_coming(busy: Busy, engine: str) -> None:
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


def test_file_keeps_no_order_after_the_batch(busy: Busy, engine: str) -> None:
    """On SQLite it is byte for byte what it would be if all rows had come in the order of their keys; no write-ahead log is left.

    PostgreSQL's system columns tell its administrator the order of writes, and the README says so: there the batch leaves alone.
    """
    store = busy.store
    carried = concerns.daily_batch(CARRIED)
    assert carried.day == DAY
    if engine == "sqlite":
        file, again = store.home / "concerns.sqlite3", store.home / "again.sqlite3"
        assert (store.home / "concerns.sqlite3-wal").stat().st_size == 0
        with connections["concerns"].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(again)])
        assert file.read_bytes()[4096:] == again.read_bytes()[4096:]


def test_looking_leaves_no_trace(busy: Busy) -> None:
    office, filed = busy.office, busy.filed
    before = tables("concerns")
    concerns.come_back(filed[1].receipt, DAY + timedelta(days=1))
    concerns.access_concern(actor=office["head"], concern=office.id_of(filed[1]))
    assert tables("concerns") == before


def test_receipt_does_not_print_itself(busy: Busy) -> None:
    filed = busy.filed
    shown = f"{filed[0]!r} {filed[0]} {filed[0].receipt!r} {filed[0].receipt} {concerns.come_back(filed[0].receipt)!r}"
    assert filed[0].receipt.secret not in shown
