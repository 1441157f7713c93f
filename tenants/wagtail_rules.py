"""The guard's rules for Wagtail's own admin URLs.

Closed are the screens over tables that Wagtail shares among all sites: users, groups, sites, workflows,
settings and the reports that name people or pages of others. A new release of Wagtail with a URL that
is not here answers 404 there and fails the census in the tests, until somebody has looked at it.
"""

from tenants.admin_rules import AdminRule, closed, collections, documents, images, neutral, pages, register_admin_rule
from tenants.fences.admin_api import only_own_pages
from tenants.fences.bulk_actions import only_own_rows
from tenants.fences.editing_sessions import only_own_objects
from tenants.fences.reviews import only_reviews_of_the_page
from tenants.fences.tags import only_own_tags
from tenants.fences.uploads import only_own_uploads

_PAGE = pages("page_id")
_PARENT = pages("parent_page_id")
_MOVED = pages("page_to_move_id", "destination_id", parameters=["new_parent_page", "destination"])

PAGES: dict[str, AdminRule] = {
    "wagtailadmin_explore_root": neutral,
    "wagtailadmin_explore": _PARENT,
    "wagtailadmin_explore_results": _PARENT,
    "wagtailadmin_pages:add": _PARENT,
    "wagtailadmin_pages:preview_on_add": _PARENT,
    "wagtailadmin_pages:add_subpage": _PARENT,
    "wagtailadmin_pages:choose_parent": pages(parameters=["parent_page"]),
    "wagtailadmin_pages:type_use": neutral,
    "wagtailadmin_pages:type_use_results": neutral,
    "wagtailadmin_pages:search": neutral,
    "wagtailadmin_pages:search_results": neutral,
    "wagtailadmin_pages:move": _MOVED,
    "wagtailadmin_pages:move_confirm": _MOVED,
    "wagtailadmin_pages:set_page_position": pages("page_to_move_id"),
    "wagtailadmin_pages:copy": pages("page_id", parameters=["new_parent_page"]),
    "wagtailadmin_pages:revisions_compare": pages("pk", "page_id"),
    **dict.fromkeys(
        (
            f"wagtailadmin_pages:{name}"
            for name in (
                "usage",
                "edit",
                "preview_on_edit",
                "view_draft",
                "delete",
                "unpublish",
                "convert_alias",
                "set_privacy",
                "lock",
                "unlock",
                "revisions_index",
                "revisions_view",
                "revisions_revert",
                "revisions_unschedule",
                "history",
                "history_results",
            )
        ),
        _PAGE,
    ),
    **dict.fromkeys(
        (
            f"wagtailadmin_pages:{name}"
            for name in (
                "confirm_workflow_cancellation",
                "workflow_preview",
            )
        ),
        _PAGE,
    ),
    # The history of the page says the same, in words of approval.
    **dict.fromkeys(
        (f"wagtailadmin_pages:{name}" for name in ("workflow_history", "workflow_history_detail")),
        closed,
    ),
    **dict.fromkeys(
        (f"wagtailadmin_pages:{name}" for name in ("workflow_action", "collect_workflow_action_data")),
        only_reviews_of_the_page,
    ),
    "wagtailadmin_choose_page": neutral,
    "wagtailadmin_choose_page_child": _PARENT,
    "wagtailadmin_choose_page_search": neutral,
    "wagtailadmin_choose_page_chosen_multiple": pages(parameters=["id"]),
    "wagtailadmin_choose_page_external_link": neutral,
    "wagtailadmin_choose_page_email_link": neutral,
    "wagtailadmin_choose_page_phone_link": neutral,
    "wagtailadmin_choose_page_anchor_link": neutral,
    "wagtailadmin_api:pages:listing": only_own_pages,
    "wagtailadmin_api:pages:detail": pages("pk"),
    # The explorer asks for listings and details only.
    "wagtailadmin_api:pages:find": closed,
    "wagtailadmin_api:pages:action": closed,
}

