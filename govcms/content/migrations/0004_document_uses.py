import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # The table is filled after the migrations, from the bodies of published pages: govcms.content.signals.
    dependencies = [
        ("content", "0003_install_approval"),
        ("media", "0001_owned_media"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("protected_by", models.TextField(blank=True, verbose_name="protected by")),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="media.agencydocument",
                        verbose_name="document",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a document",
                "verbose_name_plural": "uses of documents",
                "indexes": [models.Index(fields=["document", "protected_by"], name="document_use_by_protection")],
                "constraints": [
                    models.UniqueConstraint(fields=("page", "document"), name="document_use_once_per_page")
                ],
            },
        ),
    ]
