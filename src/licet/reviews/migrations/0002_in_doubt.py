"""A licence may be maintained in doubt. SQLite makes the table anew for its constraint, and so its triggers are set again."""

from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("decisions", "0006_signers_accept_doubt"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outcomerow",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("maintain", "maintain"),
                    ("suspend", "suspend"),
                    ("reinstate", "reinstate"),
                    ("revoke", "revoke"),
                    ("departure", "departure"),
                    ("in doubt", "in doubt"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="outcomerow",
            name="departure_named_where_it_counts",
        ),
        migrations.AddConstraint(
            model_name="outcomerow",
            constraint=models.CheckConstraint(
                condition=models.Q(("departure__isnull", True), ("outcome__in", ["departure", "in doubt", "reinstate"]), _connector="OR"),
                name="departure_named_where_it_counts",
            ),
        ),
        append_only("outcomerow", allow_update=("outcome", "reasons", "departure", "decided_at", "decided_by")),
    ]
