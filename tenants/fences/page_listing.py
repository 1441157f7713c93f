"""Lists of pages: the filters beside them offer the agency's own people and sites."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleContentTypeFilter, MultipleUserFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import (
    EditedByFilter,
    ExplorableIndexView,
    IndexView,
    PageFilterSet,
    SiteFilter,
)
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.models import Site, get_page_content_types

from tenants.fences.people import people_of_agency
from tenants.scope import current_agency


class _OwnFilters(PageFilterSet):
    """The filters that would offer everybody's people and sites."""

    owner = MultipleUserFilter(
        label=_("Owner"), queryset=lambda request: people_of_agency(), widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Edited by"), queryset=lambda request: people_of_agency(), widget=CheckboxSelectMultiple
    )
    site = SiteFilter(
        label=_("Site"),
        queryset=lambda request: Site.objects.filter(agency_site__agency=current_agency()),
        widget=CheckboxSelectMultiple,
    )


def _for_telephones(columns: Iterable[Column]) -> list[Column]:
    """The columns as Wagtail has them; where there is room for two, the title and the state."""
    narrowed = [copy(column) for column in columns]
    for column in narrowed:
        if column.name in {"latest_revision_created_at", "type", "parent"}:
            column.classname = "people-list__more"
    return narrowed


class AgencyPageFilterSet(_OwnFilters):
    """Filters of a list of pages of one type."""

    class Meta(PageFilterSet.Meta):
        pass


class AgencyGenericPageFilterSet(_OwnFilters):
    """Filters of a list of pages of any type.

    Not derived from Wagtail's class of that name too: of two bases the filter library takes the second's fields.
    """

    content_type = MultipleContentTypeFilter(
        label=_("Page type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        widget=CheckboxSelectMultiple,
    )

    class Meta(PageFilterSet.Meta):
        pass


class AgencyIndexView(IndexView):
    """A flat list of pages."""

    base_columns = _for_telephones(IndexView.base_columns)
    base_filterset_class = AgencyPageFilterSet


class AgencyExplorableIndexView(ExplorableIndexView):
    """The pages below a page."""

    base_columns = _for_telephones(ExplorableIndexView.base_columns)
    base_filterset_class = AgencyGenericPageFilterSet


class AgencyContentTypeUseView(ContentTypeUseView):
    """The agency's pages of one type, as the list of page types links to them."""

    base_columns = _for_telephones(ContentTypeUseView.base_columns)
    base_filterset_class = AgencyPageFilterSet

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Without the report on page types, which counts everybody's."""
        label = capfirst(self.model._meta.verbose_name_plural)
        return [*self.breadcrumbs_items, {"url": self.get_index_url(), "label": label}]


class AgencySearchView(SearchView):
    """The search for pages: what it counts has a name."""

    columns = _for_telephones(SearchView.columns)
    verbose_name = _("page")
    verbose_name_plural = _("pages")
