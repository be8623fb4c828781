from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Max, OuterRef, Subquery

from licet.concerns.accounted_for import CONCERN, HELD, POINT, RUNG, AccountedFor
from licet.platform.append_only import append_only


def name_last_step(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of rows that stand: what was written so far accounts for nothing that comes."""
    alias = schema_editor.connection.alias
    steps = apps.get_model("concerns", "Step").objects.using(alias)
    for name in ("Point", "Rung"):
        last = steps.filter(concern=OuterRef("concern")).order_by().values("concern").annotate(last=Max("number")).values("last")
        apps.get_model("concerns", name).objects.using(alias).update(changed_in=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0002_protection_follow_up"),
    ]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    ("filed", "filed"),
                    ("acknowledged", "acknowledged"),
                    ("put off", "put off"),
                    ("answered", "answered"),
                    ("judged", "judged"),
                    ("climbed", "climbed"),
                    ("added", "added"),
                    ("wrote", "wrote"),
                    ("withdrawn", "withdrawn"),
                    ("closed", "closed"),
                    ("name asked for", "name asked for"),
                    ("name opened", "name opened"),
                    ("done", "done"),
                    ("followed up", "followed up"),
                    ("follow-up read", "follow-up read"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField("concern", "held", models.BooleanField(null=True)),
        migrations.AddField("opennotice", "joined", models.CharField(max_length=40, null=True)),
        migrations.AddField("point", "promised_by", models.DateField(null=True)),
        migrations.AddField("point", "done_on", models.DateField(null=True)),
        migrations.AddField("point", "changed_in", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("rung", "changed_in", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(name_last_step, migrations.RunPython.noop),
        append_only("concern", allow_update=["status", "closing", "closed_on", "level", "owed", "revision", "held"]),
        append_only("point", allow_update=["standing", "promised_by", "done_on", "changed_in"]),
        append_only(
            "rung",
            allow_update=["answer_by", "acknowledged_on", "answered_on", "extended", "left_on", "left_why", "changed_in"],
        ),
        AccountedFor("concern", CONCERN),
        AccountedFor("concern", HELD),
        AccountedFor("point", POINT),
        AccountedFor("rung", RUNG),
    ]
