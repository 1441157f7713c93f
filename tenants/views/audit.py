"""The screen in which an agency admin reads, searches and exports the agency's log."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.mixins import Echo
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from tenants.audit import record
from tenants.audit.reading import LogRow, action_choices, member_choices, rows_of
from tenants.models import Agency, AuditEntry
from tenants.scope import current_agency, tenant_scope

_BATCH = 500
# A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class AuditMenuItem(MenuItem):
    """Shown to those who may read the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right."""
        return request.user.has_perm("tenants.view_auditentry")


class AuditFilterSet(WagtailFilterSet):
    """By day, person and action."""

    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)
    actor = django_filters.ChoiceFilter(
        label=gettext_lazy("Person"), choices=lambda: member_choices(current_agency()), empty_label=gettext_lazy("All")
    )
    action = django_filters.ChoiceFilter(
        label=gettext_lazy("Action"), choices=action_choices, empty_label=gettext_lazy("All")
    )

    class Meta:
        model = AuditEntry
        fields: ClassVar[list[str]] = []


class AuditLogView(ReportView):
    """The log of the agency in scope, newest first."""

    model = AuditEntry
    permission_required = "view"
    page_title = gettext_lazy("Log")
    header_icon = "history"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    filterset_class = AuditFilterSet
    is_searchable = True
    paginate_by = 50
    FORMATS = ("csv",)
    verbose_name_plural = gettext_lazy("log entries")
    columns: ClassVar[list[Any]] = [
        DateColumn("at", label=gettext_lazy("When")),
        Column("who", label=gettext_lazy("Who")),
        Column("what", label=gettext_lazy("What"), classname="log-list__words"),
        TitleColumn(
            "subject",
            label=gettext_lazy("About"),
            get_url=lambda row: row.subject_url or None,
            classname="log-list__words",
        ),
        Column("details", label=gettext_lazy("Details"), classname="log-list__more"),
        Column("address", label=pgettext_lazy("address", "From"), classname="log-list__more"),
        Column("reference", label=gettext_lazy("Reference"), classname="log-list__more"),
    ]

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Filtered and searched, within the agency in scope: the manager sees to it."""
        return self.get_queryset()

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries about a page of that title or an object of that uid, with that reference, or from that address."""
        if not self.is_searching:
            return queryset
        words = self.search_query.strip()
        wanted = Q(details__label__icontains=words) | Q(subject=words) | Q(reference=words)
        with suppress(ValueError):
            wanted |= Q(address=str(ip_address(words)))
        return queryset.filter(wanted)

    def get_table(self, object_list: Any) -> Any:
        """The entries of this page of the list as people read them."""
        return super().get_table(rows_of(list(object_list), current_agency(), with_links=True))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """A way to take along what is filtered."""
        return [Button(_("Download CSV"), url=self.csv_export_url, icon_name="download", priority=90)]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or what is filtered as CSV; that somebody took it along is in the log too."""
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        found = self.get_filtered_queryset()
        agency = current_agency()
        record("tenants.export_audit", subject=agency)
        response = StreamingHttpResponse(stream_csv(found, agency), content_type="text/csv; charset=utf-8")
        name = f"log-{agency.key}-{timezone.localdate().isoformat()}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def stream_csv(entries: QuerySet[AuditEntry], agency: Agency) -> Iterator[bytes]:
    """The entries as lines of CSV, read a batch at a time.

    They are read when the request has left its scope, so each batch enters the agency's again.
    """
    writer = csv.writer(Echo())
    headings = [
        _("Number"),
        _("When"),
        _("Who"),
        _("What"),
        _("About"),
        _("Details"),
        pgettext("address", "From"),
        _("Reference"),
    ]
    yield writer.writerow(headings)
    last: int | None = None
    while True:
        with tenant_scope(agency):
            batch = list((entries if last is None else entries.filter(pk__lt=last)).order_by("-pk")[:_BATCH])
            rows = rows_of(batch, agency, with_links=False)
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in _cells(row)])
        if len(batch) < _BATCH:
            return
        last = batch[-1].pk


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(row: LogRow) -> list[str]:
    at = row.at.isoformat(timespec="seconds")
    return [str(row.pk), at, row.who, row.what, row.subject, row.details, row.address, row.reference]
