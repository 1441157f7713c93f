"""Wagtail's page views, narrowed to the agency."""

from django.apps import apps
from django.conf import settings
from wagtail.admin.viewsets.pages import PageViewSet

from tenants.fences.page_listing import (
    AgencyContentTypeUseView,
    AgencyExplorableIndexView,
    AgencyGenericPageFilterSet,
    AgencySearchView,
)
from tenants.fences.privacy import AgencySetPrivacyView


class AgencyPageViewSet(PageViewSet):
    """The views of every page type that brings none of its own."""

    model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    parent_models = [model]
    index_view_class = AgencyExplorableIndexView
    # Wagtail hands its own to the views, past what they name themselves.
    filterset_class = AgencyGenericPageFilterSet
    content_type_use_view_class = AgencyContentTypeUseView
    search_view_class = AgencySearchView
    set_privacy_view_class = AgencySetPrivacyView
