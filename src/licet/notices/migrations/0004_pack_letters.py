"""Letters in the words of the authority's pack."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0003_delivery_claims"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("licence-document", "licence-document"),
                    ("refusal-letter", "refusal-letter"),
                    ("no-licence-required-letter", "no-licence-required-letter"),
                    ("suspension-notice", "suspension-notice"),
                    ("reinstatement-notice", "reinstatement-notice"),
                    ("revocation-notice", "revocation-notice"),
                    ("enquiry", "enquiry"),
                    ("list-mail", "list-mail"),
                    ("acknowledgement", "acknowledgement"),
                    ("enquiry-reminder", "enquiry-reminder"),
                    ("closed-unanswered", "closed-unanswered"),
                    ("expiry-notice", "expiry-notice"),
                    ("expiry", "expiry"),
                ],
                max_length=40,
            ),
        ),
    ]
