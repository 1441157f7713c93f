"""Moving a page with all below it into a bin and out again, in as many statements for one page as for a thousand."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from treebeard.mp_tree import MP_MoveHandler

from govcms.pages.bulk.tree import free_slug
from govcms.pages.models import Page
from tenants.tree import AGENCY_PATH_LENGTH, BIN_STEP

# A place where no reader looks; a home page that is called so already makes it get a number.
_SLUG = "_bin"


def bin_of(page: Page) -> Page:
    """The page below which the deleted pages of a page's agency lie; made when it is first needed.

    The agency's root stays locked until the transaction ends: one deletion of an agency at a time.
    """
    root = Page.objects.select_for_update().get(path=page.path[:AGENCY_PATH_LENGTH])
    path = root.path + BIN_STEP
    existing = Page.objects.select_for_update().filter(path=path).first()
    if existing is not None:
        return existing
    taken = set(root.get_children().values_list("slug", flat=True))
    made = Page(
        title=gettext("Bin"),
        slug=free_slug(_SLUG, taken) if _SLUG in taken else _SLUG,
        path=path,
        depth=root.depth + 1,
        agency_id=root.agency_id,
        locale_id=root.locale_id,
        live=False,
    )
    made.set_url_path(root)
    made.draft_title = made.title
    made.save_base(raw=True)
    Page.objects.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    return made


def put_below(page: Page, parent: Page, *, slug: str) -> Page:
    """Move a page to the end of another one's children, under a slug; returns it as it is now."""
    old_url_path = page.url_path
    MP_MoveHandler(page, parent, pos="last-child").process()
    moved = Page.objects.get(pk=page.pk)
    moved.slug = slug
    new_url_path = moved.set_url_path(parent)
    Page.objects.filter(pk=moved.pk).update(slug=slug, url_path=new_url_path)
    moved._update_descendant_url_paths(old_url_path, new_url_path)
    return moved


def slug_below(parent: Page, page: Page) -> str:
    """The page's slug, or one like it that nobody has below ``parent`` and that is not reserved there."""
    taken = set(parent.get_children().exclude(pk=page.pk).values_list("slug", flat=True))
    specific = page.specific
    specific.depth = parent.depth + 1
    reserved = specific.reserved_slugs()
    return free_slug(page.slug, taken, reserved) if page.slug in taken | reserved else page.slug


def with_all_below(page: Page) -> models.QuerySet[Any]:
    """The page and everything below it."""
    return Page.objects.filter(path__startswith=page.path).order_by()


def mirrors_across(path: str) -> Q:
    """Aliases of what lies below a tree path that stand outside of it, and the other way about."""
    inside, source_inside = Q(path__startswith=path), Q(alias_of__path__startswith=path)
    return Q(alias_of__isnull=False) & ((inside & ~source_inside) | (~inside & source_inside))
