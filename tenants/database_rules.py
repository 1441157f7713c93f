"""What tenants asks of the database; imported when the app starts.

References among models with an agency need no word here: tenants.triggers finds them.
"""

from wagtail.models import Collection, Site

from tenants.models import Agency, AuditEntry, AuditSeal
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


owned_through(Site, "root_page", _owner_of_site)
owned_through(Collection, "path", _owner_of_collection)
append_only(AuditEntry)
append_only(AuditSeal)
