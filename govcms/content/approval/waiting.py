"""What waits for somebody's decision, in all agencies she works in."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import TaskState

from govcms.content.approval.approvers import APPROVING_ROLES
from govcms.content.models.approval import Review
from tenants.models import Membership
from tenants.registry import WaitingReviews
from tenants.tree import is_in_bin


def count_reviews(*, user: Any, memberships: Sequence[Membership]) -> Mapping[int, WaitingReviews]:
    """How many reviews wait for her and how many of hers for others, by agency; one query."""
    reach: dict[int, list[str]] = defaultdict(list)
    for membership in memberships:
        if membership.role in APPROVING_ROLES:
            reach[membership.agency_id].append(membership.section.path if membership.section else "")
    underway = Review.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, page__agency__in={membership.agency_id for membership in memberships}
    )
    to_decide: Counter[int] = Counter()
    submitted: Counter[int] = Counter()
    for agency_id, path, author_id in underway.values_list("page__agency_id", "page__path", "submitted_by_id"):
        if is_in_bin(path):
            continue
        if author_id == user.pk:
            submitted[agency_id] += 1
        elif any(path.startswith(section) for section in reach[agency_id]):
            to_decide[agency_id] += 1
    return {
        agency_id: WaitingReviews(to_decide=to_decide[agency_id], submitted=submitted[agency_id])
        for agency_id in to_decide.keys() | submitted.keys()
    }
