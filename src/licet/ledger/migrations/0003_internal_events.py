"""Internal events beside the log, the batches that cover them, and what the database itself refuses to do with both."""

import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields
from licet.ledger.triggers import never_changed, no_gaps, no_replacing
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="InternalBatch",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="batch",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
                ("until", models.DateTimeField(unique=True)),
                ("first", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("filler", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["first"], name="ledger_batch_first")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("first__gte", 0)), name="ledger_internalbatch_first"),
                    models.CheckConstraint(condition=models.Q(("count__gte", 0)), name="ledger_internalbatch_count"),
                    models.CheckConstraint(condition=models.Q(("filler__length", 32)), name="ledger_internalbatch_filler"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalEvent",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=100)),
                ("on", models.DateField()),
                ("ref", models.CharField(db_index=True, max_length=120)),
                ("leaf", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
                ("appended_at", models.DateTimeField()),
                ("appended_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 0)), name="ledger_internalevent_number"),
                    models.CheckConstraint(condition=models.Q(("leaf_hash__length", 32)), name="ledger_internalevent_leaf_hash"),
                    models.CheckConstraint(condition=models.Q(("leaf__length__range", (1, 65535))), name="ledger_internalevent_leaf"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalSalt",
            fields=[
                ("pk", models.CompositePrimaryKey("event_id", "field", blank=True, editable=False, primary_key=True, serialize=False)),
                ("field", models.CharField(max_length=100)),
                ("salt", models.BinaryField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="salts", to="ledger.internalevent"
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("salt__length", 32)), name="ledger_internalsalt_salt")],
            },
        ),
        append_only("internalevent"),
        append_only("internalbatch"),
        no_gaps("ledger_internalevent", "number", "ledger_internalevent has no gaps: the next number is how many there are"),
        no_replacing("ledger_internalbatch", "entry_id", "until"),
        never_changed("ledger_internalsalt"),
    ]
