"""What was signed, decided and read stays as it was; an act, a signature and a hold end once."""

from django.db import migrations

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        append_only("text"),
        append_only("act", allow_update=("status", "closed_at", "closed_by", "closing_words")),
        append_only("signature", allow_update=("voided_at", "voided_by", "void_reason")),
        append_only("hold", allow_update=("lifted_act", "lifted_on")),
        append_only("departure"),
        append_only("decision"),
        append_only("lineoutcome"),
        append_only("record"),
    ]
