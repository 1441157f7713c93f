"""Policies that answer for the agency in scope, and never for a superuser.

They replace Wagtail's own in its registry. Each narrows what Wagtail would allow: rights come from
``tenants.rights``, which reads the current memberships in the agency in scope.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Site, Task, Workflow
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from tenants.models import AgencyGroup
from tenants.rights import agency_in_scope, rights_of
from tenants.tree import is_in_bin, outside_bin

# Wagtail asks for "any of these" to learn whether a person may look at pages at all.
EXPLORE_ACTIONS = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
# Root and agency roots belong to the platform; homes are as deep as sites.
HOME_DEPTH = 3


def as_member(user: Any) -> Any:
    """The user without her superuser flag; Wagtail's classes ask for it before they ask for a right."""
    if not getattr(user, "is_superuser", False):
        return user
    member = copy.copy(user)
    member.withhold_superuser()
    return member


def active_members(groups: Any) -> Any:
    """The active people in these groups."""
    return get_user_model()._default_manager.filter(is_active=True, groups__in=groups).distinct()


def _in_scope(groups: Any) -> Any:
    return AgencyGroup.objects.filter(agency=agency_in_scope(), group__in=groups).values("group")


class AgencyPagePermissionTester(PagePermissionTester):
    """What a member may do with one page; nothing above home pages, and homes stay where they are."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(as_member(user), page)
        # Wagtail leaves it out for inactive users and asks for it all the same.
        self.permissions: set[str] = getattr(self, "permissions", set())
        # A page that has not been saved has no depth, and no path under which there could be a right.
        if (page.depth and page.depth < HOME_DEPTH) or is_in_bin(page.path):
            self.permissions = set()

    def can_edit(self) -> bool:
        """Whoever may change the page; waiting for approval lets nobody else in, so that no task has to be asked."""
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        return self.user.is_active and (own or "change" in self.permissions)

    def can_unpublish(self) -> bool:
        """Also while a later version waits for approval: what is wrong must come down at once."""
        if not self.page.workflow_in_progress:
            return super().can_unpublish()
        is_kept_out = self.page.locked and not self.user_has_lock()
        return self.page.live and not is_kept_out and super().can_publish()

    def can_publish(self) -> bool:
        """Not while the page waits for approval: then it is approved, or taken back first."""
        return super().can_publish() and not (self.page.pk and self.page.workflow_in_progress)

    def can_set_view_restrictions(self) -> bool:
        """Whoever may publish the page at other times; waiting for approval does not matter here."""
        return super().can_publish()

    def can_unschedule(self) -> bool:
        """Whoever may publish the page at other times."""
        return super().can_publish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never a home page: a site without one answers nowhere."""
        if (self.page.depth or 0) <= HOME_DEPTH or not self.user.is_active:
            return False
        if "publish" not in self.permissions:
            # Nothing that is live may go. Wagtail looks for that in the database, for each button of each row in a
            # list, also where the page itself tells.
            if self.page.live:
                return False
            if "change" in self.permissions and self.page.is_leaf():
                return True
        can_delete: bool = super().can_delete(ignore_bulk=ignore_bulk)
        return can_delete


class AgencyPagePermissionPolicy(PagePermissionPolicy):
    """Rights on pages of the agency in scope."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """The grants of her roles in the agency in scope."""
        return GroupPagePermission.objects.filter(group__in=rights_of(user).group_ids).select_related(
            "page", "permission"
        )

    def get_cached_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """The same, read once for each user object and agency."""
        cache = rights_of(user).cache
        if "pages" not in cache:
            cache["pages"] = list(self.get_all_permissions_for_user(user))
        return cache["pages"]

    def _base_user_has_permission(self, user: Any) -> bool | None:
        return None if user.is_active else False

    def _base_queryset_for_user(self, user: Any) -> Any:
        return None if user.is_active else self.model._default_manager.none()

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether she has one of the rights anywhere; to look about, membership is enough."""
        if set(actions) >= EXPLORE_ACTIONS:
            return bool(rights_of(user).memberships)
        return super().user_has_any_permission(user, actions)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether she has one of the rights on this page."""
        if (instance.depth and instance.depth < HOME_DEPTH) or is_in_bin(instance.path):
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The pages on which she has one of the rights; what was deleted lies in the bin and is asked for there."""
        agency = agency_in_scope()
        pages = super().instances_user_has_any_permission_for(user, actions)
        return pages.filter(outside_bin(agency)) if agency else pages

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> Any:
        """Members of the agency in scope with one of the rights."""
        wanted = set(actions) | ({"add"} if "change" in actions else set())
        groups = GroupPagePermission.objects.filter(
            permission__codename__in=self._get_permission_codenames(wanted)
        ).values("group")
        return active_members(_in_scope(groups))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any, include_superusers: bool = True
    ) -> Any:
        """Members with one of the rights on this page."""
        return super().users_with_any_permission_for_instance(actions, instance, include_superusers=False)

    def instances_with_direct_explore_permission(self, user: Any) -> list[Any]:
        """The roots of what she may look at: her sections, or the whole agency."""
        agency = agency_in_scope()
        rights = rights_of(user)
        if agency is None or not rights.memberships or agency.root_page is None:
            return []
        if any(membership.section_id is None for membership in rights.memberships):
            # The agency's own root is no page: with one home, exploring begins there.
            if "homes" not in rights.cache:
                rights.cache["homes"] = list(agency.root_page.get_children().filter(outside_bin(agency)))
            return rights.cache["homes"] or [agency.root_page]
        sections = [membership.section for membership in rights.memberships if membership.section is not None]
        return [section for section in sections if not is_in_bin(section.path)]

    def explorable_root_instance(self, user: Any) -> Any:
        """The page that the explorer begins at; never above the agency."""
        cache = rights_of(user).cache
        if "explorable_root" not in cache:
            roots = self.instances_with_direct_explore_permission(user)
            manager = self.model.base_page_model.objects
            if len(roots) < 2:
                cache["explorable_root"] = roots[0] if roots else None
            else:
                cache["explorable_root"] = manager.first_common_ancestor_of(roots, include_self=True, strict=True)
        return cache["explorable_root"]

    def explorable_instances(self, user: Any) -> Any:
        """The pages she may look at, and what lies between them and where the explorer begins."""
        roots = self.instances_with_direct_explore_permission(user)
        top = self.explorable_root_instance(user)
        if top is None:
            return self.model._default_manager.none()
        within = reduce(or_, (Q(path__startswith=root.path) for root in roots))
        above = {root.path[:end] for root in roots for end in range(len(top.path), len(root.path), self.model.steplen)}
        return self.model._default_manager.filter(within | Q(path__in=above) if above else within)


