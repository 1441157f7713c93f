"""What the content app adds to Wagtail."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govcms.content.admin_urls import urlpatterns
from govcms.content.alert_screens import SiteAlertViewSet
from govcms.content.approval.action_menu import arrange_actions
from govcms.content.approval.panels import add_panels
from govcms.content.languages.buttons import translate_buttons
from govcms.content.library.deleting import DeleteDocuments, DeleteImages
from govcms.content.library.urls import urlpatterns as library_urls
from govcms.content.pasting.views import dialogue_context
from govcms.content.redirects.views import RedirectViewSet
from govcms.content.rich_text import DocumentLinkHandler, PageLinkHandler
from govcms.content.snippets.choosing import SnippetChooserViewSet
from govcms.content.snippets.views import SnippetViewSet
from govcms.content.upkeep.panels import add_upkeep_panel
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
hooks.register("construct_homepage_panels", add_upkeep_panel, order=1)


hooks.register("register_admin_urls", lambda: urlpatterns)


# Before Wagtail's own at the same addresses.
hooks.register("register_admin_urls", lambda: library_urls, order=-1)
# After Wagtail's own, whose place they take.
hooks.register("register_bulk_action", DeleteImages, order=1)
hooks.register("register_bulk_action", DeleteDocuments, order=1)


@hooks.register("insert_editor_js")
def offer_to_paste() -> str:
    """The dialogue for pasting a document."""
    return render_to_string("content/pasting/dialogue.html", dialogue_context())


@hooks.register("insert_editor_js")
def keep_on_device() -> str:
    """What says that words are kept while there is no connection."""
    return render_to_string("content/keeping/notice.html")


@hooks.register("register_help_menu_item")
def register_coming_from() -> MenuItem:
    """Help → Coming from another system."""
    return MenuItem(_("Coming from another system"), reverse("coming_from"), icon_name="help", order=900)


@hooks.register("register_reports_menu_item")
def register_upkeep_menu_item() -> MenuItem:
    """Reports → Pages to look after, for every member."""
    return MenuItem(_("Pages to look after"), reverse("upkeep"), name="upkeep", icon_name="calendar-check", order=90)


@hooks.register("register_reports_menu_item")
def register_approvals_menu_item() -> MenuItem:
    """Reports → Approvals, for every member."""
    return MenuItem(_("Approvals"), reverse("approvals"), name="approvals", icon_name="clipboard-list", order=100)


hooks.register("register_page_header_buttons", translate_buttons)


@hooks.register("register_reports_menu_item")
def register_translations_menu_item() -> MenuItem:
    """Reports → Translations, for every member."""
    return MenuItem(_("Translations"), reverse("translations"), name="translations", icon_name="globe", order=110)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Reusable content; Settings → Alerts, → Menus, → Redirects, → Site settings."""
    own_rows = [SiteAlertViewSet(), MenuViewSet(), RedirectViewSet(), SiteSettingsViewSet()]
    return [*own_rows, SnippetViewSet(), SnippetChooserViewSet()]
