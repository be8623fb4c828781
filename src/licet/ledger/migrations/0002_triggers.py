"""What the database itself refuses: a change of the log, a hole in it, a change of a salt."""

from django.db import migrations

from licet.ledger.triggers import never_changed, no_gaps, no_replacing
from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables")]

    operations = [
        append_only("entry"),
        append_only("node"),
        append_only("checkpoint"),
        no_gaps("ledger_entry", "position", "ledger_entry has no holes: the next position is the size of the log"),
        no_replacing("ledger_node", "number"),
        no_replacing("ledger_checkpoint", "size"),
        never_changed("ledger_salt"),
    ]
