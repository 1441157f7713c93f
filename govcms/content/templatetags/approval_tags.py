"""What the side panel of the editor says of a page that was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from govcms.content.approval.approvers import approvers_of
from govcms.content.approval.names import names_of
from govcms.content.models import Review
from govcms.pages.models import Page

register = template.Library()


@dataclass(frozen=True, slots=True)
class Approval:
    """Where the approval of a page stands, in words."""

    review: Review
    title: str
    told: str


@register.simple_tag
def approval_of(page: Any) -> Approval | None:
    """Where the approval of a page stands; None for one that waits neither for approval nor for changes."""
    # Redirects, menus and settings have the same side panel, and no approval.
    state = page.current_workflow_state if page.pk and isinstance(page, Page) else None
    review = state and Review.objects.filter(pk=state.current_task_state_id).select_related("submitted_by").first()
    if review is None:
        return None
    if not review.is_waiting:
        return Approval(review, _("Needs changes"), f"“{review.comment}”" if review.comment else "")
    names = names_of([approver for approver in approvers_of(page) if approver.pk != review.submitted_by_id])
    told = _("%(names)s can approve it.") % {"names": names} if names else _("Nobody else can approve it yet.")
    return Approval(review, _("Waiting for approval"), told)