FILES: dict[str, AdminRule] = {
    # They list every file in the database, and the admin's own scripts never ask them.
    **dict.fromkeys(
        (
            f"wagtailadmin_api:{kind}:{name}"
            for kind in ("documents", "images")
            for name in ("listing", "detail", "find")
        ),
        closed,
    ),
    **dict.fromkeys(
        (f"wagtailimages:{name}" for name in ("index", "index_results", "add", "add_multiple")),
        neutral,
    ),
    **dict.fromkeys(
        (
            f"wagtailimages:{name}"
            for name in ("edit", "delete", "preview", "image_usage", "edit_multiple", "delete_multiple")
        ),
        images("image_id"),
    ),
    "wagtailimages:create_multiple_from_uploaded_image": only_own_uploads,
    "wagtailimages:delete_upload_multiple": only_own_uploads,
    # Addresses made to measure need a view on public hosts that is not there.
    "wagtailimages:url_generator": closed,
    "wagtailimages:url_generator_output": closed,
    "wagtailimages_chooser:choose": neutral,
    "wagtailimages_chooser:choose_results": neutral,
    "wagtailimages_chooser:chosen": images("pk"),
    "wagtailimages_chooser:chosen_multiple": images(parameters=["id"]),
    "wagtailimages_chooser:create": neutral,
    "wagtailimages_chooser:select_format": images("image_id"),
    **dict.fromkeys((f"wagtaildocs:{name}" for name in ("index", "index_results", "add", "add_multiple")), neutral),
    **dict.fromkeys((f"wagtaildocs:{name}" for name in ("edit", "delete", "document_usage")), documents("document_id")),
    "wagtaildocs:edit_multiple": documents("doc_id"),
    "wagtaildocs:delete_multiple": documents("doc_id"),
    "wagtaildocs:create_multiple_from_uploaded_document": only_own_uploads,
    "wagtaildocs:delete_upload_multiple": only_own_uploads,
    "wagtaildocs_chooser:choose": neutral,
    "wagtaildocs_chooser:choose_results": neutral,
    "wagtaildocs_chooser:chosen": documents("pk"),
    "wagtaildocs_chooser:chosen_multiple": documents(parameters=["id"]),
    "wagtaildocs_chooser:create": neutral,
    "wagtailadmin_collections:index": neutral,
    "wagtailadmin_collections:add": neutral,
    "wagtailadmin_collections:edit": collections("pk"),
    "wagtailadmin_collections:delete": collections("pk"),
    # It offers the groups of all agencies.
    "wagtailadmin_collections:set_privacy": closed,
    "wagtailadmin_tag_model_autocomplete": only_own_tags,
    "wagtailadmin_tag_autocomplete": closed,
    "wagtailembeds:chooser": neutral,
    "wagtailembeds:chooser_upload": neutral,
}

OTHER: dict[str, AdminRule] = {
    **dict.fromkeys(
        (
            "admin_root",
            "wagtailadmin_home",
            "wagtailadmin_account",
            "wagtailadmin_login",
            "wagtailadmin_logout",
            "wagtailadmin_dismissibles",
            "wagtailadmin_block_preview",
            "wagtailadmin_sprite",
            "wagtailadmin_javascript_catalog",
            # One's own session, by the view.
            "wagtailadmin_editing_sessions:release",
            # Lists the kinds of snippets a person may change; the rows have rules of their own.
            "wagtailsnippets:index",
        ),
        neutral,
    ),
    "wagtailadmin_editing_sessions:ping": only_own_objects,
    "wagtail_bulk_action": only_own_rows,
    "wagtailadmin_error_test": closed,
    # Passwords are set on the start host.
    **dict.fromkeys(
        (f"wagtailadmin_password_reset{step}" for step in ("", "_done", "_confirm", "_complete")),
        closed,
    ),
    "wagtailsettings:edit": closed,
    "wagtailsettings:preview_on_edit": closed,
    **dict.fromkeys(
        (
            f"wagtailadmin_workflows:{name}"
            for name in (
                "index",
                "index_results",
                "add",
                "enable",
                "disable",
                "edit",
                "usage",
                "usage_results",
                "remove",
                "add_task",
                "select_task_type",
                "task_index",
                "task_index_results",
                "edit_task",
                "disable_task",
                "enable_task",
                "task_chooser",
                "task_chooser_results",
                "task_chooser_create",
                "task_chosen",
            )
        ),
        closed,
    ),
    # Rows and filters name people, pages and workflows of every agency; the agency's log takes the place of history.
    **dict.fromkeys(
        (
            f"wagtailadmin_reports:{name}{results}"
            for name in ("locked_pages", "workflow", "workflow_tasks", "site_history", "page_types_usage")
            for results in ("", "_results")
        ),
        closed,
    ),
    # At the same addresses stand those of tenants.fences.reports; ageing pages is narrowed by the policy.
    "agency_locked_pages": neutral,
    "agency_locked_pages_results": neutral,
    "agency_page_types_usage": neutral,
    "agency_page_types_usage_results": neutral,
    "wagtailadmin_reports:aging_pages": neutral,
    "wagtailadmin_reports:aging_pages_results": neutral,
    **dict.fromkeys(
        (
            f"{namespace}:{name}"
            for namespace in ("wagtailsites", "wagtailusers_users", "wagtailusers_groups")
            for name in (
                "index",
                "index_results",
                "add",
                "edit",
                "delete",
                "history",
                "history_results",
                "usage",
            )
        ),
        closed,
    ),
    "wagtailsites:copy": closed,
    "wagtailusers_users:copy": closed,
}


def register_wagtail_rules() -> None:
    """Register the rules of Wagtail's own URLs."""
    for rules in (PAGES, FILES, OTHER):
        for name, rule in rules.items():
            register_admin_rule(name, rule)
