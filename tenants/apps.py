"""The tenants app: whose everything is."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    """Agencies, sites, hosts, scope and rights."""

    name = "tenants"
    verbose_name = _("Agencies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the address map true, put our policies in place, and let rights end by the clock."""
        from tenants import database_rules, log_actions, signals, task_scope  # noqa: F401
        from tenants.actions.departures import finish_departures
        from tenants.audit import people, wagtail_log  # noqa: F401
        from tenants.audit.sealing import seal_all
        from tenants.fences.chooser_widgets import narrow_choosers
        from tenants.fences.refusals import answer_refusals
        from tenants.leases import prune_leases
        from tenants.moments import check_years_of_moments
        from tenants.own_screens import register_own_screens
        from tenants.permission_policies import register_policies
        from tenants.retries import take_up_abandoned
        from tenants.roles import sync_memberships
        from tenants.schedule import register_schedule
        from tenants.triggers import after_migrations, before_migrations
        from tenants.wagtail_rules import register_wagtail_rules

        pre_migrate.connect(before_migrations, sender=self)
        post_migrate.connect(after_migrations, sender=self)
        register_policies()
        register_wagtail_rules()
        register_own_screens()
        narrow_choosers()
        check_years_of_moments()
        answer_refusals()
        register_schedule("tenants.sync_memberships", 60, sync_memberships)
        register_schedule("tenants.finish_departures", 60, finish_departures)
        register_schedule("tenants.seal_audit", 60, seal_all)
        register_schedule("tenants.take_up_abandoned", 15, take_up_abandoned)
        register_schedule("tenants.prune_leases", 60 * 60, prune_leases)
