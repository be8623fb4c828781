"""With which other application one began."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="copy_of",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="applications.application"
            ),
        ),
    ]
