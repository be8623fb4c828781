"""A version of a proceeding or of an official line may move it to another destination than the one it was first recorded under."""

from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_words")]

    operations = [
        migrations.AddField("proceedingversion", "moved_to", models.CharField(max_length=2, blank=True, default="")),
        migrations.AddField("officiallineversion", "moved_to", models.CharField(max_length=2, blank=True, default="")),
        append_only("proceedingversion"),
        append_only("officiallineversion"),
    ]
