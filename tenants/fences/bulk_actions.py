"""Actions on several pages, images or documents at once.

Wagtail names everything it is asked about, even what it refuses, and ``id=all`` means the whole table.
Here the ids are asked for first, "all" means all of the listing within the agency, and there is an end to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from tenants.admin_rules import require_pages, require_rows
from tenants.scope import current_agency
from tenants.tree import outside_bin

# One action runs within one request and one transaction.
MAX_OBJECTS = 500


def _page_model() -> Any:
    return apps.get_model(settings.WAGTAIL_PAGE_MODEL)


def only_own_rows(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """The rows named, the listing they are in and the page they go to are the agency's."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        raise Http404 from None
    if model not in {_page_model(), get_image_model(), get_document_model()}:
        raise Http404
    named = [value for value in request.GET.getlist("id") if value != "all"]
    listing = request.GET.getlist("childOf")
    if model is _page_model():
        require_pages(named)
        require_pages([*listing, *(value for value in request.POST.getlist("chooser") if value)])
        return
    require_rows(model, named)
    if listing:
        root = current_agency().root_collection
        if root is None or not all(value.isdecimal() for value in listing):
            raise Http404
        if not Collection.objects.filter(pk__in=listing, path__startswith=root.path).exists():
            raise Http404


@lru_cache(maxsize=64)
def _within_agency(action: type[Any]) -> type[Any]:
    """The action, with "all" narrowed to the agency and to a number that one request can carry."""

    def get_all_objects_in_listing_query(self: Any, parent_id: str | None) -> list[int]:
        """The ids of the listing that are the agency's, at most ``MAX_OBJECTS`` of them."""
        listed = super(narrowed, self).get_all_objects_in_listing_query(parent_id)
        agency = current_agency()
        there = outside_bin(agency) if self.model is _page_model() else Q()
        if hasattr(listed, "model"):
            return list(listed.filter(there, agency=agency)[:MAX_OBJECTS])
        found = self.model.objects.filter(there, agency=agency, pk__in=list(listed[: 10 * MAX_OBJECTS]))
        return list(found.values_list("pk", flat=True)[:MAX_OBJECTS])

    narrowed: Any = type(
        action.__name__, (action,), {"get_all_objects_in_listing_query": get_all_objects_in_listing_query}
    )
    return cast(type[Any], narrowed)


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Run one of the registered actions within the agency."""
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    return _within_agency(action_class)(request, apps.get_model(app_label, model_name)).dispatch(request)
