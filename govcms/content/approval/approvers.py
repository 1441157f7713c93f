"""Who approves a page: the members of its agency who may publish it, and nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from tenants.models import Agency, Membership, Role
from tenants.rights import agency_in_scope, rights_of
from tenants.roles import ROLE_RIGHTS
from tenants.tree import bin_path

# The roles that approve are those that publish, whatever the role table says these are.
APPROVING_ROLES: tuple[Role, ...] = tuple(role for role, rights in ROLE_RIGHTS.items() if "publish" in rights.pages)


def approvers_of(page: Any) -> list[Any]:
    """The people who may approve the page now, by name: in the whole agency or in a section it lies in."""
    memberships = (
        Membership.objects.current()
        .of_staff()
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
    reach = _reach(_section_paths(user, APPROVING_ROLES))
    if agency is None or reach is None:
        return reviews.none()
    others = (
        Membership.objects.current()
        .of_staff()
        .filter(agency=agency, role__in=APPROVING_ROLES, user__is_active=True)
        .exclude(user_id=user.pk)
    )
    reach_of_others = _reach(others.values_list("section__path", flat=True).distinct())
    waiting = reviews.filter(reach, _of(agency))
    if all(membership.is_platform_entry for membership in rights_of(user).memberships):
        return waiting.exclude(submitted_by=user.pk)
    return waiting if reach_of_others is None else waiting.exclude(reach_of_others, submitted_by=user.pk)


def reviews_seen_by(user: Any, reviews: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``reviews`` whose pages this person may look at in the agency in scope."""
    agency = agency_in_scope()
    reach = _reach(_section_paths(user, tuple(Role)))
    return reviews.none() if agency is None or reach is None else reviews.filter(reach, _of(agency))


def _of(agency: Agency) -> Q:
    """The reviews of this agency's pages; what was deleted waits for nobody."""
    return Q(page__agency=agency) & ~Q(page__path__startswith=bin_path(agency))


def _section_paths(user: Any, roles: Collection[Role]) -> Iterable[str | None]:
    """The sections that her roles reach; None for the whole agency."""
    for membership in rights_of(user).memberships:
        if membership.role in roles:
            yield membership.section.path if membership.section else None


def _reach(sections: Iterable[str | None]) -> Q | None:
    """The reviews of pages in these sections, None being the whole agency; None where there is no section at all."""
    paths = set(sections)
    if not paths:
        return None
    if None in paths:
        return Q()
    return reduce(or_, (Q(page__path__startswith=path) for path in paths))
