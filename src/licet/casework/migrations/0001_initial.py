import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
import licet.platform.scope_query


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("applications", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("licence_type", models.CharField(max_length=8)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("in progress", "in progress"),
                            ("awaiting exporter", "awaiting exporter"),
                            ("for signature", "for signature"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                            ("closed", "closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("criteria_set", models.CharField(max_length=40)),
                ("country_key", licet.platform.scope_query.KeyField()),
                ("officer", licet.platform.fields.ActorField(blank=True, max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "gate_state",
                    models.CharField(
                        choices=[("open", "open"), ("missing", "missing"), ("barred", "barred"), ("held", "held")],
                        default="missing",
                        max_length=8,
                    ),
                ),
                ("gate_missing", models.PositiveIntegerField(default=0)),
                ("gate_barred", models.PositiveIntegerField(default=0)),
                ("gate_held", models.PositiveIntegerField(default=0)),
                ("waiting_key", licet.platform.scope_query.KeyField(blank=True, default="")),
                ("disagreement", models.BooleanField(default=False)),
                ("referred", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("received_by", licet.platform.fields.ActorField(max_length=64)),
                ("target_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by", licet.platform.fields.ActorField(max_length=64)),
                (
                    "application",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="case", to="applications.application"),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="people.organisation"),
                ),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.version")),
            ],
        ),
        migrations.CreateModel(
            name="AdviceAsked",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("department", models.CharField(max_length=40)),
                ("criterion", models.CharField(max_length=16)),
                ("rule", models.CharField(max_length=80)),
                ("answered", models.BooleanField(default=False)),
                ("lapsed", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", licet.platform.fields.ActorField(max_length=64)),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.line")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="advice_asked", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("criterion", models.CharField(max_length=16)),
                ("department", models.CharField(max_length=40)),
                ("level", models.CharField(choices=[("adviser", "adviser"), ("minister", "minister")], max_length=10)),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("no bar found", "no bar found"),
                            ("weighs against, does not bar", "weighs against, does not bar"),
                            ("bars", "bars"),
                            ("not determined", "not determined"),
                            ("not relevant", "not relevant"),
                        ],
                        max_length=32,
                    ),
                ),
                ("reasons", models.TextField()),
                ("reasons_sha256", models.CharField(max_length=64)),
                ("conditions", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("current", models.BooleanField(default=True)),
                ("given_at", models.DateTimeField()),
                ("given_by", licet.platform.fields.ActorField(max_length=64)),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="advice", to="applications.line")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="advice", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("question", models.TextField()),
                ("due_on", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", licet.platform.fields.ActorField(max_length=64)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", licet.platform.fields.ActorField(blank=True, max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("taken", "taken"), ("assigned", "assigned"), ("handed over", "handed over"), ("recused", "recused")],
                        max_length=12,
                    ),
                ),
                ("person", licet.platform.fields.ActorField(max_length=64)),
                ("to", licet.platform.fields.ActorField(blank=True, max_length=64)),
                ("reasons", models.TextField(blank=True)),
                ("done_at", models.DateTimeField()),
                ("done_by", licet.platform.fields.ActorField(max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handlings", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="LineRating",
            fields=[
                ("facts_version", models.PositiveIntegerField()),
                ("licence_type", models.CharField(max_length=20)),
                ("country_key", licet.platform.scope_query.KeyField()),
                ("rating_key", licet.platform.scope_query.KeyField(blank=True, default="")),
                ("controlled", models.BooleanField(null=True)),
                ("end_use_key", licet.platform.scope_query.KeyField(null=True)),
                ("end_user", models.CharField(max_length=40, null=True)),
                ("incorporation", models.BooleanField(null=True)),
                ("pool", models.BooleanField(null=True)),
                ("onward_key", licet.platform.scope_query.KeyField(null=True)),
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("reasons", models.TextField()),
                ("current", models.BooleanField(default=True)),
                ("rated_at", models.DateTimeField()),
                ("rated_by", licet.platform.fields.ActorField(max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="casework.case")),
                ("line", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="applications.line")),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("question", models.TextField()),
                ("outcome", models.CharField(blank=True, choices=[("found", "found"), ("sent back", "sent back")], max_length=20)),
                ("words", models.TextField(blank=True)),
                ("referred_at", models.DateTimeField()),
                ("referred_by", licet.platform.fields.ActorField(max_length=64)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", licet.platform.fields.ActorField(blank=True, max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("words", models.TextField()),
                ("shown", models.BooleanField(default=False)),
                ("done_at", models.DateTimeField()),
                ("done_by", licet.platform.fields.ActorField(max_length=64)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="casework.case")),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["status", "-received_at", "-id"], name="case_by_status"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["officer", "status", "-received_at"], name="case_by_officer"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-received_at", "-id"], name="case_by_receipt"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["organisation", "-received_at"], name="case_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="adviceasked",
            index=models.Index(fields=["case", "answered"], name="advice_asked_by_case"),
        ),
        migrations.AddConstraint(
            model_name="adviceasked",
            constraint=models.UniqueConstraint(fields=("line", "department", "criterion"), name="asked_once"),
        ),
        migrations.AddIndex(
            model_name="advice",
            index=models.Index(fields=["case", "current"], name="advice_by_case"),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.UniqueConstraint(
                fields=("line", "criterion", "department", "level", "number"), name="one_advice_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True)), fields=("line", "criterion", "department", "level"), name="one_current_advice"
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(condition=models.Q(("reasons", ""), _negated=True), name="advice_has_reasons"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="one_enquiry_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("case",), name="one_open_enquiry"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by", "")),
                    models.Q(
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enquiry_answered_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="handling",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["taken", "assigned"]), models.Q(("reasons", ""), _negated=True), _connector="OR"),
                name="handling_has_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="linerating",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="one_rating_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="linerating",
            constraint=models.UniqueConstraint(condition=models.Q(("current", True)), fields=("line",), name="one_current_rating"),
        ),
        migrations.AddConstraint(
            model_name="linerating",
            constraint=models.CheckConstraint(condition=models.Q(("reasons", ""), _negated=True), name="rating_has_reasons"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)), fields=("case",), name="one_open_referral"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("settled_at__isnull", True), ("settled_by", ""), ("words", "")),
                    models.Q(
                        ("settled_at__isnull", False),
                        models.Q(("settled_by", ""), _negated=True),
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_settled_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="one_step_of_a_number"),
        ),
    ]
