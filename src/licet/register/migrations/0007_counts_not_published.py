from django.db import migrations, models


class Migration(migrations.Migration):
    """What a fact touches is published from ten licences on, and not at all of applications: empty is not zero."""

    dependencies = [("register", "0006_processing_times")]

    operations = [
        migrations.AddField("publishedtrigger", "fewest", models.PositiveIntegerField(null=True)),
        migrations.AlterField("publishedtrigger", "licences", models.PositiveIntegerField(null=True)),
        migrations.AlterField("publishedtrigger", "licences_unknown", models.PositiveIntegerField(null=True)),
        migrations.AlterField("publishedtrigger", "cases", models.PositiveIntegerField(null=True)),
    ]
