"""The theme screens in the admin: addresses and menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from themes.admin_views import ThemeEditView, ThemeIndexView, ThemePreviewStylesheetView, ThemePreviewView


class ThemeMenuItem(MenuItem):
    """Shown to those who may change themes."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right."""
        return request.user.has_perm("themes.change_theme")


@hooks.register("register_admin_urls")
def theme_urls() -> list[URLPattern]:
    """Addresses below /admin/theme/."""
    return [
        path("theme/", ThemeIndexView.as_view(), name="themes_index"),
        path("theme/<uuid:site_uid>/", ThemeEditView.as_view(), name="themes_edit"),
        path("theme/<uuid:site_uid>/preview/", ThemePreviewView.as_view(), name="themes_preview"),
        path("theme/<uuid:site_uid>/preview.css", ThemePreviewStylesheetView.as_view(), name="themes_preview_css"),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What the log can say of themes."""
    actions.register_action("themes.choose", _("Choose theme"), _("Theme chosen or changed"))


@hooks.register("register_settings_menu_item")
def theme_menu_item() -> MenuItem:
    """Settings → Theme."""
    return ThemeMenuItem(_("Theme"), reverse("themes_index"), icon_name="view", order=150)
