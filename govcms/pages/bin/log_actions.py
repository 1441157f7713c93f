"""What the history of a page can say of the bin; imported when the app starts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

_ACTIONS = [
    ("pages.move_to_bin", _("Move to bin"), _("Moved to the bin")),
    ("pages.restore", _("Restore from the bin"), _("Restored from the bin")),
]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept what happens to deleted pages."""
    for action, label, message in _ACTIONS:
        actions.register_action(action, label, message)
