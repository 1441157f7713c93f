"""Changes that make remembered chromes stale."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from govcms.content.chrome import page_ids_in
from govcms.content.models import Menu, SiteSettings
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed, subtree_changed
from tenants.addresses import address_map
from tenants.models import bump_version


@receiver([post_save, post_delete], sender=Menu)
@receiver([post_save, post_delete], sender=SiteSettings)
def forget_chrome(instance: Menu | SiteSettings, **kwargs: Any) -> None:
    """A menu or the settings of a site changed."""
    bump_version(instance.agency_site_id)


@receiver(pages_changed)
def forget_chromes_linking_to(page_ids: Iterable[int], **kwargs: Any) -> None:
    """Pages were published or unpublished: a menu that links to one shows its title or leaves it out."""
    keys = Page.objects.filter(pk__in=list(page_ids)).values_list("translation_key", "agency_id")
    # Translations count as well: a menu leads to the page in the language of the reader.
    changed = set(Page.objects.filter(translation_key__in={key for key, _ in keys}).values_list("pk", flat=True))
    for menu in Menu._base_manager.filter(agency_id__in={agency_id for _, agency_id in keys}):
        if page_ids_in(menu) & changed:
            bump_version(menu.agency_site_id)


@receiver(subtree_changed)
def forget_chrome_of_subtree(path: str, **kwargs: Any) -> None:
    """Addresses below a page changed."""
    address = address_map.get(path)
    if address is not None:
        bump_version(address.agency_site_id)
