"""The identity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Accounts."""

    name = "govcms.identity"
    label = "identity"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say why accounts belong to no agency."""
        from tenants.checks import register_unowned

        register_unowned("identity.User", reason="People, whatever agencies they work in.")
        register_unowned("identity.User_groups", reason="Derived from memberships.")
        register_unowned("identity.User_user_permissions", reason="Never read: rights hang on memberships.")
