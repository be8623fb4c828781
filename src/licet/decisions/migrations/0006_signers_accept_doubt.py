"""A signer accepts of how many licences that they go on in doubt. SQLite makes the table anew, and so its triggers are set again."""

from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_words_of_signatures"),
    ]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="accepts",
            field=models.PositiveIntegerField(default=0),
        ),
        append_only("signature", allow_update=("voided_at", "voided_by", "void_reason")),
    ]
