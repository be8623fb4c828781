"""The minute's round asks for the first decision of all: without an index that reads every step of every case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_listed_cases")]

    operations = [
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["kind", "done_at"], name="steps_of_a_kind_by_time"),
        ),
    ]
