"""What the corpus listens to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from govcms.pages.signals import pages_changed, subtree_changed
from search.corpus import entries_removed, refresh_agency, refresh_pages, refresh_subtree, tell_outbox
from search.models import Entry
from search.outbox import drain_at_commit
from tenants.models import Agency, AgencySite


@receiver(pages_changed)
def refresh_changed_pages(page_ids: list[int], **kwargs: Any) -> None:
    """Published, unpublished and rewritten pages."""
    refresh_pages(page_ids)
    drain_at_commit()


@receiver(subtree_changed)
def refresh_changed_subtree(path: str, **kwargs: Any) -> None:
    """Moved, renamed and restricted pages, with all below them."""
    refresh_subtree(path)
    drain_at_commit()


@receiver(post_delete, sender=Entry)
def tell_outbox_of_deletion(instance: Entry, origin: Any, **kwargs: Any) -> None:
    """An entry that goes with its page; what the corpus itself removes it has already told the outbox of, in bulk."""
    if isinstance(origin, QuerySet) and origin.model is Entry:
        return
    tell_outbox([instance.uid])
    entries_removed.send(sender=Entry, gone=[(instance.uid, instance.agency_id)])
    drain_at_commit()


@receiver(post_save, sender=Agency)
def refresh_changed_agency(
    instance: Agency, *, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """A launched, suspended, reactivated or decommissioned agency."""
    if not created and (update_fields is None or "status" in update_fields):
        refresh_agency(instance)
        drain_at_commit()


@receiver(post_save, sender=AgencySite)
def refresh_changed_site(
    instance: AgencySite, *, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """A site whose default language, and with it the addresses below, may have changed."""
    if not created and (update_fields is None or "default_language" in update_fields):
        refresh_agency(instance.agency)
        drain_at_commit()
