"""What the accessibility app adds to Wagtail."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govcms.accessibility.admin_views import AccessibilityReportView, CheckNowView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Addresses below /admin/reports/."""
    return [
        path("reports/accessibility/", AccessibilityReportView.as_view(), name="accessibility_report"),
        path("reports/accessibility/check/", CheckNowView.as_view(), name="accessibility_check"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Reports → Accessibility, for every member."""
    return MenuItem(_("Accessibility"), reverse("accessibility_report"), icon_name="glasses", order=95)
