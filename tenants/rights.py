"""The rights a person holds in the agency in scope, straight from her memberships."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q

from tenants.models import Agency, AgencyGroup, Membership
from tenants.scope import current_scope

_CACHE = "_rights_by_agency"


class Rights:
    """What one person's current memberships in one agency give her."""

    def __init__(self, memberships: list[Membership], group_ids: list[int]) -> None:
        self.memberships = memberships
        self.group_ids = group_ids
        # Filled by the backend and the policies: one read per kind of right and request.
        self.cache: dict[str, Any] = {}


def agency_in_scope() -> Agency | None:
    """The one agency in scope; None outside a scope and where every agency is meant."""
    scope = current_scope()
    return scope.agency if scope else None


def rights_of(user: Any) -> Rights:
    """The rights of ``user`` in the agency in scope; none without one.

    They are remembered on the user object by agency, so that one object used in two scopes, as in a
    task, never carries rights across.
    """
    agency = agency_in_scope()
    if agency is None or not user.is_authenticated or not user.is_active:
        return Rights([], [])
    remembered: dict[int, Rights] | None = getattr(user, _CACHE, None)
    if remembered is None:
        remembered = {}
        # Not through __dict__: a request's user is a lazy object around the real one, and both have one.
        setattr(user, _CACHE, remembered)
    if agency.pk not in remembered:
        remembered[agency.pk] = _read(user, agency)
    return remembered[agency.pk]


def _read(user: AbstractUser, agency: Agency) -> Rights:
    memberships = list(
        Membership.objects.current().filter(user_id=user.pk, agency=agency).select_related("section").order_by("pk")
    )
    if not memberships:
        return Rights([], [])
    # The groups of the memberships themselves, not the user's own: a role that ends by the clock is gone at once,
    # and nobody gains by being put into a group.
    held = reduce(or_, (Q(role=membership.role, section=membership.section_id) for membership in memberships))
    groups = AgencyGroup.objects.filter(held, agency=agency)
    return Rights(memberships, list(groups.values_list("group_id", flat=True)))
