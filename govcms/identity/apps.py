"""The identity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Accounts."""

    name = "govcms.identity"
    label = "identity"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"
