"""Where Wagtail asks us."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from tenants.fences.dashboard import narrow_panels
from tenants.fences.menus import hide_closed, hide_outside
from tenants.fences.moves import ask_before_moving
from tenants.fences.page_chooser import only_own_pages
from tenants.fences.place_panel import add_place_panel
from tenants.fences.rich_text import narrow_links
from tenants.views.audit import AuditLogView, AuditMenuItem
from tenants.views.entries import LeaveView
from tenants.views.failed_tasks import FailedTasksMenuItem
from tenants.views.people import may_manage_people
from tenants.views.platform.screen import AgenciesMenuItem
from tenants.views.teams import TeamViewSet
from tenants.viewsets import AgencyPageViewSet


@hooks.register("register_admin_viewset")
def register_page_viewset() -> Any:
    """Every page type's views."""
    return AgencyPageViewSet()


@hooks.register("register_admin_urls")
def register_people_urls() -> list[Any]:
    """The screens of the agency's people, the way out for people of the platform, and the platform's own screens."""
    return [
        path("people/", include("tenants.views.people_urls")),
        path("leave/", LeaveView.as_view(), name="leave_agency"),
        path("agencies/", include("tenants.views.platform.urls")),
    ]


class PeopleMenuItem(MenuItem):
    """Settings → People, for agency admins."""

    def is_shown(self, request: Any) -> bool:
        """Whether her role reaches so far."""
        return may_manage_people(request.user)


@hooks.register("register_admin_menu_item")
def register_agencies_menu_item() -> MenuItem:
    """The way to the agencies, in the platform's admin."""
    return AgenciesMenuItem(_("Agencies"), reverse("agencies:index"), name="agencies", icon_name="globe", order=700)


@hooks.register("register_settings_menu_item")
def register_people_menu_item() -> MenuItem:
    """The way to the agency's people."""
    return PeopleMenuItem(_("People"), reverse("people:index"), name="people", icon_name="user", order=130)


@hooks.register("register_admin_viewset")
def register_own_viewsets() -> list[Any]:
    """The screens in which an agency runs itself."""
    return [TeamViewSet()]


@hooks.register("register_admin_urls")
def register_audit_urls() -> list[URLPattern]:
    """Addresses of the log."""
    return [
        path("reports/log/", AuditLogView.as_view(), name="audit_log"),
        path("reports/log/results/", AuditLogView.as_view(results_only=True), name="audit_log_results"),
    ]


@hooks.register("register_admin_urls")
def register_failed_tasks_urls() -> list[Any]:
    """Addresses of the tasks that failed."""
    return [path("reports/failed-tasks/", include("tenants.views.failed_tasks_urls"))]


@hooks.register("register_reports_menu_item")
def failed_tasks_menu_item() -> MenuItem:
    """Reports → Failed tasks, for those who may have them tried again."""
    url = reverse("failed_tasks:index")
    return FailedTasksMenuItem(_("Failed tasks"), url, name="failed-tasks", icon_name="warning", order=110)


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> MenuItem:
    """Reports → Log, for those who may read it."""
    return AuditMenuItem(_("Log"), reverse("audit_log"), name="audit-log", icon_name="history", order=100)


@hooks.register("insert_global_admin_css")
def agency_brand() -> SafeString:
    """The look of the agency's name in the sidebar."""
    return format_html('<link rel="stylesheet" href="{}">', static("tenants/admin.css"))


hooks.register("construct_page_chooser_queryset", only_own_pages)
hooks.register("before_move_page", ask_before_moving)
hooks.register("construct_homepage_panels", narrow_panels)
hooks.register("construct_homepage_panels", add_place_panel)
# After Wagtail's own, which it replaces.
hooks.register("register_rich_text_features", narrow_links, order=100)
hooks.register("construct_help_menu", hide_outside)
for _menu in ("main", "settings", "reports", "help"):
    # Last, so that it sees the entries of every app.
    hooks.register(f"construct_{_menu}_menu", hide_closed, order=1000)
