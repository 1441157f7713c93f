"""Pages that move, and parts of guides, leave redirects behind: connected when the app starts."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.signals import page_slug_changed, post_page_move

from govcms.content.blocks.guide import PRINT_SLUG
from govcms.content.models import GuidePage
from govcms.content.models.redirect import MAX_PATH, Redirect, clean_path
from govcms.content.redirects.places import AgencyPlaces, Place, Target
from govcms.pages.models import Page
from tenants.addresses import HOME_PATH_LENGTH, SiteAddress, address_map
from tenants.tree import is_in_bin

logger = logging.getLogger(__name__)

_BATCH = 500


@receiver(page_slug_changed)
def follow_new_slug(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """The address of a page changed, and of all below it."""
    leave_redirects(
        page=instance,
        before=address_map.get(instance.path),
        url_path_before=instance_before.url_path,
        was_public=instance_before.live,
    )


@receiver(post_page_move)
def follow_move(
    instance: Page, parent_page_before: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    """A page stands elsewhere, with all below it; another order among its siblings changes no address."""
    if url_path_before != url_path_after:
        leave_redirects(
            page=instance,
            before=address_map.get(parent_page_before.path),
            url_path_before=url_path_before,
            was_public=instance.live,
        )


@receiver(pre_save, sender=GuidePage)
def follow_parts(instance: GuidePage, update_fields: Collection[str] | None, raw: bool, **kwargs: Any) -> None:
    """The parts of a guide that the public reads change: others have their addresses, or nobody."""
    is_written = update_fields is None or "body" in update_fields
    if raw or instance._state.adding or not instance.live or not is_written or is_in_bin(instance.path):
        return
    before = GuidePage.objects.filter(pk=instance.pk, live=True).first()
    if before is not None and list(before.body.raw_data) != list(instance.body.raw_data):
        leave_part_redirects(before=before, after=instance)


@transaction.atomic
def leave_part_redirects(*, before: GuidePage, after: GuidePage) -> int:
    """Lead the addresses that parts of a published guide had to where these parts are now; returns how many.

    A part that is no more leads to the guide. Redirects to a part follow it; those from where a part answers go.
    """
    address, agency = address_map.get(before.path), before.agency
    if address is None or agency is None:
        return 0
    root, site_id = clean_path(address.path_of(before.url_path)), address.agency_site_id
    now = {part.key: part.slug for part in after.parts if part.key}
    answering = {part.slug for part in after.parts}
    ways = {part.slug: now.get(part.key, "") for part in before.parts if now.get(part.key) != part.slug}
    led_here = list(Redirect._base_manager.filter(agency=agency, page_id=before.pk))
    idle = {Place(site_id, f"{root}/{slug}") for slug in answering}
    Redirect._base_manager.filter(
        pk__in=[row.pk for row in led_here if Place(row.agency_site_id, row.old_path) in idle]
    ).delete()
    following = [row for row in led_here if row.part in ways]
    for row in following:
        row.part = ways[row.part]
    Redirect._base_manager.bulk_update(following, ["part"], batch_size=_BATCH)
    moved = {
        Place(site_id, path): Target(page_id=before.pk, part=part)
        for slug, part in ways.items()
        if slug not in answering and len(path := f"{root}/{slug}") <= MAX_PATH
    }
    _write(agency, moved)
    return len(moved)


@transaction.atomic
def leave_redirects(*, page: Page, before: SiteAddress | None, url_path_before: str, was_public: bool) -> int:
    """Redirect the old addresses of a page and of the published ones below it; returns how many.

    As many statements for a thousand pages as for one, but for the inserts. Whoever had an address last gets its
    readers: an older redirect from there is replaced. Redirects of a page from where it stands now go, and those that
    led to an old address lead to the page itself.
    """
    # The address of a home page does not follow from its slug.
    if before is None or len(page.path) <= HOME_PATH_LENGTH or is_in_bin(page.path):
        return 0
    now = address_map.get(page.path)
    here: dict[int, Place] = {}
    moved: dict[Place, Target] = {}
    below = Page.objects.filter(path__startswith=page.path, live=True).order_by().values_list("pk", "url_path")
    for pk, url_path in below:
        if now is not None:
            here[pk] = Place(now.agency_site_id, clean_path(now.path_of(url_path)))
        old = clean_path(before.path_of(url_path_before + url_path[len(page.url_path) :]))
        if len(old) <= MAX_PATH and (pk != page.pk or was_public):
            moved[Place(before.agency_site_id, old)] = Target(page_id=pk)
    if not moved:
        return 0
    agency = page.agency
    assert agency is not None
    led_here = Redirect._base_manager.filter(agency=agency, page__path__startswith=page.path)
    idle = [row.pk for row in led_here if here.get(row.page_id or 0) == Place(row.agency_site_id, row.old_path)]
    Redirect._base_manager.filter(pk__in=idle).delete()
    _write(agency, moved)
    logger.info("content.redirects_left", extra={"page": str(page.uid), "redirects": len(moved)})
    return len(moved)


@transaction.atomic
def lead_readers_on(*, page: Page, to: Page) -> int:
    """Redirect the addresses of a page that goes, and of the published ones below it, to another; returns how many.

    Redirects that led to these pages lead there at once. The page itself answers first once it is published again.
    """
    agency, address = page.agency, address_map.get(page.path)
    assert agency is not None
    target = Target(page_id=to.pk)
    led_here = Redirect._base_manager.filter(agency=agency, page__path__startswith=page.path)
    led_here.update(page=to, address="", part="")
    below = Page.objects.filter(path__startswith=page.path, live=True).order_by().values_list("url_path", flat=True)
    url_paths = list(below)
    for guide in GuidePage.objects.filter(path__startswith=page.path, live=True).order_by():
        url_paths += [f"{guide.url_path}{slug}/" for slug in (PRINT_SLUG, *(part.slug for part in guide.parts))]
    paths = [clean_path(address.path_of(url_path)) for url_path in url_paths] if address is not None else []
    moved = {Place(address.agency_site_id, path): target for path in paths if len(path) <= MAX_PATH} if address else {}
    _write(agency, moved)
    return len(moved)


def _write(agency: Any, moved: Mapping[Place, Target]) -> None:
    """Store where places lead now, in the place of what they led to before, and let others follow."""
    Redirect._base_manager.bulk_create(
        [
            Redirect(
                agency=agency,
                agency_site_id=place.agency_site_id,
                old_path=place.path,
                page_id=target.page_id,
                part=target.part,
            )
            for place, target in moved.items()
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["agency_site", "old_path"],
        update_fields=["page", "address", "part", "is_permanent"],
    )
    AgencyPlaces(agency).lead_on(moved)
