"""The words of search rows, indexed by each engine's own means: FTS5 on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_NEW = "INSERT INTO platform_search_words(rowid, title_words, body_words) VALUES (new.number, new.title_words, new.body_words);"
_OLD = """INSERT INTO platform_search_words(platform_search_words, rowid, title_words, body_words)
VALUES ('delete', old.number, old.title_words, old.body_words);"""

SQLITE = (
    """CREATE VIRTUAL TABLE platform_search_words USING fts5(
        title_words, body_words, content='platform_searchdocument', content_rowid='number', tokenize='ascii', prefix='2 3')""",
    f"CREATE TRIGGER platform_search_insert AFTER INSERT ON platform_searchdocument BEGIN {_NEW} END",
    f"CREATE TRIGGER platform_search_delete AFTER DELETE ON platform_searchdocument BEGIN {_OLD} END",
    f"CREATE TRIGGER platform_search_update AFTER UPDATE ON platform_searchdocument BEGIN {_OLD} {_NEW} END",
)
SQLITE_BACK = (
    "DROP TRIGGER platform_search_update",
    "DROP TRIGGER platform_search_delete",
    "DROP TRIGGER platform_search_insert",
    "DROP TABLE platform_search_words",
)
# Words come already separated, so they are taken as they are; PostgreSQL's parser would cut some of them again.
POSTGRESQL = (
    """ALTER TABLE platform_searchdocument ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(body_words, ' '))) STORED""",
    "CREATE INDEX platform_search_words ON platform_searchdocument USING gin (vector)",
)
POSTGRESQL_BACK = ("ALTER TABLE platform_searchdocument DROP COLUMN vector",)


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_tables")]

    operations = [migrations.RunPython(forwards, backwards)]
