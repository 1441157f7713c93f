"""The rights and the guard's rules of the screens in which an agency runs itself."""

from typing import Any

from django.http import Http404, HttpRequest

from tenants.admin_rules import AdminRule, Kwargs, neutral, owned, register_admin_rule
from tenants.failed_tasks import in_reach_of
from tenants.models import AuditEntry, FailedTask, Invitation, Membership, Role, Team
from tenants.roles import register_role_rights
from tenants.scope import current_agency


def register_own_screens() -> None:
    """Say who may, and which ids are asked for."""
    register_role_rights(Team, {Role.AGENCY_ADMIN: ["view", "add", "change", "delete"]})
    register_admin_rule(["teams:index", "teams:index_results", "teams:add"], neutral)
    register_role_rights(AuditEntry, {Role.AGENCY_ADMIN: ["view"]})
    register_admin_rule(["audit_log", "audit_log_results"], neutral)
    register_admin_rule(["teams:edit", "teams:delete"], owned(Team, "pk"))
    register_admin_rule("leave_agency", neutral)
    # Whoever may invite looks after the agency's people.
    register_role_rights(Invitation, {Role.AGENCY_ADMIN: ["view", "add", "change"]})
    register_admin_rule(["people:index", "people:index_results", "people:invite"], neutral)
    register_admin_rule(["people:change", "people:end"], by_uid(Membership))
    register_admin_rule("people:withdraw", by_uid(Invitation))
    names = ("index", "index_results", "agency", "remove_host", "primary_host", "move")
    register_admin_rule([f"agencies:{name}" for name in names], only_on_the_platforms_host)
    register_role_rights(FailedTask, {Role.AGENCY_ADMIN: ["view", "change", "delete"]})
    register_admin_rule([f"failed_tasks:{name}" for name in ("index", "index_results", "retry_all")], neutral)
    register_admin_rule([f"failed_tasks:{name}" for name in ("task", "retry", "dismiss")], failed_task_in_reach)


def failed_task_in_reach(request: HttpRequest, kwargs: Kwargs) -> None:
    """The failed task with the uid in the address is the agency's, or anybody's for who runs the platform."""
    if not in_reach_of(request.user).filter(uid=kwargs["uid"]).exists():
        raise Http404


def only_on_the_platforms_host(request: HttpRequest, kwargs: Kwargs) -> None:
    """In the admin of any other agency these addresses do not exist."""
    if not current_agency().is_platform:
        raise Http404


def by_uid(model: Any) -> AdminRule:
    """The row with the uid in the address is the agency's."""

    def ask(request: HttpRequest, kwargs: Kwargs) -> None:
        """Ask by uid."""
        if not model._base_manager.filter(uid=kwargs["uid"], agency=current_agency()).exists():
            raise Http404

    return ask
