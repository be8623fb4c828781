from django.db import migrations

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    """When the register was compared with the log, and what was found, stays as it was written."""

    dependencies = [("register", "0007_counts_not_published")]
    operations = [append_only("registercomparison")]
