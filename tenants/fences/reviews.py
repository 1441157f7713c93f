"""Decisions on a page that waits for approval: Wagtail takes the id of any task besides the page's."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import TaskState, get_default_page_content_type

from tenants.admin_rules import require_pages


def only_reviews_of_the_page(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """The page is the agency's, and the task in the URL is one of that page."""
    require_pages([kwargs["page_id"]])
    of_page = TaskState.objects.filter(
        pk=kwargs["task_state_id"],
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id=str(kwargs["page_id"]),
    )
    if not of_page.exists():
        raise Http404
