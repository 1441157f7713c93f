"""The pages app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The base page and the platform's topics."""

    name = "govcms.pages"
    label = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the signals of published pages, and publish by the clock."""
        from govcms.pages import signals  # noqa: F401
        from govcms.pages.models import Page
        from govcms.pages.scheduled_publishing import publish_and_expire_due
        from tenants.checks import register_unowned
        from tenants.schedule import register_schedule
        from tenants.triggers import follows_tree

        follows_tree(Page)
        register_schedule("pages.publish_and_expire_due", 10, publish_and_expire_due)
        register_unowned("pages.Topic", reason="The platform's taxonomy: agencies choose, never add.")
