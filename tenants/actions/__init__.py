"""What the platform does with agencies, their sites and their members."""

from tenants.actions.agencies import create_agency, ensure_platform
from tenants.actions.entries import enter_agency, leave_agency
from tenants.actions.features import set_feature
from tenants.actions.hosts import add_host, remove_host
from tenants.actions.invitations import accept_invitation, invite, withdraw_invitation
from tenants.actions.launch import launch_site
from tenants.actions.members import add_member, change_member, end_membership
from tenants.actions.moves import move_member
from tenants.actions.status import go_live, reactivate_agency, suspend_agency
from tenants.actions.teams import add_team, end_team, give_folder

__all__ = [
    "accept_invitation",
    "add_host",
    "add_member",
    "add_team",
    "change_member",
    "create_agency",
    "end_membership",
    "end_team",
    "ensure_platform",
    "enter_agency",
    "give_folder",
    "go_live",
    "invite",
    "launch_site",
    "leave_agency",
    "move_member",
    "reactivate_agency",
    "remove_host",
    "set_feature",
    "suspend_agency",
    "withdraw_invitation",
]
