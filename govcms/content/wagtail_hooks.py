"""What the content app adds to Wagtail."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govcms.content.alert_screens import SiteAlertViewSet
from govcms.content.approval.action_menu import arrange_actions
from govcms.content.approval.panels import ApprovalsView, add_panels
from govcms.content.redirects.views import RedirectViewSet
from govcms.content.rich_text import DocumentLinkHandler, PageLinkHandler
from govcms.content.snippets.choosing import SnippetChooserViewSet
from govcms.content.snippets.views import SnippetViewSet
from govcms.content.viewsets import ContentPageViewSet, MenuViewSet, SiteSettingsViewSet


# After Wagtail's own, which these replace.
@hooks.register("register_rich_text_features", order=100)
def register_link_handlers(features: Any) -> None:
    """Links that show readers nothing they may not open."""
    features.register_link_type(PageLinkHandler)
    features.register_link_type(DocumentLinkHandler)


# After the one of tenants, whose place it takes.
@hooks.register("register_admin_viewset", order=1)
def register_page_viewset() -> Any:
    """Every page type's views."""
    return ContentPageViewSet()


hooks.register("construct_page_action_menu", arrange_actions)
# After the one of tenants, which takes Wagtail's panels of the same kind away.
hooks.register("construct_homepage_panels", add_panels, order=1)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The list of what waits for approval."""
    return [path("approvals/", ApprovalsView.as_view(), name="approvals")]


@hooks.register("register_reports_menu_item")
def register_approvals_menu_item() -> MenuItem:
    """Reports → Approvals, for every member."""
    return MenuItem(_("Approvals"), reverse("approvals"), name="approvals", icon_name="clipboard-list", order=100)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Reusable content; Settings → Alerts, → Menus, → Redirects, → Site settings."""
    own_rows = [SiteAlertViewSet(), MenuViewSet(), RedirectViewSet(), SiteSettingsViewSet()]
    return [*own_rows, SnippetViewSet(), SnippetChooserViewSet()]
