"""Cases are listed and searched by places and terms (decision 0295). Cases of earlier versions are listed by ``licet init``."""

from django.db import migrations, models
from django.db.models import deletion

from licet.platform.term_index import IndexTerms


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_extended_answers")]

    operations = [
        migrations.CreateModel(
            name="CaseDestination",
            fields=[("code", models.CharField(max_length=2, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="ListedCase",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("case", models.OneToOneField(on_delete=deletion.PROTECT, related_name="listed", to="casework.case")),
                ("place", models.BigIntegerField(unique=True)),
                ("terms", models.TextField()),
            ],
        ),
        IndexTerms("listedcase", "place"),
    ]
