import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_what_waits")]

    operations = [
        migrations.CreateModel(
            name="VersionBroughtBack",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("after", models.PositiveIntegerField()),
                ("reasons", models.TextField()),
                ("brought_back_at", models.DateTimeField()),
                ("brought_back_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="brought_back", to="screening.listversion"),
                ),
            ],
        ),
        append_only("versionbroughtback"),
    ]
