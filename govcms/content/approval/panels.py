"""What waits for approval: on the dashboard for whoever decides and whoever asked, in a list for the agency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BaseColumn, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Revision, TaskState, WorkflowState

from govcms.content.approval.approvers import reviews_for, reviews_seen_by
from govcms.content.models import Review
from govcms.content.models.approval import decisions_on

# The dashboard shows the next few; the list shows all.
ROWS = 10


def latest_reviews() -> QuerySet[Review]:
    """The present review of each page that waits for approval or for changes, with what a list shows of it."""
    return Review.objects.filter(
        workflow_state__current_task_state=F("taskstate_ptr"),
        workflow_state__status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    ).select_related("page", "submitted_by", "finished_by")


class AwaitingApprovalPanel(Component):
    """The submissions that this person can decide about, those that wait longest first."""

    name = "awaiting-approval"
    heading = _("Waits for your approval")
    template_name = "content/approval/awaiting_panel.html"
    order = 210

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read them and what she may do with each."""
        request = parent_context["request"]
        waiting = reviews_for(request.user, latest_reviews().filter(status=TaskState.STATUS_IN_PROGRESS))
        compared = waiting.annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
        rows, more = _first(compared.order_by("started_at", "pk"), waiting)
        return {
            "name": self.name,
            "heading": self.heading,
            "rows": [{"review": review, "actions": decisions_on(review, request.user)} for review in rows],
            "more": more,
            "request": request,
        }


class OwnSubmissionsPanel(Component):
    """What this person has submitted and nobody has approved yet, latest first."""

    name = "own-submissions"
    heading = _("Your submissions")
    template_name = "content/approval/own_submissions_panel.html"
    order = 220

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read them."""
        request = parent_context["request"]
        own = reviews_seen_by(request.user, latest_reviews().filter(submitted_by=request.user))
        rows, more = _first(own.order_by("-started_at", "-pk"), own)
        return {
            "name": self.name,
            "heading": self.heading,
            "rows": [{"review": review} for review in rows],
            "more": more,
            "request": request,
        }


def _first(rows: QuerySet[Review], all_rows: QuerySet[Review]) -> tuple[list[Review], int]:
    """The first rows, and how many more there are."""
    found = list(rows[: ROWS + 1])
    return found[:ROWS], all_rows.count() - ROWS if len(found) > ROWS else 0


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put both on the dashboard."""
    panels += [AwaitingApprovalPanel(), OwnSubmissionsPanel()]


class ReviewColumn(TitleColumn):
    """The page, who submitted it and what was said: on a telephone there is no room for more columns."""

    cell_template_name = "content/approval/review_cell.html"


class ApprovalsView(BaseListingView):
    """Every page of the agency that waits for approval or for changes, as far as the person may look."""

    page_title = _("Approvals")
    header_icon = "clipboard-list"
    index_url_name = "approvals"
    paginate_by = 50
    default_ordering = "started_at"
    columns: ClassVar[list[BaseColumn]] = [
        ReviewColumn(
            "title",
            label=_("Page"),
            accessor="page.get_admin_display_title",
            get_url=lambda review: reverse("wagtailadmin_pages:edit", args=[review.page_id]),
        ),
        StatusTagColumn(
            "status", label=_("Status"), accessor="status_for_people", primary=lambda review: not review.is_waiting
        ),
        DateColumn("started_at", label=_("Since"), sort_key="started_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Review]:
        """The reviews she may see."""
        return reviews_seen_by(self.request.user, latest_reviews())

    @property
    def no_results_message(self) -> Any:
        """What stands where nothing waits."""
        return _("No page waits for approval.")
