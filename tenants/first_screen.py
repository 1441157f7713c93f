"""What somebody finds on her first screen: where she works, as what, what waits for her, and who approves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.addresses import root_url_of
from tenants.models import Agency, Membership, Role
from tenants.registry import WaitingReviews, waiting_reviews
from tenants.roles import ROLE_RIGHTS
from tenants.tree import is_in_bin

# The roles whose "yes" puts a page before the public.
APPROVING_ROLES: tuple[Role, ...] = tuple(role for role, rights in ROLE_RIGHTS.items() if "publish" in rights.pages)
# A large agency has more approvers than a sentence holds, and a person more drafts than a screen.
_NAMED = 3
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished page of somebody's."""

    page_id: int
    title: str
    changed_at: datetime | None


@dataclass(slots=True)
class Place:
    """Somebody's place in one agency."""

    agency: Agency
    memberships: list[Membership]
    drafts: list[Draft] = field(default_factory=list)
    reviews: WaitingReviews = field(default_factory=WaitingReviews)
    approvers: list[str] = field(default_factory=list)

    @property
    def admin_url(self) -> str:
        """Where the agency's admin begins."""
        return f"{root_url_of(self.agency.admin_host)}/admin/"

    @property
    def roles(self) -> str:
        """What she is here."""
        return ", ".join(dict.fromkeys(str(membership.get_role_display()) for membership in self.memberships))

    @property
    def sections(self) -> str:
        """Where in the agency; empty for all of it."""
        if any(membership.section is None for membership in self.memberships):
            return ""
        titles = (membership.section.get_admin_display_title() for membership in self.memberships if membership.section)
        return ", ".join(dict.fromkeys(titles))

    @property
    def team(self) -> str:
        """Her team, if she has one."""
        return ", ".join(dict.fromkeys(str(held.team) for held in self.memberships if held.team is not None))

    @property
    def entry(self) -> Membership | None:
        """The entry by which somebody of the platform is here for a while."""
        return next((membership for membership in self.memberships if membership.is_platform_entry), None)

    @property
    def writes(self) -> bool:
        """Whether she has anything to be approved."""
        return any("change" in ROLE_RIGHTS[Role(membership.role)].pages for membership in self.memberships)

    @property
    def approves(self) -> bool:
        """Whether she may publish herself."""
        return any(membership.role in APPROVING_ROLES for membership in self.memberships)

    @property
    def approved_by(self) -> str:
        """Who else says yes to her pages, in words; empty for nobody."""
        names = self.approvers[:_NAMED]
        left = len(self.approvers) - len(names)
        if left:
            names.append(ngettext("%(count)d other", "%(count)d others", left) % {"count": left})
        return _(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def newest_drafts(self) -> list[Draft]:
        """The drafts that changed last."""
        return self.drafts[:_LISTED]


def places_of(user: Any, *, within: Agency | None = None) -> list[Place]:
    """Somebody's places in the agencies open to her now, by name, or in one; the same few queries for any number."""
    memberships = (
        Membership.objects.current()
        .filter(user=user)
        .select_related("agency", "section", "team")
        .order_by("agency__name", "pk")
    )
    if within is not None:
        memberships = memberships.filter(agency=within)
    held: dict[int, list[Membership]] = defaultdict(list)
    for membership in memberships:
        if membership.agency.is_open_to_staff:
            held[membership.agency_id].append(membership)
    drafts, approvers = _drafts(user, held), _approvers(user, held)
    reviews = waiting_reviews(user=user, memberships=[each for all_of in held.values() for each in all_of])
    return [
        Place(
            agency=of_agency[0].agency,
            memberships=of_agency,
            drafts=drafts.get(agency_id, []),
            reviews=reviews.get(agency_id, WaitingReviews()),
            approvers=approvers.get(agency_id, []),
        )
        for agency_id, of_agency in held.items()
    ]


def _drafts(user: Any, agency_ids: Iterable[int]) -> dict[int, list[Draft]]:
    """What she wrote last and did not publish, and what is hers and waits; newest first."""
    pages = (
        apps.get_model(settings.WAGTAIL_PAGE_MODEL)
        ._default_manager.filter(agency__in=list(agency_ids), has_unpublished_changes=True)
        .filter(Q(owner=user) | Q(latest_revision__user=user))
        .order_by("-latest_revision_created_at", "pk")
        .values_list("agency_id", "path", "pk", "draft_title", "latest_revision_created_at")
    )
    found: dict[int, list[Draft]] = defaultdict(list)
    for agency_id, path, pk, title, changed_at in pages:
        if not is_in_bin(path):
            found[agency_id].append(Draft(pk, title, changed_at))
    return found


def _approvers(user: Any, held: dict[int, list[Membership]]) -> dict[int, list[str]]:
    """The colleagues who may publish where she writes."""
    colleagues = (
        Membership.objects.current()
        .of_staff()
        .filter(agency__in=list(held), role__in=APPROVING_ROLES, user__is_active=True)
        .exclude(user=user)
        .order_by("user__name", "user__pk")
        .values_list("agency_id", "user__name", "section__path")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for agency_id, name, reach in colleagues:
        if _meets(reach, held[agency_id]):
            found[agency_id].append(name)
    return found


def _meets(reach: str | None, memberships: Sequence[Membership]) -> bool:
    """Whether somebody's section holds pages of hers."""
    for membership in memberships:
        own = membership.section.path if membership.section else ""
        if reach is None or own.startswith(reach) or reach.startswith(own):
            return True
    return False
