from django.db import migrations, models

import search.versions


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_public_corpus"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="version",
            field=models.PositiveBigIntegerField(default=search.versions.version_now),
        ),
    ]
