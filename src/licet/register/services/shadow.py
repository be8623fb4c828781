"""The register made again beside the one that is served: in temporary tables of the same names.

For as long as they exist, this connection's own queries reach the temporary tables, so the writers that fill the register
fill them without a change. Nobody else sees them, and the snapshot around them takes them away, also after an error.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched

from django.db import connection, models

from licet.kernel.errors import Refused
from licet.ledger import public as ledger
from licet.platform.snapshot import read_snapshot
from licet.register.models import Progress
from licet.register.services import reading


@contextmanager
def rebuilt_beside() -> Iterator[int]:
    """The register as the log makes it, up to the entry that the served one has read; yields that size.

    Inside, the model of each table in ``reading.TABLES`` reads the rebuilt rows, and :func:`served_table` names the served ones.
    """
    _refuse_role_without_temporary_tables()
    with read_snapshot():
        served = Progress.objects.filter(name=reading.NAME).first()
        size = served.size if served else 0
        for model in (*reading.TABLES, Progress):
            _hide_behind_empty_copy(model)
        progress = Progress(name=reading.NAME, size=0, skipped=0)
        if served:  # a register that never read anything has no such row
            progress.save(force_insert=True)
        for batch in batched(ledger.published(limit=size), reading.AT_ONCE):
            reading.read_batch(progress, list(batch))
        yield size


def _refuse_role_without_temporary_tables() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY'), current_user")
        allowed, role = cursor.fetchone()
    if not allowed:
        raise Refused(f"The database role {role} may make no temporary tables, which the comparison needs: use the worker's database URL.")


def served_table(model: type[models.Model]) -> str:
    """The table that pages read, named so that no temporary table hides it."""
    return f"{_served_schema()}.{connection.ops.quote_name(model._meta.db_table)}"


def _served_schema() -> str:
    if connection.vendor == "sqlite":
        return "main"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return connection.ops.quote_name(cursor.fetchone()[0])


def _hide_behind_empty_copy(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"CREATE TEMPORARY TABLE {name} (LIKE {served_table(model)} INCLUDING ALL)")
            return
        for statement in _statements_of(model._meta.db_table):
            cursor.execute(statement)


def _statements_of(table: str) -> Iterable[str]:
    """What made a table and its indexes on SQLite, changed to make temporary ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, sql FROM main.sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL AND type IN ('table', 'index') "
            "ORDER BY type DESC",  # the table first
            [table],
        )
        made = cursor.fetchall()
    for kind, statement in made:
        if kind == "table":
            yield statement.replace("CREATE TABLE ", "CREATE TEMPORARY TABLE ", 1)
        else:
            yield statement.replace(" INDEX ", " INDEX temp.", 1)
