"""What tenants asks of the database; imported when the app starts.

References among models with an agency need no word here: tenants.triggers finds them.
"""

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Revision, Site, WorkflowState

from tenants.models import Agency, AgencyGroup, AuditEntry, AuditSeal
from tenants.triggers import append_only, owned_through


def _owner_of_site(row: str) -> str:
    """A site is its root page's agency's."""
    pages = Site._meta.get_field("root_page").remote_field.model._meta.db_table
    return f"(SELECT root_page_.agency_id FROM {pages} root_page_ WHERE root_page_.id = {row}.root_page_id)"  # noqa: S608


def _owner_of_collection(row: str) -> str:
    """A collection is its root collection's agency's; one level of a treebeard path is four characters."""
    agencies, collections = Agency._meta.db_table, Collection._meta.db_table
    roots = f"{agencies} agency_ JOIN {collections} root_ ON root_.id = agency_.root_collection_id"
    return f"(SELECT agency_.id FROM {roots} WHERE root_.path = substr({row}.path, 1, 8))"  # noqa: S608


def _owner_of_group(row: str) -> str:
    """A group is the agency's that it was derived for: rights for any other, or on another's tree, are refused."""
    derived = AgencyGroup._meta.db_table
    return f"(SELECT derived_.agency_id FROM {derived} derived_ WHERE derived_.group_id = {row}.id)"  # noqa: S608


def _owner_of_versioned(row: str) -> str:
    """A version and a submission are their page's agency's; of other objects nobody's."""
    page_model = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    pages, kinds = page_model._meta.db_table, ContentType._meta.db_table
    app, name = page_model._meta.app_label, page_model._meta.model_name
    kind = f"(SELECT kind_.id FROM {kinds} kind_ WHERE kind_.app_label = '{app}' AND kind_.model = '{name}')"  # noqa: S608
    # The key is text; only where it is a page's it is sure to be a number.
    key = f"CASE WHEN {row}.base_content_type_id = {kind} THEN CAST({row}.object_id AS integer) END"
    return f"(SELECT page_.agency_id FROM {pages} page_ WHERE page_.id = {key})"  # noqa: S608


owned_through(Site, "root_page", _owner_of_site)
owned_through(Collection, "path", _owner_of_collection)
owned_through(Group, "id", _owner_of_group)
owned_through(Revision, "object_id", _owner_of_versioned)
owned_through(WorkflowState, "object_id", _owner_of_versioned)
append_only(AuditEntry)
append_only(AuditSeal)
