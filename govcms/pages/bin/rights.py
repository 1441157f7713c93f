"""Who may look into the bin and put pages back: those who may change pages where the deleted ones were."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from govcms.pages.bin.models import BinnedPage
from govcms.pages.models import Page
from tenants.scope import current_agency


def may_open_bin(user: Any) -> bool:
    """Whether she may change pages anywhere in the agency in scope."""
    return bool(_roots(user))


def may_delete_for_good(user: Any) -> bool:
    """Whether she may delete for good: agency admins of the whole agency."""
    allowed: bool = user.has_perm("pages.delete_binnedpage")
    return allowed


def binned_for(user: Any) -> QuerySet[BinnedPage]:
    """What she may restore: all of the agency's bin, or what was in her section."""
    roots = _roots(user)
    binned: QuerySet[BinnedPage] = BinnedPage.objects.select_related("page", "parent", "binned_by")
    if any(page.pk == current_agency().root_page_id for page in roots):
        return binned
    # A page whose old parent is gone was in nobody's section any more.
    return binned.filter(reduce(or_, (Q(parent__path__startswith=page.path) for page in roots), Q(pk__in=[])))


def may_add_below(user: Any, parent: Page) -> bool:
    """Whether she may put a page there."""
    return bool(parent.permissions_for_user(user).can_add_subpage())


def _roots(user: Any) -> list[Any]:
    """The pages below which she may change pages."""
    policy: Any = policy_registry.get_by_type(Page)
    codename = get_permission_codename("change", Page._meta)
    return [
        grant.page for grant in policy.get_cached_permissions_for_user(user) if grant.permission.codename == codename
    ]
