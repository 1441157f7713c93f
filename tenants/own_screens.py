"""The rights and the guard's rules of the screens in which an agency runs itself."""

from tenants.admin_rules import neutral, owned, register_admin_rule
from tenants.models import AuditEntry, Role, Team
from tenants.roles import register_role_rights


def register_own_screens() -> None:
    """Say who may, and which ids are asked for."""
    register_role_rights(Team, {Role.AGENCY_ADMIN: ["view", "add", "change", "delete"]})
    register_admin_rule(["teams:index", "teams:index_results", "teams:add"], neutral)
    register_role_rights(AuditEntry, {Role.AGENCY_ADMIN: ["view"]})
    register_admin_rule(["audit_log", "audit_log_results"], neutral)
    register_admin_rule(["teams:edit", "teams:delete"], owned(Team, "pk"))
