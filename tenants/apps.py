"""The tenants app: whose everything is."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    """Agencies, sites, hosts, scope and rights."""

    name = "tenants"
    verbose_name = _("Agencies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the address map true."""
        from tenants import signals  # noqa: F401
