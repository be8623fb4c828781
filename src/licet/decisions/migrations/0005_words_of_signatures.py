"""Whoever signs may say why. SQLite makes the table anew for the column, and so its triggers are set again."""

from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_departures_from_conclusions"),
    ]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="words",
            field=models.TextField(blank=True, default=""),
        ),
        append_only("signature", allow_update=("voided_at", "voided_by", "void_reason")),
    ]
