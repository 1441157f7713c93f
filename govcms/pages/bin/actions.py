"""Put pages into the bin, restore them, delete them for good."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision, WorkflowState

from govcms.pages.bin.forwarding import forward_readers
from govcms.pages.bin.models import KEPT_FOR, BinnedPage
from govcms.pages.bin.place import bin_of, mirrors_across, put_below, slug_below, with_all_below
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed
from tenants.addresses import HOME_PATH_LENGTH
from tenants.audit.wagtail_log import record_pages
from tenants.errors import UserError
from tenants.models import Membership
from tenants.scope import tenant_scope
from tenants.tree import is_in_bin

logger = logging.getLogger(__name__)


class NotForTheBin(PermissionDenied):
    """A page that every site needs, or that somebody's work hangs on; the message says which."""


@transaction.atomic
def move_to_bin(*, page: Page, user: Any = None, forward_to: Page | None = None) -> BinnedPage | None:
    """Take a page and all below it from the public and from editors, into its agency's bin.

    Readers who come to their addresses are led to ``forward_to``, until the page is published there again.
    None for a page that lies in the bin already, as when both it and a page above it were to be deleted.
    Raises NotForTheBin for home pages and what is above them, and for a section that people work in.
    """
    # What is in memory may be older than the deletion of a page above.
    page = Page.objects.select_for_update().get(pk=page.pk)
    if is_in_bin(page.path):
        return None
    if len(page.path) <= HOME_PATH_LENGTH:
        raise NotForTheBin(_("The home page of a site cannot be deleted."))
    _refuse_sections(page)
    if forward_to is not None:
        forward_readers(page=page, to=forward_to)
    parent = page.get_parent()
    old_path, address = page.path, page.get_full_url() or ""
    _withdraw(page, user)
    moved = put_below(page, bin_of(page), slug=page.slug)
    below = with_all_below(moved)
    page_ids = list(below.values_list("pk", flat=True))
    # Aliases that are left on either side become pages of their own, as when Wagtail deletes their source.
    Page.objects.filter(mirrors_across(moved.path)).update(alias_of=None)
    binned = BinnedPage.objects.create(
        agency_id=moved.agency_id,
        page_id=moved.pk,
        parent=parent,
        address=address,
        pages_below=len(page_ids) - 1,
        binned_by=user,
    )
    data = {"parent": {"id": parent.pk, "title": parent.get_admin_display_title()}, "pages_below": len(page_ids) - 1}
    log(instance=moved.specific_deferred, action="pages.move_to_bin", user=user, uuid=uuid.uuid4(), data=data)
    pages_changed.send(sender=Page, page_ids=page_ids)
    logger.info("pages.moved_to_bin", extra={"page": str(moved.uid), "pages": len(page_ids), "path": old_path})
    return binned


@transaction.atomic
def restore_page(*, binned: BinnedPage, parent: Page | None = None, user: Any = None) -> Page:
    """Put a page and all below it back, as drafts, below ``parent`` or where it was; returns it.

    It gets a number behind its slug where a page has taken that meanwhile.
    Raises UserError where it cannot stand there.
    """
    binned = BinnedPage.objects.select_for_update().filter(pk=binned.pk).first() or _gone()
    wanted = parent.pk if parent is not None else binned.parent_id
    place = Page.objects.select_for_update().filter(pk=wanted, agency_id=binned.agency_id).first()
    if place is None or is_in_bin(place.path):
        raise UserError(_("The page it was below is not there any more. Choose another place."))
    page = Page.objects.select_for_update().get(pk=binned.page_id)
    if not page.specific.can_move_to(place.specific):
        raise UserError(_("This kind of page cannot stand below “%(title)s”.") % {"title": place.title})
    restored = put_below(page, place, slug=slug_below(place, page))
    binned.delete()
    data = {"parent": {"id": place.pk, "title": place.get_admin_display_title()}}
    log(instance=restored.specific_deferred, action="pages.restore", user=user, uuid=uuid.uuid4(), data=data)
    logger.info("pages.restored", extra={"page": str(restored.uid)})
    return restored.specific


