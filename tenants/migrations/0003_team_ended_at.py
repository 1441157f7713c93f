from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_remove_wagtail_defaults")]

    operations = [
        migrations.AddField(
            model_name="team",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ended at"),
        ),
    ]
