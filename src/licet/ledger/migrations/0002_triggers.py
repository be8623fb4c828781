"""What the database itself refuses: a change of the log, a hole in it, a change of a salt (record.md, I5 and I19)."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from licet.platform.append_only import append_only

NO_HOLES_SQLITE = """
CREATE TRIGGER "ledger_entry_next" BEFORE INSERT ON "ledger_entry"
WHEN NEW."position" <> (SELECT coalesce(max("position") + 1, 0) FROM "ledger_entry")
BEGIN SELECT RAISE(ABORT, 'ledger_entry has no holes: the next position is the size of the log'); END
"""
NO_HOLES_POSTGRESQL = """
CREATE FUNCTION "ledger_entry_next"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; rows bigint;
BEGIN
    SELECT min("position"), max("position"), count(*) INTO first, last, rows FROM added;
    IF rows > 0 AND (last - first + 1 <> rows
            OR first <> (SELECT coalesce(max("position") + 1, 0) FROM "ledger_entry" WHERE "position" < first)) THEN
        RAISE EXCEPTION 'ledger_entry has no holes: the next position is the size of the log'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END$$;
CREATE TRIGGER "ledger_entry_next" AFTER INSERT ON "ledger_entry"
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "ledger_entry_next"()
"""
# INSERT OR REPLACE deletes without asking the trigger on DELETE unless a connection has switched recursive triggers on.
ONCE_SQLITE = """
CREATE TRIGGER "{table}_once" BEFORE INSERT ON "{table}"
WHEN EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")
BEGIN SELECT RAISE(ABORT, '{table} is append-only: replace refused'); END
"""
NODE_SQLITE = ONCE_SQLITE.format(table="ledger_node", key="number")
CHECKPOINT_SQLITE = ONCE_SQLITE.format(table="ledger_checkpoint", key="size")
SALT_SQLITE = """
CREATE TRIGGER "ledger_salt_update" BEFORE UPDATE ON "ledger_salt"
BEGIN SELECT RAISE(ABORT, 'ledger_salt is kept or destroyed, never changed: update refused'); END
"""
SALT_POSTGRESQL = """
CREATE FUNCTION "ledger_salt_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger_salt is kept or destroyed, never changed: update refused'
        USING ERRCODE = 'integrity_constraint_violation';
END$$;
CREATE TRIGGER "ledger_salt_update" BEFORE UPDATE ON "ledger_salt" FOR EACH ROW EXECUTE FUNCTION "ledger_salt_refuse"()
"""
FORWARD = {"sqlite": (NO_HOLES_SQLITE, NODE_SQLITE, CHECKPOINT_SQLITE, SALT_SQLITE), "postgresql": (NO_HOLES_POSTGRESQL, SALT_POSTGRESQL)}
BACKWARD = {
    "sqlite": tuple(
        f'DROP TRIGGER "{name}"' for name in ("ledger_entry_next", "ledger_node_once", "ledger_checkpoint_once", "ledger_salt_update")
    ),
    "postgresql": ('DROP FUNCTION "ledger_entry_next"() CASCADE', 'DROP FUNCTION "ledger_salt_refuse"() CASCADE'),
}


def forward(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def backward(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables")]

    operations = [
        append_only("entry"),
        append_only("node"),
        append_only("checkpoint"),
        migrations.RunPython(forward, backward),
    ]
