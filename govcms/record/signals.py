"""What the record listens to: the corpus, which knows what the public can read, and files that are replaced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from govcms.pages.models import Page
from govcms.record.recording import record_shown, record_taken_away
from search.corpus import entries_refreshed, entries_removed, refresh_pages
from search.models import Entry


@receiver(entries_refreshed)
def keep_what_is_shown(shown: list[tuple[Page, Entry]], **kwargs: Any) -> None:
    """Published, changed, moved and opened pages."""
    record_shown(shown)


@receiver(entries_removed)
def keep_that_it_is_gone(gone: list[tuple[UUID, int]], **kwargs: Any) -> None:
    """Unpublished, restricted, expired and deleted pages, and those of an agency that was closed."""
    record_taken_away(gone)


@receiver(post_save, sender=get_image_model())
@receiver(post_save, sender=get_document_model())
def keep_replaced_file(instance: Any, created: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    """The pages that show a file which was replaced or renamed show something else from now on."""
    if created or (update_fields is not None and not {"file", "title"} & update_fields):
        return
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(instance),
        to_object_id=str(instance.pk),
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True).distinct()}
    live = Page.objects.filter(pk__in=keys, live=True).order_by("pk") if keys else Page.objects.none()
    if page_ids := list(live.values_list("pk", flat=True)):
        refresh_pages(page_ids)
