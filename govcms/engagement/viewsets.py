"""Problem reports in the admin: read and settled, never written there."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn, StatusTagColumn

from govcms.engagement.models import ProblemReport
from tenants.viewsets import OwnRowsViewSet


class ProblemReportViewSet(OwnRowsViewSet):
    """What citizens reported on the agency's sites."""

    model = ProblemReport
    name = "problem_reports"
    icon = "warning"
    menu_label = _("Problem reports")
    add_to_settings_menu = False
    addresses = frozenset({"index", "index_results", "edit", "delete", "history", "history_results"})
    inspect_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "address",
        StatusTagColumn(
            "status",
            label=_("State"),
            accessor="get_status_display",
            primary=lambda report: report.status == ProblemReport.Status.NEW,
        ),
        DateColumn("reported_at", label=_("Reported"), sort_key="reported_at"),
    ]
    list_filter: ClassVar[list[str]] = ["status"]
    search_fields: ClassVar[list[str]] = ["words", "address", "note"]
    search_backend_name = None
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("words", read_only=True),
                FieldPanel("address", read_only=True),
                FieldPanel("page", read_only=True),
                FieldPanel("reply_to", read_only=True),
                FieldPanel("reported_at", read_only=True),
            ],
            heading=_("What was reported"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("note")], heading=_("What you did")),
    ]
