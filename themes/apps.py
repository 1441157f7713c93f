"""The themes app: how every agency's site looks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    """Design tokens, presets and the components all public pages are built from."""

    name = "themes"
    verbose_name = _("Themes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the remembered looks true, and say who may change a theme and how it is guarded."""
        from tenants.admin_rules import agency_sites, neutral, register_admin_rule
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from themes import signals  # noqa: F401
        from themes.models import Theme

        register_role_rights(Theme, {Role.AGENCY_ADMIN: ["view", "add", "change"]})
        register_admin_rule(["themes_index", "themes:stylesheet", "themes:icon"], neutral)
        register_admin_rule(["themes_edit", "themes_preview", "themes_preview_css"], agency_sites("site_uid"))
