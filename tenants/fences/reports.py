"""Reports: rows, counts and filters of the agency.

Wagtail's report on locked pages adds whatever the person has locked anywhere, and names everybody who locked
something; its report on page types counts the pages of all sites and names the one that was edited last.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.page_types_usage import (
    PageTypesUsageReportFilterSet,
    PageTypesUsageReportView,
    SiteFilter,
)
from wagtail.models import Site

from tenants.fences.people import people_of_agency
from tenants.scope import current_agency
from tenants.tree import outside_bin


def _sites_of_agency() -> QuerySet[Site]:
    return Site.objects.filter(agency_site__agency=current_agency()).select_related("root_page")


def _site_choices() -> list[tuple[str, str]]:
    return [(site.root_page.path, str(site)) for site in _sites_of_agency()]


class AgencyLockedPagesFilterSet(LockedPagesReportFilterSet):
    """Filters that name the agency's own people."""

    locked_by = ModelChoiceFilter(
        label=_("Locked by"),
        empty_label=_("Anyone"),
        field_name="locked_by",
        queryset=lambda request: people_of_agency(),
    )


class AgencyLockedPagesView(LockedPagesView):
    """The agency's locked pages."""

    filterset_class = AgencyLockedPagesFilterSet

    def get_queryset(self) -> QuerySet[Any]:
        """Without what the person has locked elsewhere."""
        return super().get_queryset().filter(agency=current_agency())


class AgencyPageTypesFilterSet(PageTypesUsageReportFilterSet):
    """Filters that name the agency's own sites."""

    site = SiteFilter(label=_("Site"), choices=_site_choices, empty_label=None, null_label=_("All"), null_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Not Wagtail's, which reads the sites of all agencies to count them.
        super(PageTypesUsageReportFilterSet, self).__init__(*args, **kwargs)
        self.sites = {site.pk: site for site in _sites_of_agency()}
        self.sites_filter_enabled = len(self.sites) > 1
        if not self.sites_filter_enabled:
            del self.filters["site"]


class AgencyPageTypesView(PageTypesUsageReportView):
    """How many pages of each type the agency has, and which was edited last."""

    filterset_class = AgencyPageTypesFilterSet

    def get_queryset(self) -> QuerySet[ContentType]:
        """The types of pages that agencies have, counted within the agency."""
        page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
        agency = current_agency()
        own: dict[str, Any] = {"agency": agency, "depth__gt": 2}
        pages = page_model._default_manager.filter(outside_bin(agency))
        types = pages.filter(**own).order_by().values("content_type")
        self.queryset = ContentType.objects.filter(pk__in=types)
        queryset = self.filter_queryset(self.queryset)
        chosen = self.filters.form.cleaned_data
        if chosen.get("page_locale"):
            own["locale__language_code"] = chosen["page_locale"]
        if chosen.get("site"):
            own["path__startswith"] = chosen["site"]
        latest = pages.filter(content_type=OuterRef("pk"), **own).order_by(
            F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk"
        )
        counted = outside_bin(agency, "pages__path") & Q(**{f"pages__{name}": value for name, value in own.items()})
        return queryset.annotate(
            count=Count("pages", filter=counted, distinct=True), last_edited_page_id=Subquery(latest.values("pk")[:1])
        ).order_by("-count", "app_label", "model")
