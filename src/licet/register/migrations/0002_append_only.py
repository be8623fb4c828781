from django.db import migrations

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    """What was imported stays as it was given; what comes from the log can be read again, so it may go."""

    dependencies = [("register", "0001_tables")]
    operations = [append_only("importedline"), append_only("importfile")]
