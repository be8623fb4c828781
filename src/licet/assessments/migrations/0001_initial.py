import django.db.models.deletion
import licet.platform.fields
from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evidence", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("destination", models.CharField(max_length=2)),
                ("conflict", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("revision", models.PositiveIntegerField()),
                ("drafting", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", licet.platform.fields.ActorField(max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "ordering": ["destination", "conflict"],
                "constraints": [models.UniqueConstraint(fields=("destination", "conflict"), name="one_assessment_of_a_conflict")],
            },
        ),
        migrations.CreateModel(
            name="AssessmentVersion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("evidence_until", models.DateField()),
                ("valid_from", models.DateField()),
                ("review_by", models.DateField()),
                ("recorded_on", models.DateField()),
                ("public_summary", models.TextField()),
                ("reason", models.TextField()),
                ("authors", models.JSONField()),
                ("coverage", models.JSONField()),
                ("content", models.JSONField()),
                ("text", models.TextField()),
                ("text_sha256", models.CharField(max_length=64)),
                ("concluded_at", models.DateTimeField()),
                ("concluded_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="assessments.assessment"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assurance",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("given_on", models.DateField()),
                ("by", models.CharField(max_length=300)),
                ("since", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Capability",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("capable", "capable"),
                            ("capable in part", "capable in part"),
                            ("not capable", "not capable"),
                            ("not determined", "not determined"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reasons", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommitmentFinding",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("committed", "committed"),
                            ("committed in part", "committed in part"),
                            ("not committed", "not committed"),
                            ("not determined", "not determined"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reasons", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("scope", models.JSONField()),
                (
                    "finding",
                    models.CharField(
                        choices=[("clear risk", "clear risk"), ("no clear risk", "no clear risk"), ("not determined", "not determined")],
                        max_length=24,
                    ),
                ),
                ("reasons", models.TextField()),
                ("cites", models.JSONField()),
                ("considered_against", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conclusions", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("version_number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("reason", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="assessments.assessment"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IncidentFinding",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("incident", models.CharField(max_length=24)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("distinction", "distinction"),
                            ("proportionality", "proportionality"),
                            ("precautions", "precautions"),
                            ("medical protection", "medical protection"),
                            ("protected objects", "protected objects"),
                            ("civilian property", "civilian property"),
                            ("displacement", "displacement"),
                            ("relief access", "relief access"),
                            ("relief personnel", "relief personnel"),
                            ("starvation", "starvation"),
                            ("humane treatment", "humane treatment"),
                            ("detention guarantees", "detention guarantees"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("likely breach", "likely breach"),
                            ("possible breach", "possible breach"),
                            ("unlikely", "unlikely"),
                            ("no breach", "no breach"),
                            ("insufficient evidence", "insufficient evidence"),
                            ("not yet assessed", "not yet assessed"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("target unknown", "target unknown"),
                            ("intent unknown", "intent unknown"),
                            ("no access", "no access"),
                            ("contested", "contested"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                (
                    "incident_version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="evidence.incidentversion"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("targeting", "targeting"),
                            ("warnings", "warnings"),
                            ("deconfliction", "deconfliction"),
                            ("training", "training"),
                            ("investigation", "investigation"),
                            ("accountability", "accountability"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "exists",
                    models.CharField(
                        choices=[("yes", "yes"), ("in part", "in part"), ("no", "no"), ("not known", "not known")], max_length=12
                    ),
                ),
                (
                    "used",
                    models.CharField(
                        choices=[("yes", "yes"), ("in part", "in part"), ("no", "no"), ("not known", "not known")], max_length=12
                    ),
                ),
                ("outcome", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("asked_of", models.CharField(max_length=300)),
                ("asked_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThemeFinding",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("conduct of hostilities", "conduct of hostilities"),
                            ("humanitarian relief", "humanitarian relief"),
                            ("treatment of detainees", "treatment of detainees"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("likely breaches", "likely breaches"),
                            ("possible breaches", "possible breaches"),
                            ("no breach found", "no breach found"),
                            ("not determined", "not determined"),
                            ("not yet assessed", "not yet assessed"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="assessments.assessmentversion"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="assessmentversion",
            index=models.Index(fields=["assessment", "valid_from", "number"], name="version_by_validity"),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.UniqueConstraint(fields=("assessment", "number"), name="one_assessment_version_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence_until__lte", models.F("recorded_on"))), name="evidence_not_after_conclusion"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_from__lte", models.F("recorded_on"))), name="valid_not_after_conclusion"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_by__gt", models.F("recorded_on"))), name="review_after_conclusion"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.CheckConstraint(condition=models.Q(("public_summary", ""), _negated=True), name="version_has_public_summary"),
        ),
        migrations.AddConstraint(
            model_name="assurance",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="one_assurance"),
        ),
        migrations.AddConstraint(
            model_name="capability",
            constraint=models.UniqueConstraint(fields=("version",), name="one_capability"),
        ),
        migrations.AddConstraint(
            model_name="commitmentfinding",
            constraint=models.UniqueConstraint(fields=("version",), name="one_commitment_finding"),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.UniqueConstraint(fields=("version", "ordinal"), name="one_conclusion_of_an_ordinal"),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.CheckConstraint(condition=models.Q(("reasons", ""), _negated=True), name="conclusion_has_reasons"),
        ),
        migrations.AddConstraint(
            model_name="draftrevision",
            constraint=models.UniqueConstraint(fields=("assessment", "number"), name="one_revision_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="draftrevision",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="revision_has_a_reason"),
        ),
        migrations.AddConstraint(
            model_name="incidentfinding",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="one_incident_finding"),
        ),
        migrations.AddConstraint(
            model_name="incidentfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", "insufficient evidence"), models.Q(("why", ""), _negated=True)),
                    models.Q(models.Q(("finding", "insufficient evidence"), _negated=True), ("why", "")),
                    _connector="OR",
                ),
                name="insufficient_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("finding", "not yet assessed"), models.Q(("reasons", ""), _negated=True), _connector="OR"),
                name="incident_finding_has_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="one_procedure"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="one_question"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_on__isnull", True), ("answered_on__gte", models.F("asked_on")), _connector="OR"),
                name="question_answered_after_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="themefinding",
            constraint=models.UniqueConstraint(fields=("version", "key"), name="one_theme_finding"),
        ),
        *(
            append_only(model)
            for model in (
                "draftrevision",
                "assessmentversion",
                "incidentfinding",
                "themefinding",
                "commitmentfinding",
                "capability",
                "procedure",
                "assurance",
                "question",
                "conclusion",
            )
        ),
    ]
