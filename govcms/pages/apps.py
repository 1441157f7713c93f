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
        """Connect the signals of published pages, publish by the clock, and let deleted pages go to the bin."""
        from wagtail.models import Collection

        from govcms.pages import signals  # noqa: F401
        from govcms.pages.bin import log_actions  # noqa: F401
        from govcms.pages.bin.actions import delete_into_bin
        from govcms.pages.bin.models import BinnedPage
        from govcms.pages.bin.tasks import empty_old_bins
        from govcms.pages.models import Page
        from govcms.pages.scheduled_publishing import publish_and_expire_due
        from govcms.pages.tree_paths import PathStartsWith
        from tenants.admin_rules import neutral, owned, register_admin_rule
        from tenants.checks import register_unowned
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule
        from tenants.triggers import follows_tree

        for model in (Page, Collection):
            model._meta.get_field("path").register_lookup(PathStartsWith)
        follows_tree(Page)
        delete_into_bin()
        register_schedule("pages.empty_bins", 60 * 60, empty_old_bins.enqueue)
        register_role_rights(BinnedPage, {Role.AGENCY_ADMIN: ["delete"]})
        register_admin_rule(["bin", "bin_results"], neutral)
        register_admin_rule(["bin_restore", "bin_delete"], owned(BinnedPage, "pk"))
        register_schedule("pages.publish_and_expire_due", 10, publish_and_expire_due)
        register_unowned("pages.Topic", reason="The platform's taxonomy: agencies choose, never add.")
