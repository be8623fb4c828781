"""The words of documents by their serial: FTS5 without a copy of the text on SQLite, tsvector with GIN on PostgreSQL.

The words come already separated and in Latin letters (`licet.platform.search.words`), so both engines hold the same.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = ("CREATE VIRTUAL TABLE evidence_words USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')",)
POSTGRESQL = (
    "CREATE TABLE evidence_words (serial bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX evidence_words_vector ON evidence_words USING gin (vector)",
)
BACK = ("DROP TABLE evidence_words",)


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
