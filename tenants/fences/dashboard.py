"""The first screen: what a person did and locked in this agency, not in others she works or worked in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import PageLogEntry
from wagtail.permissions import policy_registry

from tenants.scope import current_agency
from tenants.tree import outside_bin

RECENT_EDITS = 5


def pages_before(user: Any) -> Any:
    """The pages that lie before her: of the agency, or of her section."""
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    agency = current_agency()
    pages = policy_registry.get_by_type(page_model).explorable_instances(user)
    return pages.filter(outside_bin(agency), agency=agency)


class AgencyRecentEditsPanel(RecentEditsPanel):
    """The pages of the agency that the person edited last."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read the edits of this agency's pages, newest first."""
        request = parent_context["request"]
        own = pages_before(request.user)
        edits = (
            PageLogEntry.objects.filter(user=request.user, action="wagtail.edit", page__in=own.order_by().values("pk"))
            .values("page_id")
            .annotate(latest_date=Max("timestamp"))
            .order_by("-latest_date")[:RECENT_EDITS]
        )
        dates = {edit["page_id"]: edit["latest_date"] for edit in edits}
        found = own.specific().annotate_approved_schedule().in_bulk(dates)
        last_edits = [(date, found[page_id]) for page_id, date in dates.items() if page_id in found]
        return {"last_edits": last_edits, "request": request}


class AgencyLockedPagesPanel(LockedPagesPanel):
    """The pages of the agency that the person has locked."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Narrow the list to the agency."""
        context = dict(super().get_context_data(parent_context))
        pages = pages_before(parent_context["request"].user).order_by()
        context["locked_pages"] = context["locked_pages"].filter(pk__in=pages.values("pk"))
        return context


_REPLACED: dict[type[Any], type[Any] | None] = {
    RecentEditsPanel: AgencyRecentEditsPanel,
    LockedPagesPanel: AgencyLockedPagesPanel,
    # Their rows are every agency's; the app that brings approval brings panels of its own.
    UserObjectsInWorkflowModerationPanel: None,
    WorkflowObjectsToModeratePanel: None,
}


def narrow_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the agency's panels in the place of Wagtail's."""
    for position, panel in reversed(list(enumerate(panels))):
        if type(panel) in _REPLACED:
            replacement = _REPLACED[type(panel)]
            panels[position : position + 1] = [replacement()] if replacement else []
