"""What the platform does with agencies, their sites and their members."""

from tenants.actions.agencies import create_agency, ensure_platform
from tenants.actions.launch import launch_site
from tenants.actions.members import add_member, end_membership
from tenants.actions.status import go_live, reactivate_agency, suspend_agency

__all__ = [
    "add_member",
    "create_agency",
    "end_membership",
    "ensure_platform",
    "go_live",
    "launch_site",
    "reactivate_agency",
    "suspend_agency",
]
