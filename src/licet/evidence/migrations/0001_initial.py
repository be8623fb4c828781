import django.db.models.deletion
import licet.platform.fields
from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("format", models.CharField(max_length=10)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("captured_at", models.DateTimeField()),
                ("captured_by", licet.platform.fields.ActorField(max_length=64)),
                ("read_to", models.PositiveBigIntegerField(default=0)),
                ("read_line", models.PositiveBigIntegerField(default=1)),
                ("taken", models.PositiveBigIntegerField(default=0)),
                ("known", models.PositiveBigIntegerField(default=0)),
                ("rejected", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("finished_by", licet.platform.fields.ActorField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="OfficialLine",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("destination", models.CharField(max_length=2)),
                ("latest", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("destination", models.CharField(max_length=2)),
                ("latest", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, unique=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", licet.platform.fields.ActorField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="CaptureReject",
            fields=[
                ("pk", models.CompositePrimaryKey("capture_id", "offset", blank=True, editable=False, primary_key=True, serialize=False)),
                ("offset", models.PositiveBigIntegerField()),
                ("line", models.PositiveBigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("missing", "missing"),
                            ("size", "size"),
                            ("misplaced", "misplaced"),
                            ("encoding", "encoding"),
                            ("number", "number"),
                            ("date", "date"),
                            ("empty", "empty"),
                            ("conflict", "conflict"),
                            ("stray", "stray"),
                        ],
                        max_length=10,
                    ),
                ),
                ("capture", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rejects", to="evidence.capture")),
            ],
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("destination", models.CharField(max_length=2)),
                ("conflict", models.CharField(max_length=60)),
                ("latest", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["destination", "conflict"], name="incident_where")],
            },
        ),
        migrations.CreateModel(
            name="IncidentVersion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("date_from", models.DateField()),
                ("date_to", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("a few days", "a few days"),
                            ("a week", "a week"),
                            ("a month", "a month"),
                            ("longer than a month", "longer than a month"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rules", models.TextField()),
                ("objects_hit", models.TextField()),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("fair", "fair"),
                            ("weak", "weak"),
                            ("contested", "contested"),
                            ("discounted", "discounted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("grade_why", models.TextField()),
                (
                    "standing",
                    models.CharField(
                        choices=[("registered", "registered"), ("triaged", "triaged"), ("set aside", "set aside")], max_length=10
                    ),
                ),
                ("content", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "incident",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evidence.incident"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficialLineVersion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("topic", models.CharField(max_length=60)),
                ("said_on", models.DateField()),
                ("said_by", models.CharField(max_length=200)),
                ("venue", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("held", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evidence.officialline"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProceedingVersion",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrest warrant", "arrest warrant"),
                            ("court order", "court order"),
                            ("provisional measures", "provisional measures"),
                            ("undertaking to a court", "undertaking to a court"),
                            ("advisory opinion", "advisory opinion"),
                            ("judgment", "judgment"),
                            ("investigation", "investigation"),
                        ],
                        max_length=24,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("court", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("stage", models.CharField(choices=[("sought", "sought"), ("issued", "issued"), ("refused", "refused")], max_length=8)),
                ("sought_on", models.DateField(null=True)),
                ("issued_on", models.DateField(null=True)),
                ("refused_on", models.DateField(null=True)),
                (
                    "asks",
                    models.CharField(
                        choices=[("nothing yet", "nothing yet"), ("a review", "a review"), ("a hold", "a hold")], max_length=12
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "proceeding",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evidence.proceeding"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("serial", models.PositiveBigIntegerField(unique=True)),
                ("number", models.CharField(max_length=1000)),
                ("dated_on", models.DateField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("offset", models.PositiveBigIntegerField()),
                ("length", models.PositiveIntegerField()),
                (
                    "capture",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="evidence.capture"),
                ),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="evidence.source")),
            ],
        ),
        migrations.AddField(
            model_name="capture",
            name="source",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="captures", to="evidence.source"),
        ),
        migrations.CreateModel(
            name="SourceGrade",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("United Nations", "United Nations"),
                            ("non-governmental organisation", "non-governmental organisation"),
                            ("news", "news"),
                            ("official", "official"),
                            ("social media", "social media"),
                            ("not said", "not said"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "reliability",
                    models.CharField(choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E"), ("F", "F")], max_length=1),
                ),
                ("reasons", models.TextField()),
                ("graded_at", models.DateTimeField()),
                ("graded_by", licet.platform.fields.ActorField(max_length=64)),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="evidence.source")),
            ],
        ),
        migrations.CreateModel(
            name="Span",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("quoted_at", models.DateTimeField()),
                ("quoted_by", licet.platform.fields.ActorField(max_length=64)),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="spans", to="evidence.document")),
            ],
        ),
        migrations.CreateModel(
            name="ProceedingSpan",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cited", to="evidence.proceedingversion"),
                ),
                ("span", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proceedings", to="evidence.span")),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="IncidentSpan",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "credibility",
                    models.CharField(choices=[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), ("6", "6")], max_length=1),
                ),
                ("reliability", models.CharField(max_length=1)),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cited", to="evidence.incidentversion"),
                ),
                ("span", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="incidents", to="evidence.span")),
            ],
        ),
        migrations.AddIndex(
            model_name="incidentversion",
            index=models.Index(fields=["date_from", "id"], name="incident_version_by_day"),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.UniqueConstraint(fields=("incident", "number"), name="incident_version_number"),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(condition=models.Q(("date_to__gte", models.F("date_from"))), name="incident_days_in_order"),
        ),
        migrations.AddConstraint(
            model_name="incidentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="incident_revised_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="officiallineversion",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="official_line_version_number"),
        ),
        migrations.AddConstraint(
            model_name="officiallineversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="official_line_revised_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceedingversion",
            constraint=models.UniqueConstraint(fields=("proceeding", "number"), name="proceeding_version_number"),
        ),
        migrations.AddConstraint(
            model_name="proceedingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="proceeding_revised_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceedingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("issued_on__isnull", True), ("refused_on__isnull", True), _connector="OR"),
                name="proceeding_issued_or_refused",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["dated_on", "serial"], name="document_by_day"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["capture", "offset"], name="document_in_file"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("source", "number"), name="document_number"),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.UniqueConstraint(fields=("source", "format", "sha256"), name="capture_once"),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("finished_by", "")),
                    models.Q(("finished_at__isnull", False), models.Q(("finished_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="capture_finished_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcegrade",
            constraint=models.UniqueConstraint(fields=("source", "number"), name="source_grade_number"),
        ),
        migrations.AddConstraint(
            model_name="sourcegrade",
            constraint=models.CheckConstraint(condition=models.Q(("reasons", ""), _negated=True), name="source_grade_has_reasons"),
        ),
        migrations.AddConstraint(
            model_name="span",
            constraint=models.UniqueConstraint(fields=("document", "start", "end"), name="span_once"),
        ),
        migrations.AddConstraint(
            model_name="span",
            constraint=models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="span_holds_words"),
        ),
        migrations.AddConstraint(
            model_name="proceedingspan",
            constraint=models.UniqueConstraint(fields=("version", "span"), name="proceeding_cites_once"),
        ),
        migrations.AddConstraint(
            model_name="incidentspan",
            constraint=models.UniqueConstraint(fields=("version", "span"), name="incident_cites_once"),
        ),
        append_only("sourcegrade"),
        append_only("source"),
        append_only("capture", allow_update=["read_to", "read_line", "taken", "known", "rejected", "finished_at", "finished_by"]),
        append_only("incident", allow_update=["latest"]),
        append_only("proceeding", allow_update=["latest"]),
        append_only("officialline", allow_update=["latest"]),
        *(append_only(model) for model in ("capturereject", "document", "span", "incidentversion", "incidentspan")),
        *(append_only(model) for model in ("proceedingversion", "proceedingspan", "officiallineversion")),
    ]
