"""The queues of referred cases and of cases that wait for advice are read from indexes that hold open cases alone, and so are recusals."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ENDED = ("decided", "withdrawn", "closed")


def clear_ended_cases(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Cases that ended while a department was silent kept its name until now."""
    cases = apps.get_model("casework", "Case").objects.using(schema_editor.connection.alias)
    still_waiting = ~models.Q(waiting_key="") | models.Q(referred=True)
    cases.filter(still_waiting, status__in=_ENDED).update(waiting_key="", referred=False)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_append_only")]

    operations = [
        migrations.RunPython(clear_ended_cases, migrations.RunPython.noop),
        migrations.AddIndex("case", models.Index(fields=["-received_at", "-id"], condition=models.Q(referred=True), name="case_referred")),
        migrations.AddIndex(
            "case",
            models.Index(fields=["-received_at", "-id", "waiting_key"], condition=~models.Q(waiting_key=""), name="case_awaiting_advice"),
        ),
        migrations.AddIndex(
            "handling", models.Index(fields=["person", "case"], condition=models.Q(kind="recused"), name="recusals_by_person")
        ),
    ]
