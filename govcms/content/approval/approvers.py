"""Who approves a page: the members of its agency who may publish it, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from tenants.models import Membership, Role
from tenants.rights import agency_in_scope, rights_of
from tenants.roles import ROLE_RIGHTS
from tenants.tree import outside_bin

# The roles that approve are those that publish, whatever the role table says these are.
APPROVING_ROLES: tuple[Role, ...] = tuple(role for role, rights in ROLE_RIGHTS.items() if "publish" in rights.pages)


def approvers_of(page: Any) -> list[Any]:
    """The people who may approve the page now, by name: in the whole agency or in a section it lies in."""
    memberships = (
        Membership.objects.current()
        .filter(agency_id=page.agency_id, role__in=APPROVING_ROLES, user__is_active=True)
        .select_related("user", "section")
        .order_by("user__name", "user__email")
    )
    return [
        membership.user
        for membership in memberships
        if membership.section is None or page.path.startswith(membership.section.path)
    ]


def may_approve(user: Any, page: Any) -> bool:
    """Whether her role in the agency in scope reaches as far as publishing the page."""
    return "publish" in page.permissions_for_user(user).permissions


def is_only_approver(user: Any, page: Any) -> bool:
    """Whether she may approve the page and nobody else may."""
    return [approver.pk for approver in approvers_of(page)] == [user.pk]


def reviews_for(user: Any, reviews: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``reviews`` that wait for this person in the agency in scope; two queries however many there are.

    Her own are among them where nobody else could approve them.
    """
    agency = agency_in_scope()
    reach = _reach(
        membership.section.path if membership.section else None
        for membership in rights_of(user).memberships
        if membership.role in APPROVING_ROLES
    )
    if agency is None or reach is None:
        return reviews.none()
    others = (
        Membership.objects.current()
        .filter(agency=agency, role__in=APPROVING_ROLES, user__is_active=True)
        .exclude(user_id=user.pk)
    )
    reach_of_others = _reach(others.values_list("section__path", flat=True).distinct())
    waiting = reviews.filter(reach, outside_bin("page__path"), page__agency=agency)
    return waiting if reach_of_others is None else waiting.exclude(reach_of_others, submitted_by=user.pk)


def _reach(sections: Iterable[str | None]) -> Q | None:
    """The reviews of pages in these sections, None being the whole agency; None where there is no section at all."""
    paths = set(sections)
    if not paths:
        return None
    if None in paths:
        return Q()
    return reduce(or_, (Q(page__path__startswith=path) for path in paths))
