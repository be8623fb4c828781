import django.db.models.deletion
import licet.platform.fields
from django.db import migrations, models

from licet.concerns.without_rowid import WithoutRowid
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("leaves", models.BinaryField()),
                ("root", models.BinaryField()),
                ("entered", models.BooleanField(default=False)),
                ("told", models.BooleanField(default=False)),
                ("figures", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="LevelKey",
            fields=[
                ("level", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("public", models.BinaryField()),
                ("made_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("lookup", models.CharField(max_length=8, unique=True)),
                ("notice", licet.platform.fields.PublicIdField(max_length=26, unique=True)),
                ("filed_on", models.DateField()),
                ("naming", models.CharField(choices=[("nobody", "nobody"), ("handler", "handler"), ("named", "named")], max_length=8)),
                ("verified", models.BooleanField()),
                ("status", models.CharField(choices=[("open", "open"), ("answered", "answered"), ("closed", "closed")], max_length=8)),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("the raiser says that every point is answered", "the raiser says that every point is answered"),
                            ("answered, and not contested", "answered, and not contested"),
                            ("answered at the last level, and contested there", "answered at the last level, and contested there"),
                            ("withdrawn by the raiser", "withdrawn by the raiser"),
                        ],
                        max_length=60,
                    ),
                ),
                ("closed_on", models.DateField(null=True)),
                ("level", models.CharField(max_length=40)),
                ("owed", models.PositiveSmallIntegerField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("parties", models.BinaryField()),
                ("name", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["status", "level"], name="concern_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owed", 0), ("status", "open"), ("closing", "withdrawn by the raiser"), _connector="OR"),
                        name="concern_never_closes_with_a_point_unanswered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("status", "closed"), models.Q(("closing", ""), _negated=True)),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("closed_on__isnull", True), ("closing", "")),
                            _connector="OR",
                        ),
                        name="concern_closed_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name__isnull", True), ("naming", "nobody")),
                            models.Q(models.Q(("naming", "nobody"), _negated=True), ("name__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_named_or_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenNotice",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("notice", licet.platform.fields.PublicIdField(max_length=26)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("topic", "notice"), name="concern_notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("about", models.BinaryField()),
                (
                    "concern",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="concerns.concern"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "number"), name="concern_attachment_number_once")],
            },
        ),
        migrations.CreateModel(
            name="CoSignature",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("tag", models.BinaryField()),
                (
                    "concern",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="co_signatures", to="concerns.concern"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "tag"), name="concern_co_signed_once_each")],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.BinaryField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("waiting for an answer", "waiting for an answer"),
                            ("answered", "answered"),
                            ("answers the point", "answers the point"),
                            ("does not answer the point", "does not answer the point"),
                        ],
                        max_length=32,
                    ),
                ),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="points", to="concerns.concern")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "number"), name="concern_point_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Rung",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("level", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("acknowledge_by", models.DateField()),
                ("answer_by", models.DateField()),
                ("acknowledged_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("extended", models.PositiveSmallIntegerField(default=0)),
                ("left_on", models.DateField(null=True)),
                (
                    "left_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no answer in time", "no answer in time"),
                            ("the answer was contested", "the answer was contested"),
                            ("the raiser took it further", "the raiser took it further"),
                            ("nobody at that level may handle it", "nobody at that level may handle it"),
                        ],
                        max_length=48,
                    ),
                ),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rungs", to="concerns.concern")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("concern", "number"), name="concern_rung_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)), fields=("concern",), name="concern_stands_at_one_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_on__isnull", True), models.Q(("left_why", ""), _negated=True), _connector="XOR"),
                        name="concern_rung_left_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("filed", "filed"),
                            ("acknowledged", "acknowledged"),
                            ("put off", "put off"),
                            ("answered", "answered"),
                            ("judged", "judged"),
                            ("climbed", "climbed"),
                            ("added", "added"),
                            ("wrote", "wrote"),
                            ("withdrawn", "withdrawn"),
                            ("closed", "closed"),
                            ("name asked for", "name asked for"),
                            ("name opened", "name opened"),
                        ],
                        max_length=16,
                    ),
                ),
                ("level", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("content", models.BinaryField()),
                ("commitment", models.BinaryField()),
                ("carried_on", models.DateField(null=True)),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="concerns.concern")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("carried_on__isnull", True)), fields=["day"], name="concern_step_to_carry")],
                "constraints": [models.UniqueConstraint(fields=("concern", "number"), name="concern_step_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("level", models.CharField(max_length=40)),
                ("handler", models.CharField(max_length=64)),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="told", to="concerns.concern")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "level", "handler"), name="concern_handler_told_once")],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=60)),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="concerns.concern")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "topic"), name="concern_topic_once")],
            },
        ),
        migrations.CreateModel(
            name="Wrap",
            fields=[
                ("id", licet.platform.fields.PublicIdField(max_length=26, primary_key=True, serialize=False)),
                ("whom", models.CharField(max_length=48)),
                ("sealed", models.BinaryField()),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="wraps", to="concerns.concern")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("concern", "whom"), name="concern_wrapped_once_for_each")],
            },
        ),
        WithoutRowid("batch"),
        WithoutRowid("levelkey"),
        WithoutRowid("concern"),
        WithoutRowid("opennotice"),
        WithoutRowid("attachment"),
        WithoutRowid("cosignature"),
        WithoutRowid("point"),
        WithoutRowid("rung"),
        WithoutRowid("step"),
        WithoutRowid("told"),
        WithoutRowid("topic"),
        WithoutRowid("wrap"),
        append_only("levelkey"),
        append_only("concern", allow_update=["status", "closing", "closed_on", "level", "owed", "revision"]),
        append_only("wrap"),
        append_only("topic"),
        append_only("point", allow_update=["standing"]),
        append_only("rung", allow_update=["answer_by", "acknowledged_on", "answered_on", "extended", "left_on", "left_why"]),
        append_only("step", allow_update=["carried_on"]),
        append_only("attachment"),
        append_only("cosignature"),
        append_only("batch", allow_update=["entered", "told", "figures"]),
        append_only("told"),
    ]
