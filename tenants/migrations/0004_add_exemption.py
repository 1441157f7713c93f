from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0003_team_ended_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("handover", "Handover"), ("rewrite", "Rewrite")], max_length=16)),
                ("subject", models.CharField(blank=True, max_length=63)),
            ],
        ),
    ]
