import uuid

import django.db.models.deletion
import modelsearch.index
import wagtail.models.content_types
import wagtail.models.preview
import wagtail.models.specific
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # No reference to wagtailcore, agencies or topics: wagtailcore's first migration needs this table.
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                (
                    "title",
                    models.CharField(
                        help_text="The page title as you'd like it to be seen by the public",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                ("draft_title", models.CharField(editable=False, max_length=255)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/",
                        max_length=255,
                        verbose_name="slug",
                    ),
                ),
                ("url_path", models.TextField(blank=True, editable=False, verbose_name="URL path")),
                (
                    "latest_revision_created_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="latest revision created at"),
                ),
                (
                    "show_in_menus",
                    models.BooleanField(
                        default=False,
                        help_text="Whether a link to this page will appear in automatically generated menus",
                        verbose_name="show in menus",
                    ),
                ),
                (
                    "seo_title",
                    models.CharField(
                        blank=True,
                        help_text="The name of the page displayed on search engine results as the clickable headline.",
                        max_length=255,
                        verbose_name="title tag",
                    ),
                ),
                (
                    "search_description",
                    models.TextField(
                        blank=True,
                        help_text="The descriptive text displayed underneath a headline in search engine results.",
                        verbose_name="meta description",
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences: who the page is for and what it helps them do. Search results show it.",
                        max_length=300,
                        verbose_name="summary",
                    ),
                ),
                (
                    "review_by",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody checks that it is still true.",
                        null=True,
                        verbose_name="review by",
                    ),
                ),
                (
                    "owner_team",
                    models.CharField(
                        blank=True,
                        help_text="The key of the team that looks after the page.",
                        max_length=60,
                        verbose_name="owner team",
                    ),
                ),
                (
                    "source_url",
                    models.CharField(blank=True, editable=False, max_length=1000, verbose_name="original address"),
                ),
                (
                    "public_updated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="updated for readers"),
                ),
                (
                    "change_type",
                    models.CharField(
                        choices=[
                            ("minor", "Minor: readers need not know"),
                            ("major", "Major: shown to readers with the date"),
                        ],
                        default="minor",
                        max_length=5,
                        verbose_name="this change is",
                    ),
                ),
                (
                    "change_note",
                    models.CharField(
                        blank=True,
                        help_text="What changed, in a sentence for readers.",
                        max_length=300,
                        verbose_name="change note",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateField(
                        blank=True,
                        help_text="A withdrawn page stays at its address under a notice that it no longer holds.",
                        null=True,
                        verbose_name="withdrawn on",
                    ),
                ),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn")),
                (
                    "alias_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="aliases",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=models.SET(wagtail.models.content_types.get_default_page_content_type),
                        related_name="pages",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="owned_pages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "withdrawn_replacement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "permissions": [
                    ("bulk_delete_page", "Delete pages with children"),
                    ("lock_page", "Lock/unlock pages you've locked"),
                    ("publish_page", "Publish any page"),
                    ("unlock_page", "Unlock any page"),
                ],
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                wagtail.models.specific.SpecificMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
    ]
