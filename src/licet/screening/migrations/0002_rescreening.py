import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Basis",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("lists", models.JSONField()),
                ("threshold", models.PositiveSmallIntegerField()),
                ("rule_version", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="Compared",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="compared",
                        serialize=False,
                        to="screening.run",
                    ),
                ),
                ("compared_at", models.DateTimeField()),
                ("compared_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "basis",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="screening.basis"),
                ),
            ],
        ),
        append_only("basis"),
        append_only("compared", allow_update=["basis", "compared_at", "compared_by"]),
    ]
