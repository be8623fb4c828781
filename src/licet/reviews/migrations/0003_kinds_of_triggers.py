"""Incidents, expired evidence and answered concerns raise triggers as well. The columns stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_in_doubt")]

    operations = [
        migrations.AlterField(
            model_name="trigger",
            name="kind",
            field=models.CharField(
                choices=[
                    ("conclusion", "conclusion"),
                    ("watchlist hit", "watchlist hit"),
                    ("proceeding", "proceeding"),
                    ("incident", "incident"),
                    ("expired evidence", "expired evidence"),
                    ("answered concern", "answered concern"),
                    ("by hand", "by hand"),
                ],
                max_length=16,
            ),
        ),
    ]
