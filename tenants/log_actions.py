"""What the history of an agency can say; imported when the app starts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

_ACTIONS = [
    ("tenants.create_agency", _("Create agency"), _("Agency created")),
    ("tenants.launch_site", _("Launch site"), _("Site launched")),
    ("tenants.go_live", _("Go live"), _("Opened to the public")),
    ("tenants.suspend", _("Suspend"), _("Suspended")),
    ("tenants.reactivate", _("Reactivate"), _("Reactivated")),
    ("tenants.add_member", _("Add member"), _("Member added")),
    ("content.hand_over", _("Hand over pages"), _("Pages handed to another agency")),
    ("tenants.end_membership", _("End membership"), _("Membership ended")),
    ("tenants.sign_in", _("Sign in"), _("Signed in")),
    ("tenants.sign_out", _("Sign out"), _("Signed out")),
    ("tenants.failed_sign_in", _("Failed sign-in"), _("A sign-in failed")),
    ("tenants.create_account", _("Create account"), _("Account made")),
    ("tenants.change_password", _("Change password"), _("Password changed")),
    ("tenants.other_write", _("Other change"), _("Something else was changed")),
    ("tenants.export_audit", _("Export log"), _("Log exported")),
    ("tenants.enter_agency", _("Enter agency"), _("Entered by the platform")),
    ("tenants.leave_agency", _("Leave agency"), _("Left by the platform")),
    ("tenants.move_out", _("Move out"), _("Member moved to another agency")),
    ("tenants.move_in", _("Move in"), _("Member moved in from another agency")),
    ("tenants.view_left_work", _("Look at open work"), _("Open work of a member was shown to the platform")),
    ("tenants.hand_over", _("Hand over work"), _("Work handed over")),
    ("tenants.invite", _("Invite"), _("Person invited")),
    ("tenants.withdraw_invitation", _("Withdraw invitation"), _("Invitation withdrawn")),
    ("tenants.accept_invitation", _("Accept invitation"), _("Invitation accepted")),
    ("tenants.add_team", _("Add team"), _("Team added or renamed")),
    ("tenants.leave_team", _("Leave team"), _("Member left the team")),
    ("tenants.end_team", _("End team"), _("Team ended")),
    ("tenants.set_feature", _("Turn feature"), _("Feature turned on or off")),
    ("tenants.add_host", _("Add host"), _("Host added")),
    ("moving.carry_database", _("Move to servers"), _("Moved to another database with everything there is")),
    ("tenants.remove_host", _("Remove host"), _("Host removed")),
    ("tenants.retry_task", _("Try task again"), _("Failed task tried again")),
    ("tenants.dismiss_task", _("Dismiss task"), _("Failed task dismissed")),
]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept what is done to agencies."""
    for action, label, message in _ACTIONS:
        actions.register_action(action, label, message)
