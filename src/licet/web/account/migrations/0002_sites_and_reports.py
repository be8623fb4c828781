from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("account", "0001_failed_sign_ins")]
    operations = [
        migrations.AddField("failedsignin", "site", models.CharField(blank=True, max_length=32, default=""), preserve_default=False),
        migrations.RemoveIndex("failedsignin", "failed_sign_in_by_network"),
        migrations.AddIndex("failedsignin", models.Index(fields=["site"], name="failed_sign_in_by_site")),
        migrations.CreateModel(
            name="ReportedAttack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=32, unique=True)),
                ("moment", models.DateTimeField()),
            ],
        ),
    ]
