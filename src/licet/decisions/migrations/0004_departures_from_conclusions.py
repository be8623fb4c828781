"""A departure names the assessment versions it was made with; a day on which every gate was counted is written once.

The new column may be empty so that SQLite adds it in place: a table that is made anew would lose its triggers.
"""

from django.db import migrations, models

import licet.platform.fields
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_apply_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="departure",
            name="conclusions",
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name="DayCounted",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField()),
                ("counted_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        append_only("daycounted"),
    ]
