from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    """Who published an imported file and when, and the digest of its lines. Of files imported before, none of these is known."""

    dependencies = [("register", "0008_comparisons_append_only")]
    operations = [
        migrations.AddField("importfile", "publisher", models.CharField(max_length=200, default="")),
        migrations.AddField("importfile", "published_on", models.DateField(null=True)),
        migrations.AddField("importfile", "lines_sha256", models.CharField(max_length=64, default="")),
        append_only("importfile"),
    ]
