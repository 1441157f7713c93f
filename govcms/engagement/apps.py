"""The engagement app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    """Takes what citizens report, and brings it to the agency."""

    name = "govcms.engagement"
    label = "engagement"
    verbose_name = _("Engagement")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may read and settle reports, and when people are told of them."""
        from govcms.engagement.models import ProblemReport
        from govcms.engagement.tasks import forget_reporters, tell_of_reports
        from tenants.admin_rules import neutral, owned, register_admin_rule
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule

        rights = ["view", "change"]
        register_role_rights(
            ProblemReport,
            {
                Role.AGENCY_ADMIN: [*rights, "delete"],
                Role.PUBLISHER: rights,
                Role.EDITOR: rights,
                Role.VIEWER: ["view"],
            },
        )
        register_admin_rule(["problem_reports:index", "problem_reports:index_results"], neutral)
        names = [f"problem_reports:{name}" for name in ("edit", "delete", "history", "history_results")]
        register_admin_rule(names, owned(ProblemReport, "pk"))
        # An hour gathers what belongs together, and nobody can fill a mailbox by sending reports.
        register_schedule("engagement.tell_of_reports", 60 * 60, tell_of_reports.enqueue)
        register_schedule("engagement.forget_reporters", 24 * 60 * 60, forget_reporters.enqueue)
