"""A licence changes only in its status and what has been used; what customs was told keeps its words."""

from django.db import migrations

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("licences", "0001_initial")]

    operations = [
        append_only("licence", allow_update=("status", "revision")),
        append_only("licenceline", allow_update=("used",)),
        append_only("condition"),
        append_only("statuschange"),
        append_only("customsmessage", allow_update=("state", "run", "error", "sent_at", "sent_by")),
    ]
