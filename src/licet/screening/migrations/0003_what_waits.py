"""What waits is read from an index: hits that nobody settled, and subjects that are to be compared again.

Runs of before comparisons were noted get their row. SQLite makes the table anew for the column, and so its triggers are set again.
"""

from itertools import batched
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from licet.platform.append_only import append_only
from licet.screening.domain.listed import fingerprint

_SUPERSEDED = """
UPDATE screening_compared SET watched = {false} WHERE run_id IN (
    SELECT run.id FROM screening_run run JOIN screening_run later ON later.subject_ref = run.subject_ref AND later.number > run.number
)
"""

_UNSETTLED = """
INSERT INTO screening_unsettledhit (hit_id, subject_ref, since)
SELECT hit.id, run.subject_ref, (
    SELECT earlier.screened_at FROM screening_hit same JOIN screening_run earlier ON earlier.id = same.run_id
    WHERE earlier.subject_ref = run.subject_ref
      AND same.party_fingerprint = hit.party_fingerprint AND same.entry_fingerprint = hit.entry_fingerprint
    ORDER BY earlier.number LIMIT 1
)
FROM screening_hit hit JOIN screening_run run ON run.id = hit.run_id
WHERE NOT EXISTS (SELECT 1 FROM screening_run later WHERE later.subject_ref = run.subject_ref AND later.number > run.number)
  AND COALESCE(
    (SELECT outcome FROM screening_adjudication WHERE hit_id = hit.id ORDER BY version DESC LIMIT 1),
    (SELECT outcome FROM screening_adjudication WHERE hit_id = hit.carried_from_id ORDER BY version DESC LIMIT 1),
    'cannot tell'
  ) = 'cannot tell'
"""


def note_missing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A run that was written before comparisons were noted was compared once, when it was made."""
    database = schema_editor.connection.alias
    run, basis, compared = (apps.get_model("screening", name) for name in ("Run", "Basis", "Compared"))
    for some in batched(run.objects.using(database).filter(compared=None).iterator(), 1000):
        bases: dict[str, Any] = {}
        rows = []
        for each in some:
            facts = {"lists": each.lists, "threshold": each.threshold, "rule_version": each.rule_version}
            key = fingerprint(facts)
            bases[key] = basis(id=key, **facts)
            rows.append(compared(run_id=each.pk, basis_id=key, compared_at=each.screened_at, compared_by=each.screened_by))
        basis.objects.using(database).bulk_create(bases.values(), ignore_conflicts=True)
        compared.objects.using(database).bulk_create(rows)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(_SUPERSEDED.format(false="0" if schema_editor.connection.vendor == "sqlite" else "FALSE"))
    schema_editor.execute(_UNSETTLED)


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_rescreening")]

    operations = [
        migrations.CreateModel(
            name="UnsettledHit",
            fields=[
                (
                    "hit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unsettled",
                        serialize=False,
                        to="screening.hit",
                    ),
                ),
                ("subject_ref", models.CharField(db_index=True, max_length=100)),
                ("since", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["since", "hit"], name="unsettled_by_age")]},
        ),
        migrations.RunPython(note_missing, migrations.RunPython.noop),
        migrations.AddField("compared", "watched", models.BooleanField(default=True)),
        migrations.AlterField(
            "compared",
            "basis",
            models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="screening.basis"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "compared",
            models.Index(condition=models.Q(watched=True), fields=["basis", "compared_at"], name="compared_watched"),
        ),
        append_only("compared", allow_update=["basis", "compared_at", "compared_by", "watched"]),
    ]
