"""What the last check of the agency's sites found, for those who can mend it."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govcms.accessibility.models import SiteCheck
from govcms.accessibility.rules import find_rule
from govcms.accessibility.tasks import check_one_site
from govcms.pages.models import Page
from tenants.models import AgencySite
from tenants.scope import current_agency

# Every page of a site is drawn for a check, by workers that all agencies share.
_PAUSE_S = 10 * 60


class AccessibilityReportView(WagtailAdminTemplateMixin, TemplateView):
    """Each site of the agency with what to mend and on which pages; for every member."""

    page_title = gettext_lazy("Accessibility")
    header_icon = "glasses"
    template_name = "accessibility/report.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title(), "sublabel": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sites with their last checks; the number of queries does not depend on what was found."""
        checks = {check.agency_site_id: check for check in SiteCheck.objects.all()}
        ids = {pk for check in checks.values() for pk in check.page_ids}
        pages = Page.objects.filter(agency=current_agency(), live=True).in_bulk(ids)
        sites = [
            {"site": site, "check": checks.get(site.pk), "findings": _findings(checks.get(site.pk), pages)}
            for site in AgencySite.objects.filter(agency=current_agency()).order_by("pk")
        ]
        return super().get_context_data(**kwargs, sites=sites)


class CheckNowView(View):
    """Has the agency's sites checked in the background."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin a check of each site, unless one has begun just before."""
        if not request.user.has_perm("accessibility.add_sitecheck"):
            raise PermissionDenied
        agency = current_agency()
        if cache.add(f"{agency.uid}:accessibility-check", True, timeout=_PAUSE_S):
            for site in AgencySite.objects.filter(agency=agency).order_by("pk"):
                check_one_site.enqueue(agency_uid=str(agency.uid), site_uid=str(site.uid))
        messages.success(request, _("The check has begun. Load this page again in a minute or two."))
        return redirect("accessibility_report")


def _findings(check: SiteCheck | None, pages: dict[int, Page]) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "count": finding["count"],
            "pages": [pages[pk] for pk in finding["pages"] if pk in pages],
        }
        for finding in (check.findings if check else [])
        if (rule := find_rule(finding["rule"]))
    ]
