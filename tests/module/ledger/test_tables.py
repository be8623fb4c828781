"""What the database itself refuses, on both engines."""

from collections.abc import Iterator

import pytest
from django.db import Error, connection, transaction
from tests.module.ledger.events import advised, checkpoint, grow, record_batch

from licet.ledger.models import Salt

pytestmark = pytest.mark.django_db

COPY = (
    'INSERT INTO ledger_entry SELECT {place}, kind, "on", ref, leaf, leaf_hash, appended_at, appended_by '
    "FROM ledger_entry WHERE position = 1"
)
COPY_INTERNAL = (
    'INSERT INTO ledger_internalevent SELECT {place}, kind, "on", ref, leaf, leaf_hash, appended_at, appended_by '
    "FROM ledger_internalevent WHERE number = 1"
)
REFUSED = [
    "UPDATE ledger_entry SET ref = 'T 99' WHERE position = 1",
    "UPDATE ledger_entry SET appended_by = 'user:other'",
    "DELETE FROM ledger_entry WHERE position = 2",
    "UPDATE ledger_node SET hash = hash",
    "DELETE FROM ledger_node",
    "UPDATE ledger_checkpoint SET note = ''",
    "DELETE FROM ledger_checkpoint",
    "UPDATE ledger_salt SET field = 'other'",
    COPY.format(place=9),
    COPY.format(place=5),
    COPY.format(place=1),
    COPY.format(place=-1),
    "INSERT INTO ledger_node VALUES (1, '')",
    "UPDATE ledger_internalevent SET ref = 'C 99' WHERE number = 1",
    "DELETE FROM ledger_internalevent WHERE number = 2",
    "UPDATE ledger_internalsalt SET field = 'other'",
    "UPDATE ledger_internalbatch SET count = 0",
    "DELETE FROM ledger_internalbatch",
    COPY_INTERNAL.format(place=9),
    COPY_INTERNAL.format(place=1),
    COPY_INTERNAL.format(place=-1),
]
REPLACED = [
    "INSERT OR REPLACE INTO ledger_node SELECT 1, leaf_hash FROM ledger_entry WHERE position = 0",
    "INSERT OR REPLACE INTO ledger_checkpoint SELECT size, root, 'forged', signed_at, signed_by FROM ledger_checkpoint",
    COPY.format(place=1).replace("INSERT", "INSERT OR REPLACE"),
    COPY_INTERNAL.format(place=1).replace("INSERT", "INSERT OR REPLACE"),
    "INSERT OR REPLACE INTO ledger_internalbatch SELECT entry_id, until, 0, 0, filler FROM ledger_internalbatch",
    "INSERT OR REPLACE INTO ledger_internalbatch SELECT 0, until, 0, 0, filler FROM ledger_internalbatch",
]
TABLES = ("ledger_entry", "ledger_node", "ledger_checkpoint", "ledger_internalevent", "ledger_internalbatch")
TRUNCATED = [f"TRUNCATE {table} CASCADE" for table in TABLES]


def recorded() -> None:
    """Three entries and three internal events with their batch, under a checkpoint."""
    grow(3)
    grow(0, advised(3))
    record_batch()
    checkpoint()


@pytest.mark.parametrize("statement", REFUSED + TRUNCATED)
def test_change_of_the_log_is_refused(statement: str) -> None:
    recorded()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def without_recursive_triggers() -> Iterator[None]:
    """A connection that somebody else opened, without the settings of ours."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        yield
        cursor.execute("PRAGMA recursive_triggers=ON")


@pytest.mark.parametrize("statement", REPLACED)
@pytest.mark.usefixtures("without_recursive_triggers")
def test_replacing_a_row_is_refused_on_every_connection(statement: str) -> None:
    recorded()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_next_place_is_free() -> None:
    grow(3)
    with connection.cursor() as cursor:
        cursor.execute(COPY.format(place=3))


def test_hole_inside_a_set_is_refused() -> None:
    grow(3)
    rows = "SELECT position FROM ledger_entry WHERE position <> 1"
    statement = COPY.format(place="3 + x.position").replace("FROM ledger_entry", f"FROM ledger_entry, ({rows}) AS x")
    statement = statement.replace("WHERE position", "WHERE ledger_entry.position")
    with pytest.raises(Error, match="no holes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_salt_may_be_destroyed() -> None:
    grow(3)
    assert Salt.objects.filter(entry_id=1, field="exporter").delete()[0] == 1
    assert Salt.objects.count() == 5
