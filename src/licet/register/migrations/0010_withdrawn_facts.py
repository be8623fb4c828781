from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a version withdraws what it is of, and days of proceedings that may be months or years."""

    dependencies = [("register", "0009_publishers")]
    operations = [
        migrations.AddField("publishedproceeding", "withdrawn", models.BooleanField(default=False)),
        migrations.AddField("publishedline", "withdrawn", models.BooleanField(default=False)),
        *(
            migrations.AlterField("publishedproceeding", name, models.CharField(max_length=10, null=True))
            for name in ("sought_on", "issued_on", "refused_on")
        ),
    ]
