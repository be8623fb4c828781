from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_append_only"),
    ]

    operations = [
        migrations.AlterField(
            model_name="act",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decide case", "decide case"),
                    ("suspend licences", "suspend licences"),
                    ("reinstate licences", "reinstate licences"),
                    ("revoke licences", "revoke licences"),
                    ("place hold", "place hold"),
                    ("lift hold", "lift hold"),
                    ("depart from a criterion", "depart from a criterion"),
                    ("apply review", "apply review"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("decide case", "decide case"),
                    ("suspend licences", "suspend licences"),
                    ("reinstate licences", "reinstate licences"),
                    ("revoke licences", "revoke licences"),
                    ("place hold", "place hold"),
                    ("lift hold", "lift hold"),
                    ("depart from a criterion", "depart from a criterion"),
                    ("apply review", "apply review"),
                ],
                max_length=32,
            ),
        ),
    ]
