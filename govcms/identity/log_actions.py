"""What the log can say of how people sign in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_ACTIONS = {
    "identity.app_added": _("Authenticator app added"),
    "identity.app_removed": _("Authenticator app removed"),
    "identity.passkey_added": _("Passkey added"),
    "identity.passkey_removed": _("Passkey removed"),
    "identity.recovery_code_used": _("Recovery code used"),
    "identity.codes_tried": _("Codes tried in vain"),
    "identity.reset": _("Second factor reset"),
    "identity.change_policy": _("Sign-in policy changed"),
}


def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept and name them."""
    for action, label in _ACTIONS.items():
        actions.register_action(action, label, label)
