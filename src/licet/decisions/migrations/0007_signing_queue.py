"""Each act says whose signature it waits for and by when, so that the signing queue is read from an index.

SQLite makes the table anew for the columns, and so its triggers are set again.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from licet.platform.append_only import append_only

_WANTED = """
UPDATE decisions_act SET wanted_on = COALESCE((SELECT target_on FROM casework_case WHERE id = case_id), DATE(proposed_at))
"""
_ROLES = [(role, role) for role in ("decider", "countersigner", "second countersigner", "minister")]


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The role that each proposed act waits for: the first of its roles in which nobody's signature stands."""
    database = schema_editor.connection.alias
    act, signature = apps.get_model("decisions", "Act"), apps.get_model("decisions", "Signature")
    schema_editor.execute(_WANTED)
    proposed = act.objects.using(database).filter(status="proposed")
    signed: dict[str, set[str]] = {}
    for pk, role in signature.objects.using(database).filter(act__in=proposed, voided_at=None).values_list("act", "role"):
        signed.setdefault(pk, set()).add(role)
    for row in proposed.only("pk", "roles"):
        row.waits_for = next(role for role in row.roles if role not in signed.get(row.pk, ()))
        row.save(update_fields=["waits_for"])


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_append_only"),
        ("decisions", "0006_signers_accept_doubt"),
    ]

    operations = [
        migrations.AddField("act", "waits_for", models.CharField(blank=True, choices=_ROLES, default="", max_length=24)),
        migrations.AddField("act", "wanted_on", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("act", "waits_for", models.CharField(blank=True, choices=_ROLES, max_length=24)),
        migrations.AlterField("act", "wanted_on", models.DateField()),
        migrations.RemoveIndex("act", "act_by_status"),
        migrations.AddIndex(
            "act",
            models.Index(
                condition=models.Q(status="proposed"),
                fields=["status", "wanted_on", "reference", "waits_for", "kind", "proposed_by", "case", "id"],
                name="act_waiting",
            ),
        ),
        migrations.AddConstraint(
            "act",
            models.CheckConstraint(
                condition=models.Q(status="proposed") & ~models.Q(waits_for="") | ~models.Q(status="proposed") & models.Q(waits_for=""),
                name="act_waits_while_proposed",
            ),
        ),
        append_only("act", allow_update=("status", "waits_for", "closed_at", "closed_by", "closing_words")),
    ]
