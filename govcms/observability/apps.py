"""The observability app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObservabilityConfig(AppConfig):
    """Logs, references, health checks and the housekeeping of the platform's own records."""

    name = "govcms.observability"
    label = "observability"
    verbose_name = _("Observability")

    def ready(self) -> None:
        """Put the housekeeping on the schedule."""
        from govcms.observability.housekeeping import prune_finished_tasks, prune_sessions
        from tenants.schedule import register_schedule

        register_schedule("observability.prune_sessions", 60 * 60, prune_sessions)
        register_schedule("observability.prune_finished_tasks", 60 * 60, prune_finished_tasks)
