"""Official rows are written once; what may follow later, such as an answer, is written once too."""

from collections.abc import Callable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.platform.append_only import append_only

# Table, its columns that are written later, and when they are final.
WRITTEN_LATER = (
    ("linerating", ("current",), "NOT OLD.current"),
    ("advice", ("current",), "NOT OLD.current"),
    ("adviceasked", ("answered",), "OLD.answered"),
    ("enquiry", ("answer", "answered_at", "answered_by"), "OLD.answered_at IS NOT NULL"),
    ("referral", ("outcome", "words", "settled_at", "settled_by"), "OLD.settled_at IS NOT NULL"),
)
# Marks that may go back and forth: a rule may cease to ask, and ask again.
FREE = {"adviceasked": ("lapsed",)}

_SQLITE = """
CREATE TRIGGER "{table}_final" BEFORE UPDATE OF {columns} ON "{table}" WHEN {final}
BEGIN SELECT RAISE(ABORT, '{table} is final: update refused'); END
"""

_POSTGRESQL = """
CREATE TRIGGER "{table}_final" BEFORE UPDATE OF {columns} ON "{table}" FOR EACH ROW WHEN ({final})
EXECUTE FUNCTION "{table}_refuse"()
"""


def _each(write: Callable[[BaseDatabaseSchemaEditor, str, str, str], None]) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for model, columns, final in WRITTEN_LATER:
            write(schema_editor, f"casework_{model}", ", ".join(f'"{column}"' for column in columns), final)

    return run


def _make(schema_editor: BaseDatabaseSchemaEditor, table: str, columns: str, final: str) -> None:
    template = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
    schema_editor.execute(template.format(table=table, columns=columns, final=final), params=None)


def _remove(schema_editor: BaseDatabaseSchemaEditor, table: str, columns: str, final: str) -> None:
    place = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{table}"'
    schema_editor.execute(f'DROP TRIGGER "{table}_final"{place}', params=None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        append_only("handling"),
        append_only("step"),
        *(append_only(model, allow_update=(*columns, *FREE.get(model, ()))) for model, columns, _ in WRITTEN_LATER),
        migrations.RunPython(_each(_make), _each(_remove)),
    ]
