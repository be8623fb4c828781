import django.db.models.deletion
import licet.platform.fields
from django.db import migrations, models

from licet.concerns.without_rowid import WithoutRowid
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0001_tables"),
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
                    ("followed up", "followed up"),
                    ("follow-up read", "follow-up read"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="ProtectionFollowUp",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("after_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("day", models.DateField()),
                ("answer", models.BinaryField()),
                ("wraps", models.BinaryField()),
                ("kept_from", models.BinaryField()),
                ("read_on", models.DateField(null=True)),
                (
                    "concern",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="follow_ups", to="concerns.concern"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "after_days", "due_on"), name="concern_follow_up_once")],
            },
        ),
        WithoutRowid("protectionfollowup"),
        append_only("protectionfollowup", allow_update=["read_on"]),
    ]
