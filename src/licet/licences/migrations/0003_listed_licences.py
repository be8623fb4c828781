"""Licences are listed and searched by terms (decision 0295). Licences of earlier versions are listed by ``licet init``."""

from django.db import migrations, models
from django.db.models import deletion

from licet.platform.term_index import IndexTerms


class Migration(migrations.Migration):
    dependencies = [("licences", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="LicenceDestination",
            fields=[("code", models.CharField(max_length=2, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="ListedLicence",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("licence", models.OneToOneField(on_delete=deletion.PROTECT, related_name="listed", to="licences.licence")),
                ("terms", models.TextField()),
            ],
        ),
        IndexTerms("listedlicence", "number"),
    ]
