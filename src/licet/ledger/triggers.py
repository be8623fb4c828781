"""What the database itself refuses on the ledger's tables beside changes: gaps, replaced rows, a change of a salt.

Migrations use it; a table that exists keeps the triggers that its migration made.
"""

from collections.abc import Mapping
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

type Statements = Mapping[str, tuple[str, ...]]
"""By database engine."""

_NEXT_SQLITE = """
CREATE TRIGGER "{table}_next" BEFORE INSERT ON "{table}"
WHEN NEW."{key}" <> (SELECT coalesce(max("{key}") + 1, 0) FROM "{table}")
BEGIN SELECT RAISE(ABORT, '{words}'); END
"""
_NEXT_POSTGRESQL = """
CREATE FUNCTION "{table}_next"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; rows bigint;
BEGIN
    SELECT min("{key}"), max("{key}"), count(*) INTO first, last, rows FROM added;
    IF rows > 0 AND (last - first + 1 <> rows
            OR first <> (SELECT coalesce(max("{key}") + 1, 0) FROM "{table}" WHERE "{key}" < first)) THEN
        RAISE EXCEPTION '{words}'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END$$;
CREATE TRIGGER "{table}_next" AFTER INSERT ON "{table}"
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "{table}_next"()
"""
_ONCE_SQLITE = """
CREATE TRIGGER "{table}_once" BEFORE INSERT ON "{table}"
WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table} is append-only: replace refused'); END
"""
_SALT_SQLITE = """
CREATE TRIGGER "{table}_update" BEFORE UPDATE ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is kept or destroyed, never changed: update refused'); END
"""
_SALT_POSTGRESQL = """
CREATE FUNCTION "{table}_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is kept or destroyed, never changed: update refused'
        USING ERRCODE = 'integrity_constraint_violation';
END$$;
CREATE TRIGGER "{table}_update" BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{table}_refuse"()
"""


def no_gaps(table: str, key: str, words: str) -> migrations.RunPython:
    """Refuse a row whose ``key`` is not the number of rows before it, in these words."""
    names = {"table": table, "key": key, "words": words}
    return _triggers(
        {"sqlite": (_NEXT_SQLITE.format(**names),), "postgresql": (_NEXT_POSTGRESQL.format(**names),)},
        {"sqlite": (f'DROP TRIGGER "{table}_next"',), "postgresql": (f'DROP FUNCTION "{table}_next"() CASCADE',)},
    )


def no_replacing(table: str, *keys: str) -> migrations.RunPython:
    """Refuse a row that shares one of these keys with another.

    SQLite's INSERT OR REPLACE deletes without asking the trigger on DELETE unless a connection has switched recursive triggers on.
    """
    same = " OR ".join(f'"{key}" = NEW."{key}"' for key in keys)
    return _triggers({"sqlite": (_ONCE_SQLITE.format(table=table, same=same),)}, {"sqlite": (f'DROP TRIGGER "{table}_once"',)})


def never_changed(table: str) -> migrations.RunPython:
    """Refuse an update of a salt, which may be deleted."""
    return _triggers(
        {"sqlite": (_SALT_SQLITE.format(table=table),), "postgresql": (_SALT_POSTGRESQL.format(table=table),)},
        {"sqlite": (f'DROP TRIGGER "{table}_update"',), "postgresql": (f'DROP FUNCTION "{table}_refuse"() CASCADE',)},
    )


def _triggers(forward: Statements, backward: Statements) -> migrations.RunPython:
    def run(statements: Statements) -> Any:
        def code(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
            for statement in statements.get(schema_editor.connection.vendor, ()):
                schema_editor.execute(statement, params=None)

        return code

    return migrations.RunPython(run(forward), run(backward))
