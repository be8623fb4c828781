"""The tables of the log."""

import django.db.models.deletion
from django.db import migrations, models

import licet.platform.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
                ("signed_by", licet.platform.fields.ActorField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="ledger_checkpoint_size"),
                    models.CheckConstraint(condition=models.Q(("root__length", 32)), name="ledger_checkpoint_root"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
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
                    models.CheckConstraint(condition=models.Q(("position__gte", 0)), name="ledger_entry_position"),
                    models.CheckConstraint(condition=models.Q(("leaf_hash__length", 32)), name="ledger_entry_leaf_hash"),
                    models.CheckConstraint(condition=models.Q(("leaf__length__range", (1, 65535))), name="ledger_entry_leaf"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("hash__length", 32)), name="ledger_node_hash")],
            },
        ),
        migrations.CreateModel(
            name="Salt",
            fields=[
                ("pk", models.CompositePrimaryKey("entry_id", "field", blank=True, editable=False, primary_key=True, serialize=False)),
                ("field", models.CharField(max_length=100)),
                ("salt", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="salts", to="ledger.entry"),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("salt__length", 32)), name="ledger_salt_salt")],
            },
        ),
    ]
