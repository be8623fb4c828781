"""Sums of figures, and the terms that find a decision, each indexed by its engine's own means.

They are written as the log is read. What was read before this migration is therefore forgotten here, and read again from the log by
``licet init``, which migrates, or by the worker. Imported lines are kept.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import BigIntegerField, CharField, PositiveSmallIntegerField, Q, TextField

_NEW = "INSERT INTO register_listed_terms(rowid, terms) VALUES (new.position, new.terms);"
_OLD = "INSERT INTO register_listed_terms(register_listed_terms, rowid, terms) VALUES ('delete', old.position, old.terms);"

# Terms come already separated, and where in a decision they stand says nothing: the smallest index of either engine does.
SQLITE = (
    """CREATE VIRTUAL TABLE register_listed_terms USING fts5(
        terms, content='register_listeddecision', content_rowid='position', tokenize="ascii tokenchars ':_'",
        prefix='1 2 3 4', detail=none)""",
    f"CREATE TRIGGER register_listed_insert AFTER INSERT ON register_listeddecision BEGIN {_NEW} END",
    f"CREATE TRIGGER register_listed_delete AFTER DELETE ON register_listeddecision BEGIN {_OLD} END",
    f"CREATE TRIGGER register_listed_update AFTER UPDATE ON register_listeddecision BEGIN {_OLD} {_NEW} END",
)
SQLITE_BACK = (
    "DROP TRIGGER register_listed_update",
    "DROP TRIGGER register_listed_delete",
    "DROP TRIGGER register_listed_insert",
    "DROP TABLE register_listed_terms",
)
POSTGRESQL = (
    """ALTER TABLE register_listeddecision ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED""",
    "CREATE INDEX register_listed_terms ON register_listeddecision USING gin (vector)",
)
POSTGRESQL_BACK = ("ALTER TABLE register_listeddecision DROP COLUMN vector",)
READ_FROM_THE_LOG = (
    "RegisteredLine",
    "RegisteredDecision",
    "RegisteredLicence",
    "StatusEntry",
    "Hold",
    "Departure",
    "Correction",
    "Exclusion",
    "PublishedImport",
    "PublishedAssessment",
    "PublishedIncident",
    "PublishedProceeding",
    "PublishedLine",
    "PublishedTrigger",
    "PublishedReview",
    "ReviewEntry",
    "ConcernFigures",
    "Happening",
    "Progress",
)


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in READ_FROM_THE_LOG:
        apps.get_model("register", name).objects.using(schema_editor.connection.alias).all().delete()


def index_terms(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def drop_terms(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0004_comparisons")]

    operations = [
        migrations.CreateModel(
            name="FigureCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "grouping",
                        "outcome",
                        "destination",
                        "head",
                        "military",
                        "quarter",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("grouping", CharField(max_length=40)),
                ("outcome", CharField(max_length=40)),
                ("destination", CharField(max_length=8)),
                ("head", CharField(max_length=40)),
                ("military", CharField(max_length=40)),
                ("quarter", CharField(max_length=8)),
                ("year", PositiveSmallIntegerField()),
                ("decisions", BigIntegerField()),
                ("suspended", BigIntegerField()),
                ("revoked", BigIntegerField()),
                ("lines", BigIntegerField()),
                ("valued", BigIntegerField()),
                ("inapplicable", BigIntegerField()),
                ("zero", BigIntegerField()),
                ("unlisted", BigIntegerField()),
                ("unrated", BigIntegerField()),
                ("unplaced", BigIntegerField()),
                ("value_minor", BigIntegerField()),
                ("largest", BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ListedDecision",
            fields=[("position", BigIntegerField(primary_key=True, serialize=False)), ("terms", TextField())],
        ),
        migrations.AddIndex("registereddecision", models.Index(fields=["act"], name="register_decision_act")),
        migrations.AddIndex(
            "registereddecision",
            models.Index(fields=["outcome", "decided_on", "criteria"], condition=Q(excluded=None), name="register_decision_criteria"),
        ),
        migrations.AddIndex("registeredline", models.Index(fields=["value_minor"], name="register_line_value")),
        migrations.AddIndex(
            "registeredline",
            models.Index(fields=["excluded"], condition=Q(excluded__isnull=False), name="register_line_excluded"),
        ),
        migrations.RunPython(index_terms, drop_terms),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