class AgencyCollectionRights:
    """Rights on collections, from the roles in the agency in scope; mixed into Wagtail's two policies."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """The grants of her roles in the agency in scope."""
        return GroupCollectionPermission.objects.filter(group__in=rights_of(user).group_ids).select_related(
            "permission", "collection"
        )

    def get_cached_permissions_for_user(self, user: Any) -> list[GroupCollectionPermission]:
        """The same, read once for each user object and agency."""
        cache = rights_of(user).cache
        if "collections" not in cache:
            cache["collections"] = list(self.get_all_permissions_for_user(user))
        return cache["collections"]

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Any = None) -> bool:
        return super()._check_perm(as_member(user), actions, collection=collection)  # type: ignore[misc]

    def _users_with_perm_filter(self, actions: Iterable[str], collection: Any = None) -> Q:
        return Q(is_superuser=False) & super()._users_with_perm_filter(  # type: ignore[misc]
            actions, collection=collection
        )

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether she has the right anywhere in the agency."""
        return super().user_has_permission(as_member(user), action)  # type: ignore[misc]

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether she has one of the rights on this row."""
        return super().user_has_any_permission_for_instance(as_member(user), actions, instance)  # type: ignore[misc]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The rows on which she has one of the rights."""
        return super().instances_user_has_any_permission_for(as_member(user), actions)  # type: ignore[misc]

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The collections in which she has one of the rights."""
        return super().collections_user_has_any_permission_for(as_member(user), actions)  # type: ignore[misc]


class AgencyFilePermissionPolicy(AgencyCollectionRights, CollectionOwnershipPermissionPolicy):
    """Rights on images and documents of the agency in scope."""


class AgencyCollectionPermissionPolicy(AgencyCollectionRights, CollectionManagementPermissionPolicy):
    """Rights to make, rename and remove collections below the agency's own."""

    def instances_user_has_permission_for(self, user: Any, action: str) -> Any:
        """The collections on which she has the right."""
        return super().instances_user_has_permission_for(as_member(user), action)

    def _descendants_with_perm(self, user: Any, action: str) -> Any:
        roots = self._collections_with_perm(user, [action])
        granted = {grant.collection_id for grant in self._get_user_permission_objects_for_actions(user, [action])}
        return roots.exclude(pk__in=granted)


class AgencyPermissionPolicy(ModelPermissionPolicy):
    """The model right, and an instance of the agency in scope: for rows that are AgencyOwned."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether her roles in the agency in scope carry the model right."""
        return super().user_has_permission(as_member(user), action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """The same, and that the row belongs to that agency."""
        agency = agency_in_scope()
        return agency is not None and instance.agency_id == agency.pk and self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The rows of the agency, or none."""
        rows = self.model._default_manager
        return rows.all() if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Members of the agency in scope with one of the rights."""
        permissions = self._get_permission_objects_for_actions(actions)
        return active_members(_in_scope(permissions.values("group")))


class NobodyPermissionPolicy(BasePermissionPolicy):
    """Nobody: these rows are the platform's, and Wagtail's screens for them show every agency's."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """No."""
        return False

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Nobody."""
        return get_user_model()._default_manager.none()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """No."""
        return False

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """No rows."""
        return self.model._default_manager.none()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> Any:
        """Nobody."""
        return get_user_model()._default_manager.none()


def register_policies() -> None:
    """Put these policies in the place of Wagtail's.

    Wagtail's apps register their own later, for a class and what derives from it; an exact class wins.
    """
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    register_permission_policy(page_model, AgencyPagePermissionPolicy(page_model))
    for file_model in (get_image_model(), get_document_model()):
        register_permission_policy(
            file_model, AgencyFilePermissionPolicy(file_model, owner_field_name="uploaded_by_user"), exact_class=True
        )
    register_permission_policy(Collection, AgencyCollectionPermissionPolicy(Collection), exact_class=True)
    for model in (get_user_model(), Group, Site, Locale, Workflow):
        register_permission_policy(model, NobodyPermissionPolicy(model), exact_class=True)
    # Kinds of tasks derive from it.
    register_permission_policy(Task, NobodyPermissionPolicy(Task))
