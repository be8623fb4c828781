import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
import licet.platform.scope_query


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("licence_type", models.CharField(max_length=8)),
                ("draft", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("created_by", licet.platform.fields.ActorField(max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="people.organisation"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("end_use", models.TextField()),
                ("submitted_at", models.DateTimeField()),
                ("submitted_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "application",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="applications.application"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=32)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("consignee", "consignee"),
                            ("end-user", "end-user"),
                            ("ultimate-end-user", "ultimate-end-user"),
                            ("third-party", "third-party"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("address", models.TextField()),
                ("country", models.CharField(max_length=2)),
                (
                    "end_user_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("armed-forces", "armed-forces"),
                            ("police", "police"),
                            ("other-security", "other-security"),
                            ("other-government", "other-government"),
                            ("commercial", "commercial"),
                            ("individual", "individual"),
                            ("international-organisation", "international-organisation"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="applications.version"),
                ),
            ],
            options={
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("product", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField()),
                ("part_number", models.CharField(blank=True, max_length=100)),
                ("claimed_rating", models.CharField(blank=True, max_length=40)),
                ("amount", models.CharField(max_length=32)),
                ("unit", models.CharField(max_length=20)),
                ("value_minor", models.BigIntegerField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("no_value", models.CharField(blank=True, max_length=20)),
                ("incorporation", models.BooleanField(null=True)),
                ("pool", models.BooleanField(null=True)),
                ("onward_key", licet.platform.scope_query.KeyField(null=True)),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="applications.version"),
                ),
            ],
            options={
                "ordering": ["version", "number"],
            },
        ),
        migrations.CreateModel(
            name="VersionDocument",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("absence", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="applications.version"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["organisation", "changed_at"], name="application_by_organisation"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("application", "number"), name="one_version_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="one_party_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="one_line_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("value_minor__isnull", True), ("no_value", ""), _connector="XOR"), name="line_value_or_reason_for_none"
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("value_minor__isnull", True), ("value_minor__gte", 0), _connector="OR"), name="line_value_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="versiondocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("document__isnull", False), models.Q(("absence", ""), _negated=True), _connector="OR"),
                name="document_or_reason_for_none",
            ),
        ),
    ]
