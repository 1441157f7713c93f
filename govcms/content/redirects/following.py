"""Pages that move leave redirects behind: connected when the app starts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_slug_changed, post_page_move

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
    led_here.update(page=to, address="")
    below = Page.objects.filter(path__startswith=page.path, live=True).order_by().values_list("url_path", flat=True)
    paths = [clean_path(address.path_of(url_path)) for url_path in below] if address is not None else []
    moved = {Place(address.agency_site_id, path): target for path in paths if len(path) <= MAX_PATH} if address else {}
    _write(agency, moved)
    return len(moved)


def _write(agency: Any, moved: Mapping[Place, Target]) -> None:
    """Store where places lead now, in the place of what they led to before, and let others follow."""
    Redirect._base_manager.bulk_create(
        [
            Redirect(agency=agency, agency_site_id=place.agency_site_id, old_path=place.path, page_id=target.page_id)
            for place, target in moved.items()
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["agency_site", "old_path"],
        update_fields=["page", "address", "is_permanent"],
    )
    AgencyPlaces(agency).lead_on(moved)
