"""The one role table: what each role may do, and the groups that carry it in Wagtail's own tables.

Rights come from memberships alone. The groups are derived, never edited by hand: Wagtail asks them
who may approve, be mailed or own a lock, and finds the same answer there as in the memberships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import register_permission_policy

from tenants.models import Agency, AgencyGroup, AgencyOwned, Membership, Role
from tenants.permission_policies import AgencyPermissionPolicy

Actions = Iterable[str]
# By app label and codename, which names the model.
Permissions = Mapping[tuple[str, str], Permission]

# The right to open the admin at all; every member has it.
ADMIN_ACCESS = "access_admin"


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What a role may do: with pages, with files, and with the collections they lie in."""

    pages: Actions = ()
    files: Actions = ()
    collections: Actions = ()


# Viewers hold no right on any page: that they may look at the tree follows from their membership.
ROLE_RIGHTS: Mapping[Role, RoleRights] = {
    Role.AGENCY_ADMIN: RoleRights(
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        files=("add", "change", "choose"),
        collections=("add", "change", "delete"),
    ),
    Role.PUBLISHER: RoleRights(
        pages=("add", "change", "publish", "lock", "unlock"),
        files=("add", "change", "choose"),
    ),
    Role.EDITOR: RoleRights(pages=("add", "change"), files=("add", "change", "choose")),
    Role.VIEWER: RoleRights(),
}

# Pictures and documents stand on pages of every section: who works in one adds files for all, and changes her own.
SECTION_FILES: frozenset[str] = frozenset({"add", "choose"})

_model_rights: dict[type[models.Model], Mapping[Role, Actions]] = {}


def register_role_rights(model: type[AgencyOwned], rights: Mapping[Role, Actions]) -> None:
    """Give roles rights on an owned model: ``{Role.PUBLISHER: ["add", "change"]}``.

    Apps call this in ``ready()``. The rights are on the model; the scoped manager and the policy, which
    is registered here too, keep agencies apart.
    """
    _model_rights[model] = {role: tuple(actions) for role, actions in rights.items()}
    register_permission_policy(model, AgencyPermissionPolicy(model), exact_class=True)


@transaction.atomic
def sync_agency_groups(agency: Agency) -> None:
    """Make the groups of an agency and their rights what the role table says; repeat at will.

    Call it when an agency has been created or its root page or collection changed.
    """
    sections: set[tuple[str, int | None]] = {(role, None) for role in Role}
    sections |= set(
        Membership.objects.current().filter(agency=agency).exclude(section=None).values_list("role", "section_id")
    )
    known = _read_permissions()
    for role, section_id in sorted(sections, key=str):
        _sync_group(agency, Role(role), section_id, known)


def sync_memberships(user: models.Model | None = None) -> int:
    """Put people into the groups that their current memberships name and take them out of all others.

    For one person, or for everybody. Returns how many places in groups were added or taken away.
    """
    with transaction.atomic():
        memberships = Membership.objects.current().select_related("agency")
        places = apps.get_model(settings.AUTH_USER_MODEL).groups.through.objects.all()
        if user is not None:
            memberships = memberships.filter(user_id=user.pk)
            places = places.filter(user=user)
        agencies = memberships.values("agency")
        groups = {
            (found.agency_id, found.role, found.section_id): found.group_id
            for found in AgencyGroup.objects.filter(agency__in=agencies)
        }
        wanted = set()
        for membership in memberships:
            key = (membership.agency_id, membership.role, membership.section_id)
            if key not in groups:
                role, known = Role(membership.role), _read_permissions()
                groups[key] = _sync_group(membership.agency, role, membership.section_id, known).pk
            wanted.add((membership.user_id, groups[key]))
        present = {(place.user_id, place.group_id): place.pk for place in places}
        stale = [pk for key, pk in present.items() if key not in wanted]
        places.model.objects.filter(pk__in=stale).delete()
        new = [places.model(user_id=user_id, group_id=group_id) for user_id, group_id in wanted - present.keys()]
        places.model.objects.bulk_create(new, ignore_conflicts=True)
    return len(stale) + len(new)


def _sync_group(agency: Agency, role: Role, section_id: int | None, known: Permissions) -> Group:
    name = f"{agency.key}/{role}" + (f"/{section_id}" if section_id else "")
    group, _made = Group.objects.get_or_create(name=name)
    AgencyGroup.objects.update_or_create(
        group=group, defaults={"agency": agency, "role": role, "section_id": section_id}
    )
    rights = ROLE_RIGHTS[role]
    if section_id is not None:
        rights = RoleRights(pages=rights.pages, files=[right for right in rights.files if right in SECTION_FILES])
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    _replace(
        GroupPagePermission.objects.filter(group=group),
        [
            GroupPagePermission(group=group, page_id=section_id or agency.root_page_id, permission=permission)
            for permission in _permissions(page_model, rights.pages, known)
        ],
        key=lambda row: (row.page_id, row.permission_id),
    )
    files = [
        permission
        for model in (get_image_model(), get_document_model())
        for permission in _permissions(model, rights.files, known)
    ]
    _replace(
        GroupCollectionPermission.objects.filter(group=group),
        [
            GroupCollectionPermission(group=group, collection_id=agency.root_collection_id, permission=permission)
            for permission in [*files, *_permissions(Collection, rights.collections, known)]
        ],
        key=lambda row: (row.collection_id, row.permission_id),
    )
    by_model = [known["wagtailadmin", ADMIN_ACCESS]]
    # A role in a section is no role in the agency's menus or settings.
    if section_id is None:
        for model, by_role in _model_rights.items():
            by_model += _permissions(model, by_role.get(role, ()), known)
    group.permissions.set(by_model)
    return group


def _permissions(model: type[models.Model], actions: Actions, known: Permissions) -> list[Permission]:
    keys = {(model._meta.app_label, get_permission_codename(action, model._meta)) for action in actions}
    if missing := keys - known.keys():
        raise LookupError(f"{model._meta.label} has no permission {', '.join(sorted(name for _, name in missing))}.")
    return [known[key] for key in sorted(keys)]


def _read_permissions() -> Permissions:
    """All at once: groups need the permissions of nearly every model."""
    return {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }


def _replace(present: models.QuerySet[Any], wanted: list[Any], *, key: Any) -> None:
    """Make the rows ``wanted`` and no others; rows that are right already stay."""
    wanted_by_key = {key(row): row for row in wanted}
    kept = set()
    for row in present:
        if key(row) in wanted_by_key:
            kept.add(key(row))
        else:
            row.delete()
    present.model._default_manager.bulk_create(row for k, row in wanted_by_key.items() if k not in kept)
