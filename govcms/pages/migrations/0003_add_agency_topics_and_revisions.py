import uuid

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_bootstrap_translations"),
        ("tenants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ChangeNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("minor", "Minor: readers need not know"),
                            ("major", "Major: shown to readers with the date"),
                        ],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="text")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_notes",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="published at")),
            ],
            options={
                "verbose_name": "change note",
                "verbose_name_plural": "change notes",
                "ordering": ["-published_at"],
            },
        ),
        migrations.AddField(
            model_name="page",
            name="latest_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="latest revision",
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="live_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="live revision",
            ),
        ),
        migrations.AlterField(
            model_name="page",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="page",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether(
            name="page",
            unique_together={("translation_key", "locale")},
        ),
        migrations.AddField(
            model_name="page",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="tenants.agency",
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="pages", to="pages.topic", verbose_name="topics"
            ),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(fields=["depth", "path"], name="page_by_depth"),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(fields=["agency", "slug"], name="page_by_agency_and_slug"),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_url", ""), _negated=True),
                fields=("agency", "source_url"),
                name="original_address_once_per_agency",
            ),
        ),
    ]
