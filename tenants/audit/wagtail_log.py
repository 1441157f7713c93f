"""Whatever Wagtail writes to its history of an object, the log has too; ours does not go with the object."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import BaseLogEntry, Collection, ModelLogEntry, PageLogEntry, Site

from tenants.audit.recording import Fact, agency_of, record_many
from tenants.models import Agency, AgencySite

# What the label of a history entry may say for good; those of accounts and memberships are people's names.
_IMPERSONAL = ("Page", "AgencyImage", "AgencyDocument", "Collection", "Agency", "Site")


@receiver(post_save, sender=PageLogEntry)
def record_page(instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    """What was done to a page."""
    if created:
        record_pages([instance])


def record_pages(entries: Iterable[PageLogEntry]) -> None:
    """What was done to several pages; the bulk writer sends no signals and calls this.

    Several things done to a page one after the other are one entry, that of the first: thousands of pages are
    written at once, and each is published with it.
    """
    facts = []
    for page_id, of_page in groupby(entries, key=lambda entry: entry.page_id):
        entry, *others = of_page
        page = entry.page
        # Remembered by Django per process, unlike what the foreign key leads to.
        model = ContentType.objects.get_for_id(entry.content_type_id).model_class() if entry.content_type_id else None
        subject = (model._meta.label if model else "pages.Page", str(getattr(page, "uid", page_id)))
        then = [other.action for other in others]
        facts.append(_fact(entry, subject, getattr(page, "agency_id", None), label=entry.label, then=then))
    record_many(facts)


@receiver(post_save, sender=ModelLogEntry)
def record_object(instance: ModelLogEntry, created: bool, **kwargs: Any) -> None:
    """What was done to anything else."""
    if not created:
        return
    model = instance.content_type.model_class() if instance.content_type_id else None
    row = model._base_manager.filter(pk=instance.object_id).first() if model is not None else None
    subject = row if row is not None else (model._meta.label if model else "", instance.object_id)
    label = instance.label if type(row).__name__ in _IMPERSONAL else ""
    record_many([_fact(instance, subject, _agency_of_row(row), label=label)])


def _fact(
    entry: BaseLogEntry, subject: Any, agency_id: int | None, *, label: str, then: list[str] | None = None
) -> Fact:
    details = dict(entry.data or {})
    if then:
        details["then"] = then
    if label:
        details["label"] = label
    if entry.revision_id:
        details["revision_id"] = entry.revision_id
    return Fact(entry.action, subject, agency_id, _uid_of(entry), details)


def _uid_of(entry: BaseLogEntry) -> Any:
    if entry.user_id is None:
        return None
    if BaseLogEntry._meta.get_field("user").is_cached(entry):
        return getattr(entry.user, "uid", None)
    return get_user_model()._default_manager.filter(pk=entry.user_id).values_list("uid", flat=True).first()


def _agency_of_row(row: Any) -> int | None:
    if isinstance(row, Collection):
        return Agency.objects.filter(root_collection__path=row.path[:8]).values_list("pk", flat=True).first()
    if isinstance(row, Site):
        return AgencySite.objects.filter(site=row).values_list("agency_id", flat=True).first()
    found = agency_of(row)
    if found is not None or row is None:
        return found
    # What belongs to a page belongs to its agency: comments, restrictions, workflow states.
    page = getattr(row, "page", None) or getattr(row, "content_object", None)
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    return page.agency_id if isinstance(page, page_model) else None
