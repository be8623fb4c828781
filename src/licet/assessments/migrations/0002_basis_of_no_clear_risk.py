"""What a conclusion of *no clear risk* rested on, and who accepted what it lacks. Rows from before keep an empty basis: it is counted from
their version's content when they are read."""

from django.db import migrations, models

from licet.platform.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(model_name="draftrevision", name="accepted", field=models.JSONField(default=list)),
        migrations.AddField(model_name="conclusion", name="basis", field=models.JSONField(null=True)),
        migrations.AddField(model_name="conclusion", name="short_of", field=models.JSONField(default=list)),
        migrations.AddField(model_name="conclusion", name="accepted_by", field=models.JSONField(default=list)),
        append_only("draftrevision"),
        append_only("conclusion"),
    ]
