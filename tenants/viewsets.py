"""Wagtail's page views, narrowed to the agency, and the frame of the screens for an agency's own rows."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageViewSet

from tenants.fences.comments import AgencyEditView
from tenants.fences.page_listing import (
    AgencyContentTypeUseView,
    AgencyExplorableIndexView,
    AgencyGenericPageFilterSet,
    AgencySearchView,
)
from tenants.fences.privacy import AgencySetPrivacyView
from tenants.forms import OwnRowForm


class AgencyPageViewSet(PageViewSet):
    """The views of every page type that brings none of its own."""

    model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    parent_models = [model]
    edit_view_class = AgencyEditView
    index_view_class = AgencyExplorableIndexView
    # Wagtail hands its own to the views, past what they name themselves.
    filterset_class = AgencyGenericPageFilterSet
    content_type_use_view_class = AgencyContentTypeUseView
    search_view_class = AgencySearchView
    set_privacy_view_class = AgencySetPrivacyView


class OwnRowsViewSet(ModelViewSet):
    """Screens for rows of an owned model, at those addresses alone for which the guard has a rule."""

    # By Wagtail's names: index, index_results, add, edit, delete, history, history_results, usage.
    addresses: ClassVar[frozenset[str]]
    copy_view_enabled = False
    add_to_settings_menu = True

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, without ways to screens that have no address here."""
        optional = {"add", "delete", "history", "usage"} - self.addresses
        return super().get_common_view_kwargs(**{**{f"{name}_url_name": None for name in optional}, **kwargs})

    def get_edit_handler(self) -> Any:
        """Wagtail's, with a form that takes the agency's own rows alone."""
        handler = super().get_edit_handler()
        if handler is not None:
            handler.base_form_class = OwnRowForm
        return handler

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, but for those without an address here."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.addresses]
