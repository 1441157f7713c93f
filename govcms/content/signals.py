"""Changes that make remembered chromes, the uses of documents and the links of step by steps stale."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver

from govcms.content import document_uses
from govcms.content.chrome import page_ids_in
from govcms.content.drawing import draw_later
from govcms.content.journeys import rebuild_journeys, refresh_journeys
from govcms.content.models import Menu, SiteAlert, SiteSettings, Snippet
from govcms.content.slugs import HOME_DEPTH
from govcms.content.snippets.refreshing import refresh_pages_showing
from govcms.media.models import AgencyImage
from govcms.media.signals import picture_uploaded
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed, subtree_changed
from tenants.addresses import address_map
from tenants.models import Agency, AgencySite, bump_every_version, bump_version


@receiver([post_save, post_delete], sender=Menu)
@receiver([post_save, post_delete], sender=SiteSettings)
def forget_chrome(instance: Menu | SiteSettings, **kwargs: Any) -> None:
    """A menu or the settings of a site changed."""
    bump_version(instance.agency_site_id)


@receiver([post_save, post_delete], sender=SiteSettings)
def name_agency(instance: SiteSettings, **kwargs: Any) -> None:
    """An agency is called in each language what its first site is called there."""
    agency = Agency.objects.get(pk=instance.agency_id)
    first = AgencySite.objects.filter(agency=agency).order_by("pk").values("pk")[:1]
    named = SiteSettings._base_manager.filter(agency_site=first).exclude(site_name="")
    names = dict(named.values_list("language", "site_name"))
    if names != agency.names:
        agency.names = names
        # Hits and filters of searches are told with the version of the host map.
        agency.save(update_fields=["names"])


@receiver([post_save, pre_delete], sender=AgencyImage)
def forget_chromes_showing(instance: AgencyImage, created: bool = False, **kwargs: Any) -> None:
    """A logo, an icon or a sharing picture has another file or other words, or goes."""
    if created:
        return
    shown = Q(*((name, instance) for name in SiteSettings.image_fields), _connector=Q.OR)
    for row in SiteSettings._base_manager.filter(shown, agency_id=instance.agency_id):
        bump_version(row.agency_site_id)


@receiver([post_save, post_delete], sender=SiteAlert)
def forget_alerts(instance: SiteAlert, **kwargs: Any) -> None:
    """An alert came, changed or went; what the platform says may be on all sites, or was."""
    if instance.agency.is_platform:
        bump_every_version()
    else:
        bump_version(instance.agency_site_id)


@receiver(pages_changed)
def forget_chromes_linking_to(page_ids: Iterable[int], **kwargs: Any) -> None:
    """Pages were published or unpublished: a menu that links to one shows its title or leaves it out."""
    keys = Page.objects.filter(pk__in=list(page_ids)).values_list("translation_key", "agency_id", "depth")
    # Translations count as well: a menu leads to the page in the language of the reader.
    changed = set(Page.objects.filter(translation_key__in={key for key, *_ in keys}).values_list("pk", flat=True))
    agency_ids = {agency_id for _, agency_id, _ in keys}
    if any(depth == HOME_DEPTH for *_, depth in keys):
        # Readers are offered the languages whose home page is open.
        for site_id in AgencySite.objects.filter(agency_id__in=agency_ids).values_list("pk", flat=True):
            bump_version(site_id)
    for menu in Menu._base_manager.filter(agency_id__in=agency_ids):
        if page_ids_in(menu) & changed:
            bump_version(menu.agency_site_id)


@receiver(subtree_changed)
def forget_chrome_of_subtree(path: str, **kwargs: Any) -> None:
    """Addresses below a page changed."""
    address = address_map.get(path)
    if address is not None:
        bump_version(address.agency_site_id)


@receiver(picture_uploaded)
def draw_uploaded(image: AgencyImage, **kwargs: Any) -> None:
    """Somebody uploaded a picture or moved what it is about: nobody who looks at a page waits for its sizes."""
    draw_later(image)


@receiver(pages_changed)
def follow_documents_of(page_ids: Sequence[int], **kwargs: Any) -> None:
    """A document is public from the publication that shows it until the one that no longer does."""
    document_uses.refresh_pages(page_ids)


@receiver(pages_changed)
def follow_journeys(page_ids: Sequence[int], **kwargs: Any) -> None:
    """A step by step was published or taken down: the pages it leads to are part of it, or no longer."""
    refresh_journeys(page_ids)


@receiver(subtree_changed)
def follow_documents_below(path: str, **kwargs: Any) -> None:
    """Pages were moved, or a password asked for or no longer."""
    document_uses.refresh_subtree(path)


@receiver(post_save, sender=Snippet)
def follow_reusable_content(instance: Snippet, created: bool, **kwargs: Any) -> None:
    """Reusable content changed, and with it each page that shows it."""
    if not created:
        refresh_pages_showing(instance)


# What is read from published pages into a table, by the name of the migration that brings the table.
_FILLED = {"document_uses": document_uses.rebuild, "part_of_step_by_steps": rebuild_journeys}


@receiver(post_migrate)
def fill_tables(sender: AppConfig, plan: Sequence[tuple[Migration, bool]], using: str, **kwargs: Any) -> None:
    """Read the published pages of an installation that has just got such a table.

    Not where migrations of other apps are yet to come: page types would not fit their tables.
    """
    if sender.label != "content":
        return
    new = {
        migration.name.partition("_")[2]
        for migration, is_backwards in plan
        if not is_backwards and migration.app_label == "content"
    }
    if new.isdisjoint(_FILLED):
        return
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        for name in new & _FILLED.keys():
            _FILLED[name]()
