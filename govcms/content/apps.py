"""The content app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Page types, blocks, menus, site settings and how readers get them."""

    name = "govcms.content"
    label = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bring what tenants builds agencies and their sites from, and connect what keeps chromes true."""
        from govcms.content import signals  # noqa: F401
        from govcms.content.models import AgencyRoot
        from govcms.content.site_content import read_site_templates
        from tenants.registry import register_agency_root, register_site_templates

        register_agency_root(lambda agency: AgencyRoot(title=agency.name, slug=agency.key, agency=agency))
        register_site_templates(read_site_templates)
