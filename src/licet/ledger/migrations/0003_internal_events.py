"""Internal events beside the log, the batches that cover them, and what the database itself refuses to do with both."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import licet.platform.fields
from licet.platform.append_only import append_only

NEXT_SQLITE = """
CREATE TRIGGER "ledger_internalevent_next" BEFORE INSERT ON "ledger_internalevent"
WHEN NEW."number" <> (SELECT coalesce(max("number") + 1, 0) FROM "ledger_internalevent")
BEGIN SELECT RAISE(ABORT, 'ledger_internalevent has no gaps: the next number is how many there are'); END
"""
NEXT_POSTGRESQL = """
CREATE FUNCTION "ledger_internalevent_next"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint; last bigint; rows bigint;
BEGIN
    SELECT min("number"), max("number"), count(*) INTO first, last, rows FROM added;
    IF rows > 0 AND (last - first + 1 <> rows
            OR first <> (SELECT coalesce(max("number") + 1, 0) FROM "ledger_internalevent" WHERE "number" < first)) THEN
        RAISE EXCEPTION 'ledger_internalevent has no gaps: the next number is how many there are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END$$;
CREATE TRIGGER "ledger_internalevent_next" AFTER INSERT ON "ledger_internalevent"
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "ledger_internalevent_next"()
"""
# INSERT OR REPLACE deletes without asking the trigger on DELETE unless a connection has switched recursive triggers on.
BATCH_ONCE_SQLITE = """
CREATE TRIGGER "ledger_internalbatch_once" BEFORE INSERT ON "ledger_internalbatch"
WHEN EXISTS (SELECT 1 FROM "ledger_internalbatch" WHERE "entry_id" = NEW."entry_id" OR "until" = NEW."until")
BEGIN SELECT RAISE(ABORT, 'ledger_internalbatch is append-only: replace refused'); END
"""
SALT_SQLITE = """
CREATE TRIGGER "ledger_internalsalt_update" BEFORE UPDATE ON "ledger_internalsalt"
BEGIN SELECT RAISE(ABORT, 'ledger_internalsalt is kept or destroyed, never changed: update refused'); END
"""
SALT_POSTGRESQL = """
CREATE FUNCTION "ledger_internalsalt_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger_internalsalt is kept or destroyed, never changed: update refused'
        USING ERRCODE = 'integrity_constraint_violation';
END$$;
CREATE TRIGGER "ledger_internalsalt_update" BEFORE UPDATE ON "ledger_internalsalt"
FOR EACH ROW EXECUTE FUNCTION "ledger_internalsalt_refuse"()
"""
FORWARD = {"sqlite": (NEXT_SQLITE, BATCH_ONCE_SQLITE, SALT_SQLITE), "postgresql": (NEXT_POSTGRESQL, SALT_POSTGRESQL)}
BACKWARD = {
    "sqlite": (
        'DROP TRIGGER "ledger_internalevent_next"',
        'DROP TRIGGER "ledger_internalbatch_once"',
        'DROP TRIGGER "ledger_internalsalt_update"',
    ),
    "postgresql": ('DROP FUNCTION "ledger_internalevent_next"() CASCADE', 'DROP FUNCTION "ledger_internalsalt_refuse"() CASCADE'),
}


def forward(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def backward(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="InternalBatch",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="batch",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
                ("until", models.DateTimeField(unique=True)),
                ("first", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("filler", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["first"], name="ledger_batch_first")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("first__gte", 0)), name="ledger_internalbatch_first"),
                    models.CheckConstraint(condition=models.Q(("count__gte", 0)), name="ledger_internalbatch_count"),
                    models.CheckConstraint(condition=models.Q(("filler__length", 32)), name="ledger_internalbatch_filler"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalEvent",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=100)),
                ("on", models.DateField()),
                ("ref", models.CharField(db_index=True, max_length=120)),
                ("leaf", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
                ("appended_at", models.DateTimeField()),
                ("appended_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 0)), name="ledger_internalevent_number"),
                    models.CheckConstraint(condition=models.Q(("leaf_hash__length", 32)), name="ledger_internalevent_leaf_hash"),
                    models.CheckConstraint(condition=models.Q(("leaf__length__range", (1, 65535))), name="ledger_internalevent_leaf"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalSalt",
            fields=[
                ("pk", models.CompositePrimaryKey("event_id", "field", blank=True, editable=False, primary_key=True, serialize=False)),
                ("field", models.CharField(max_length=100)),
                ("salt", models.BinaryField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="salts", to="ledger.internalevent"
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("salt__length", 32)), name="ledger_internalsalt_salt")],
            },
        ),
        append_only("internalevent"),
        append_only("internalbatch"),
        migrations.RunPython(forward, backward),
    ]
