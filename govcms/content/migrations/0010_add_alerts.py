import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0009_add_page_types_of_government"),
        ("tenants", "0008_failed_tasks_and_leases"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteAlert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "on_all_sites",
                    models.BooleanField(
                        default=False,
                        help_text="Above the pages of every agency, beside the alerts of its own.",
                        verbose_name="on all sites",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("information", "Information"), ("warning", "Warning"), ("emergency", "Emergency")],
                        default="information",
                        help_text="Emergency is for danger to life or health, and for nothing else.",
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What has happened, in a few words.", max_length=120, verbose_name="title"
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="What people should do.", max_length=400, verbose_name="text"
                    ),
                ),
                ("link_text", models.CharField(blank=True, max_length=80, verbose_name="words of the link")),
                (
                    "link_address",
                    models.URLField(
                        blank=True, help_text="Where to read more.", max_length=500, verbose_name="address of the link"
                    ),
                ),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="from")),
                (
                    "ends_at",
                    models.DateTimeField(
                        help_text="It goes by itself. Make it longer when it has to stay.", verbose_name="until"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.agency",
                    ),
                ),
                (
                    "agency_site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="tenants.agencysite",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "alert",
                "verbose_name_plural": "alerts",
                "ordering": ["-ends_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="alert_ends_after_start"
                    )
                ],
            },
        ),
    ]
