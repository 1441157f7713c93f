"""The content app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Page types, blocks, menus, site settings and how readers get them."""

    name = "govcms.content"
    label = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bring what tenants builds agencies and their sites from; connect what keeps chromes true; name the rights."""
        from govcms.content import log_actions, signals  # noqa: F401
        from govcms.content.approval import notifications  # noqa: F401
        from govcms.content.approval.departures import pass_on_reviews
        from govcms.content.approval.waiting import count_reviews
        from govcms.content.drawing import draw_missing
        from govcms.content.editor_fields import use_stream_input
        from govcms.content.feeds import FEEDS
        from govcms.content.library.rules import register_library_rules
        from govcms.content.models import AgencyRoot, Menu, Redirect, SiteAlert, SiteSettings, Snippet
        from govcms.content.redirects.following import lead_readers_on
        from govcms.content.site_content import read_site_templates
        from govcms.pages.bin.forwarding import register_forwarding
        from tenants.admin_rules import agency_sites, neutral, owned, pages, readable, register_admin_rule
        from tenants.checks import register_unowned
        from tenants.models import Role
        from tenants.registry import (
            Feature,
            register_agency_root,
            register_feature,
            register_hand_over,
            register_reviews,
            register_site_templates,
        )
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule

        use_stream_input()
        register_schedule("content.draw_missing", 60 * 60, draw_missing.enqueue)
        register_agency_root(lambda agency: AgencyRoot(title=agency.name, slug=agency.key, agency=agency))
        register_site_templates(read_site_templates)
        register_feature(
            Feature(
                key=FEEDS,
                name=_("RSS feeds"),
                description=_("Readers can follow the lists of pages in a feed reader."),
                default=True,
            )
        )
        register_hand_over(pass_on_reviews)
        register_forwarding(lead_readers_on)
        register_reviews(count_reviews)
        register_role_rights(Menu, {role: ["view", "change"] for role in (Role.AGENCY_ADMIN, Role.PUBLISHER)})
        every_right = ["view", "add", "change", "delete"]
        register_admin_rule("redirects:import", neutral)
        # A change of a snippet is public at once, so it is for those who publish.
        for namespace, owned_model in (("redirects", Redirect), ("alerts", SiteAlert), ("snippets", Snippet)):
            register_role_rights(owned_model, dict.fromkeys((Role.AGENCY_ADMIN, Role.PUBLISHER), every_right))
            register_admin_rule([f"{namespace}:{name}" for name in ("index", "index_results", "add")], neutral)
            names = [f"{namespace}:{name}" for name in ("edit", "delete", "history", "history_results")]
            register_admin_rule(names, owned(owned_model, "pk"))
        register_admin_rule(["snippet_chooser:choose", "snippet_chooser:choose_results"], neutral)
        register_admin_rule("snippet_chooser:chosen", readable(Snippet, "pk"))
        register_admin_rule("snippet_chooser:chosen_multiple", readable(Snippet, parameters=["id"]))
        register_role_rights(SiteSettings, {Role.AGENCY_ADMIN: ["view", "change"]})
        register_unowned(
            "content.RoleApprovalTask", reason="One row of the platform’s; approvers are worked out from the page."
        )
        # They list what the person may look at in the agency.
        register_admin_rule(["approvals", "translations"], neutral)
        register_admin_rule("translations_into", agency_sites("site_uid"))
        register_admin_rule(["translate_page", "translation_up_to_date"], pages("page_id"))
        # It lists what the person may look at in the agency.
        register_admin_rule(["upkeep", "upkeep_results", "coming_from"], neutral)
        # They read what is sent to them; the form of a picture takes the agency's own collections alone.
        register_admin_rule(["paste", "paste_file", "paste_picture"], neutral)
        # The views themselves answer for files of the agency alone.
        register_admin_rule(["media", "document"], neutral)
        register_library_rules()
        for namespace, model in (("menus", Menu), ("site_settings", SiteSettings)):
            register_admin_rule([f"{namespace}:index", f"{namespace}:index_results"], neutral)
            names = [f"{namespace}:{name}" for name in ("edit", "history", "history_results")]
            register_admin_rule(names, owned(model, "pk"))
