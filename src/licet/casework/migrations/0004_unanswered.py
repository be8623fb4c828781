"""When an exporter was reminded of a question, and until when an answer keeps the case open. Written until the reminder, then final."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.platform.append_only import append_only

_WHEN = """BEFORE UPDATE OF "closes_after", "reminded_on" ON "casework_enquiry" """
_SQLITE = f"""
CREATE TRIGGER "casework_enquiry_reminded" {_WHEN} WHEN OLD.reminded_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'casework_enquiry is final: update refused'); END
"""
_POSTGRESQL = f"""
CREATE TRIGGER "casework_enquiry_reminded" {_WHEN} FOR EACH ROW WHEN (OLD.reminded_on IS NOT NULL)
EXECUTE FUNCTION "casework_enquiry_refuse"()
"""


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(_SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL, params=None)


def release(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    place = "" if schema_editor.connection.vendor == "sqlite" else ' ON "casework_enquiry"'
    schema_editor.execute(f'DROP TRIGGER "casework_enquiry_reminded"{place}', params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_queues"),
    ]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="closes_after",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="reminded_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted"),
                    ("in progress", "in progress"),
                    ("awaiting exporter", "awaiting exporter"),
                    ("for signature", "for signature"),
                    ("decided", "decided"),
                    ("withdrawn", "withdrawn"),
                    ("closed", "closed"),
                    ("closed unanswered", "closed unanswered"),
                ],
                max_length=20,
            ),
        ),
        append_only("enquiry", allow_update=("answer", "answered_at", "answered_by", "closes_after", "reminded_on")),
        migrations.RunPython(protect, release),
    ]
