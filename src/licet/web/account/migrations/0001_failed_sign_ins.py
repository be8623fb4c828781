from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=32)),
                ("network", models.CharField(max_length=32)),
                ("device", models.CharField(blank=True, max_length=32)),
                ("moment", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "network", "device"], name="failed_sign_in_by_account"),
                    models.Index(fields=["network"], name="failed_sign_in_by_network"),
                ],
            },
        ),
    ]
