"""The day by which a question is to be answered may be put off, never brought forward; being put off, it is reminded of again."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.platform.append_only import append_only

_WHEN = """BEFORE UPDATE OF "due_on", "closes_after", "reminded_on" ON "casework_enquiry" """
_FINAL = "NEW.due_on < OLD.due_on OR (NEW.due_on = OLD.due_on AND OLD.reminded_on IS NOT NULL)"
_SQLITE = f"""
CREATE TRIGGER "casework_enquiry_reminded" {_WHEN} WHEN {_FINAL}
BEGIN SELECT RAISE(ABORT, 'casework_enquiry is final: update refused'); END
"""
_POSTGRESQL = f"""
CREATE TRIGGER "casework_enquiry_reminded" {_WHEN} FOR EACH ROW WHEN ({_FINAL})
EXECUTE FUNCTION "casework_enquiry_refuse"()
"""


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    place = "" if schema_editor.connection.vendor == "sqlite" else ' ON "casework_enquiry"'
    schema_editor.execute(f'DROP TRIGGER IF EXISTS "casework_enquiry_reminded"{place}', params=None)
    schema_editor.execute(_SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL, params=None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_unanswered")]

    operations = [
        append_only("enquiry", allow_update=("answer", "answered_at", "answered_by", "closes_after", "reminded_on", "due_on")),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
