"""A version may withdraw a proceeding or an official line, and the day of a proceeding may be a month or a year."""

from django.db import migrations, models

from licet.kernel.days import DayPrecision
from licet.platform.append_only import append_only
from licet.platform.fields import choices

PRECISION = models.CharField(max_length=5, choices=choices(DayPrecision), default=DayPrecision.DAY)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_moved_facts")]

    operations = [
        migrations.AddField("proceedingversion", "withdrawn", models.BooleanField(default=False)),
        migrations.AddField("officiallineversion", "withdrawn", models.BooleanField(default=False)),
        migrations.AddField("proceedingversion", "sought_precision", PRECISION.clone()),
        migrations.AddField("proceedingversion", "issued_precision", PRECISION.clone()),
        migrations.AddField("proceedingversion", "refused_precision", PRECISION.clone()),
        append_only("proceedingversion"),
        append_only("officiallineversion"),
    ]
