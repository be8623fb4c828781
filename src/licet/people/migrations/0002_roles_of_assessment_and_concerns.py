from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_known",
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("exporter", "exporter"),
                    ("exporter-viewer", "exporter-viewer"),
                    ("case-officer", "case-officer"),
                    ("adviser", "adviser"),
                    ("technical-assessor", "technical-assessor"),
                    ("screening-officer", "screening-officer"),
                    ("countersigner", "countersigner"),
                    ("minister", "minister"),
                    ("licensing-manager", "licensing-manager"),
                    ("register-editor", "register-editor"),
                    ("administrator", "administrator"),
                    ("auditor", "auditor"),
                    ("assessor", "assessor"),
                    ("head-of-assessment", "head-of-assessment"),
                    ("head-of-unit", "head-of-unit"),
                    ("nominated-officer", "nominated-officer"),
                    ("permanent-secretary", "permanent-secretary"),
                    ("commissioner", "commissioner"),
                ],
                max_length=32,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "exporter",
                            "exporter-viewer",
                            "case-officer",
                            "adviser",
                            "technical-assessor",
                            "screening-officer",
                            "countersigner",
                            "minister",
                            "licensing-manager",
                            "register-editor",
                            "administrator",
                            "auditor",
                            "assessor",
                            "head-of-assessment",
                            "head-of-unit",
                            "nominated-officer",
                            "permanent-secretary",
                            "commissioner",
                        ],
                    )
                ),
                name="membership_role_known",
            ),
        ),
        append_only("membership", allow_update=["valid_to", "ended_at", "ended_by"]),  # SQLite made the table anew
    ]