@transaction.atomic
def delete_for_good(*, binned: BinnedPage, user: Any = None) -> int:
    """Delete a page in the bin and all below it; only the log keeps that they were. Returns how many."""
    binned = BinnedPage.objects.select_for_update().filter(pk=binned.pk).first() or _gone()
    top = Page.objects.select_for_update().get(pk=binned.page_id)
    pages = list(with_all_below(top).only("pk", "uid", "agency", "title", "content_type"))
    _release_sections(top)
    _log_for_each(pages, action="wagtail.delete", user=user, deleted=True)
    # The rows themselves: Wagtail's way to delete a page leads into the bin.
    Page.objects.filter(pk=top.pk).delete()
    logger.info("pages.deleted_for_good", extra={"page": str(top.uid), "pages": len(pages)})
    return len(pages)


def empty_bins() -> int:
    """Delete for good what has been in any agency's bin for 30 days; returns how many pages."""
    due = (
        BinnedPage._base_manager.filter(binned_at__lte=timezone.now() - KEPT_FOR)
        .select_related("agency")
        .order_by("binned_at")
    )
    deleted = 0
    for binned in due:
        try:
            with tenant_scope(binned.agency):
                deleted += delete_for_good(binned=binned)
        except Exception:  # one page that cannot go must not keep the others
            logger.exception("pages.bin_not_emptied", extra={"binned": str(binned.uid)})
    return deleted


def delete_into_bin() -> None:
    """Let every way in which Wagtail deletes a page lead into the bin: its screens, its API, ``page.delete()``."""

    def delete_page(action: DeletePageAction, page: Page, *args: Any, **kwargs: Any) -> None:
        move_to_bin(page=page, user=action.user)

    DeletePageAction._delete_page = delete_page


def _gone() -> BinnedPage:
    raise UserError(_("The page is not in the bin any more."))


def _withdraw(page: Page, user: Any) -> None:
    """End all that would show the page or those below it, or change them while they lie in the bin."""
    below = with_all_below(page)
    live = list(below.filter(live=True).only("pk", "uid", "agency", "title", "content_type"))
    _log_for_each(live, action="wagtail.unpublish", user=user)
    keys = below.annotate(key=Cast("pk", CharField())).values("key")
    page_type = ContentType.objects.get_for_model(Page)
    for state in WorkflowState.objects.active().filter(object_id__in=keys, base_content_type=page_type):
        state.cancel(user=user)
    Revision.page_revisions.filter(object_id__in=keys).exclude(approved_go_live_at=None).update(
        approved_go_live_at=None
    )
    EditingSession.objects.filter(object_id__in=keys, content_type__in=below.values("content_type")).delete()
    below.update(
        live=False, has_unpublished_changes=True, live_revision=None, locked=False, locked_at=None, locked_by=None
    )


def _log_for_each(pages: Iterable[Page], *, action: str, user: Any, deleted: bool = False) -> None:
    now = timezone.now()
    entries = PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=page.content_type_id,
            page=page,
            label=page.title,
            action=action,
            timestamp=now,
            # Wagtail shows one entry of several with one uuid and action, whichever page they are about.
            uuid=uuid.uuid4(),
            user=user,
            deleted=deleted,
        )
        for page in pages
    )
    record_pages(entries)


def _refuse_sections(page: Page) -> None:
    open_ones = Membership.objects.filter(section__path__startswith=page.path, agency_id=page.agency_id)
    working = open_ones.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=timezone.now())).select_related("user")
    names = sorted({str(membership.user) for membership in working[:5]})
    if names:
        raise NotForTheBin(
            _("This is the section that %(people)s work in. Give them another section first.")
            % {"people": ", ".join(names)}
        )


def _release_sections(page: Page) -> None:
    """Let ended memberships name the bin for their section: nobody holds a right there, and the row stays."""
    the_bin = page.get_parent()
    below = with_all_below(page)
    Membership.objects.filter(section__in=below.values("pk")).update(section=the_bin)
    # The group of a role in a section goes with the section; without it, its rights would be nobody's.
    Group.objects.filter(agency_group__section__in=below.values("pk")).delete()
