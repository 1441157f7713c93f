"""The accessibility app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    """Checks published pages by the clock, and writes each site's accessibility statement from what it found."""

    name = "govcms.accessibility"
    label = "accessibility"
    verbose_name = _("Accessibility")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check by the clock; say who may see what was found."""
        from govcms.accessibility.models import SiteCheck
        from govcms.accessibility.tasks import check_all_sites
        from tenants.admin_rules import neutral, register_admin_rule
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule

        may_check = (Role.AGENCY_ADMIN, Role.PUBLISHER, Role.EDITOR)
        register_role_rights(SiteCheck, {Role.VIEWER: ["view"], **{role: ["view", "add"] for role in may_check}})
        # Both show and check the sites of the agency alone.
        register_admin_rule(["accessibility_report", "accessibility_check"], neutral)
        register_schedule("accessibility.check_all_sites", 7 * 24 * 60 * 60, check_all_sites.enqueue)
