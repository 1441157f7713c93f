"""A net below the log: a request of the admin that wrote and left no word in the log is in it all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest

from tenants.audit.people import record_about_person
from tenants.audit.recording import record
from tenants.models import AuditEntry
from tenants.rights import agency_in_scope

_WRITE = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
# Kept for the machine, or made from what is in the log.
_IGNORED = frozenset(
    {
        "django_session",
        "django_tasks_database_dbtaskresult",
        "identity_failurecount",
        "identity_knowndevice",
        "media_pendingupload",
        "search_entry",
        "search_outboxrow",
        "tenants_hostmapversion",
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
        "wagtailcore_referenceindex",
        "wagtailcore_uploadedfile",
        "wagtailsearch_indexentry",
        "wagtailsearch_indexentry_fts",
    }
)


@contextmanager
def catching_unlogged_writes(request: HttpRequest) -> Iterator[None]:
    """Record the screen and the tables of a request that wrote and recorded nothing."""
    written: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Remember the table and pass the statement on."""
        if match := _WRITE.match(sql):
            written.add(match[1].lower())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    user: Any = request.user
    tables = sorted(written - _IGNORED)
    if not tables or AuditEntry._meta.db_table in written or not user.is_authenticated:
        return
    match = request.resolver_match
    details = {"screen": match.view_name if match else request.path, "tables": tables}
    if agency_in_scope() is not None:
        record("tenants.other_write", details=details)
    else:
        record_about_person("tenants.other_write", user, details=details)
