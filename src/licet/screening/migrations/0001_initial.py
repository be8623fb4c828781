import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("ref", models.CharField(max_length=100)),
                (
                    "type",
                    models.CharField(
                        blank=True, choices=[("person", "person"), ("entity", "entity"), ("vessel", "vessel")], default="", max_length=6
                    ),
                ),
                ("name", models.TextField()),
                ("countries", models.JSONField(default=list)),
                ("country_codes", models.JSONField(default=list)),
                ("born", models.JSONField(default=list)),
                ("programme", models.TextField(blank=True, default="")),
                ("listed_on", models.DateField(null=True)),
                ("remarks", models.TextField(blank=True, default="")),
                ("fingerprint", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("published_on", models.DateField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("parser_version", models.CharField(max_length=20)),
                ("entry_count", models.PositiveIntegerField()),
                ("name_count", models.PositiveIntegerField()),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Watchlist",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("un", "UN consolidated list, XML"), ("csv", "CSV with Licet's columns")], max_length=3),
                ),
                ("created_at", models.DateTimeField()),
                ("created_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="EntryName",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("primary", "primary"), ("alias", "alias"), ("original script", "original script")], max_length=15
                    ),
                ),
                ("quality", models.CharField(blank=True, default="", max_length=40)),
                ("form", models.TextField(blank=True)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="names", to="screening.listentry")),
            ],
        ),
        migrations.AddField(
            model_name="listentry",
            name="version",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="screening.listversion"),
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("subject_ref", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("lists", models.JSONField(default=list)),
                ("threshold", models.PositiveSmallIntegerField()),
                ("rule_version", models.CharField(max_length=20)),
                ("screened_at", models.DateTimeField()),
                ("screened_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("subject_ref", "number"), name="run_number")],
            },
        ),
        migrations.CreateModel(
            name="RunParty",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("party_ref", models.CharField(max_length=100)),
                ("name", models.TextField()),
                ("form", models.TextField()),
                ("type", models.CharField(blank=True, default="", max_length=6)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("born", models.PositiveSmallIntegerField(null=True)),
                ("address", models.TextField(blank=True, default="")),
                ("fingerprint", models.CharField(max_length=64)),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="screening.run")),
            ],
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("score", models.PositiveSmallIntegerField()),
                ("explanation", models.JSONField()),
                ("party_fingerprint", models.CharField(max_length=64)),
                ("entry_fingerprint", models.CharField(max_length=64)),
                (
                    "carried_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="carried_to", to="screening.hit"
                    ),
                ),
                (
                    "entry_name",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="screening.entryname"),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="screening.run")),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="screening.runparty")),
            ],
        ),
        migrations.AddField(
            model_name="listversion",
            name="watchlist",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="screening.watchlist"),
        ),
        migrations.CreateModel(
            name="Adjudication",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("same", "same"), ("not the same", "not the same"), ("cannot tell", "cannot tell")], max_length=12
                    ),
                ),
                ("reasons", models.TextField()),
                ("adjudicated_at", models.DateTimeField()),
                ("adjudicated_by", licet.platform.fields.ActorField(max_length=64)),
                ("hit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="adjudications", to="screening.hit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hit", "version"), name="adjudication_version"),
                    models.CheckConstraint(condition=models.Q(("reasons", ""), _negated=True), name="adjudication_has_reasons"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="listentry",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="list_entry_number"),
        ),
        migrations.AddConstraint(
            model_name="listentry",
            constraint=models.UniqueConstraint(fields=("version", "ref"), name="list_entry_ref"),
        ),
        migrations.AddConstraint(
            model_name="runparty",
            constraint=models.UniqueConstraint(fields=("run", "party_ref"), name="run_party_ref"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["party_fingerprint", "entry_fingerprint"], name="hit_pair"),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.CheckConstraint(condition=models.Q(("score__lte", 1000)), name="hit_score_per_mille"),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.UniqueConstraint(fields=("watchlist", "number"), name="list_version_number"),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.UniqueConstraint(fields=("watchlist", "sha256", "parser_version"), name="list_version_bytes"),
        ),
        *(append_only(model) for model in ("listversion", "listentry", "entryname", "run", "runparty", "hit", "adjudication")),
    ]
