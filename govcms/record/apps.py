"""The publication record's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    """Listens to the public corpus and keeps what it said."""

    name = "govcms.record"
    label = "record"
    verbose_name = _("Publication record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the listener; let the database refuse changes; complete the record by the clock."""
        from govcms.record import signals  # noqa: F401
        from govcms.record.models import PublicationEvent, PublishedText
        from govcms.record.tasks import complete_record
        from tenants.admin_rules import neutral, register_admin_rule
        from tenants.schedule import register_schedule
        from tenants.triggers import append_only

        append_only(PublicationEvent)
        append_only(PublishedText)
        register_admin_rule("publication_record", neutral)
        register_schedule("record.complete_record", 24 * 60 * 60, complete_record.enqueue)
