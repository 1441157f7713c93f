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
        """Say why accounts belong to no agency, and clean up behind signing in."""
        from govcms.identity.attempts import prune_failure_counts
        from govcms.identity.devices import prune_devices
        from govcms.identity.models import SignInPolicy
        from govcms.identity.sessions import prune_signed_in_sessions
        from tenants.admin_rules import neutral, register_admin_rule
        from tenants.checks import register_unowned
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule

        register_unowned("identity.User", reason="People, whatever agencies they work in.")
        register_unowned("identity.User_groups", reason="Derived from memberships.")
        register_unowned("identity.User_user_permissions", reason="Never read: rights hang on memberships.")
        register_unowned("identity.FailureCount", reason="Digests and numbers.")
        for model in ("KnownDevice", "AuthenticatorApp", "Passkey", "RecoveryCode", "SignedInSession"):
            register_unowned(f"identity.{model}", reason="A person's own, whatever agencies she works in.")

        register_role_rights(SignInPolicy, {Role.AGENCY_ADMIN: ["view", "add", "change"]})
        register_admin_rule(["sign_in_policy", "session_state"], neutral)

        register_schedule("identity.prune_failure_counts", 60 * 60, prune_failure_counts)
        register_schedule("identity.prune_devices", 24 * 60 * 60, prune_devices)
        register_schedule("identity.prune_signed_in_sessions", 60 * 60, prune_signed_in_sessions)
