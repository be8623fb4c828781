"""What was sent never changes."""

from django.db import migrations

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [append_only("version"), append_only("line"), append_only("party"), append_only("versiondocument")]
