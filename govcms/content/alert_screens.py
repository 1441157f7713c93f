"""The screens in which agency admins and publishers put an alert above the pages of a site."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView

from govcms.content.models import SiteAlert
from tenants.forms import OwnRowForm
from tenants.models import AgencySite
from tenants.scope import current_agency
from tenants.viewsets import OwnRowsViewSet


class SiteAlertForm(OwnRowForm):
    """An alert of one of the agency's sites; its times are those of the agency."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = current_agency()
        if not agency.is_platform:
            del self.fields["on_all_sites"]
        for name in ("starts_at", "ends_at"):
            self.fields[name].help_text = " ".join(
                filter(
                    None,
                    [
                        str(self.fields[name].help_text),
                        _("The time in %(time_zone)s.") % {"time_zone": agency.time_zone.replace("_", " ")},
                    ],
                )
            )


class AgencyTimeMixin:
    """Reads and writes times in the agency's time zone, whatever that of the person is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, drawn while that time zone holds."""
        with timezone.override(ZoneInfo(current_agency().time_zone)):
            response: Any = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return response.render() if hasattr(response, "render") else response


class OneAtATimeMixin(AgencyTimeMixin):
    """Looks at the other alerts and saves in one go: two people at once would not see each other's."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Wait for whoever saves an alert of these sites."""
        list(AgencySite.objects.select_for_update().filter(agency=current_agency()).order_by("pk"))
        response: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response


class AlertIndexView(AgencyTimeMixin, IndexView):
    """The alerts of the agency's sites, the latest first."""


class AlertCreateView(OneAtATimeMixin, CreateView):
    """A new alert."""


class AlertEditView(OneAtATimeMixin, EditView):
    """Change an alert, or end it."""


class SiteAlertViewSet(OwnRowsViewSet):
    """The alerts of the agency's sites."""

    model = SiteAlert
    name = "alerts"
    icon = "warning"
    menu_label = gettext_lazy("Alerts")
    menu_order = 105
    index_view_class = AlertIndexView
    add_view_class = AlertCreateView
    edit_view_class = AlertEditView
    addresses = frozenset({"index", "index_results", "add", "edit", "delete", "history", "history_results"})
    search_fields: ClassVar[list[str]] = ["title", "text"]
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("state", label=gettext_lazy("State")),
        Column("get_level_display", label=gettext_lazy("Level"), classname="people-list__more"),
        Column("shown_from", label=pgettext_lazy("date", "From"), classname="people-list__more"),
        Column("shown_until", label=pgettext_lazy("date", "Until")),
        Column("agency_site", label=gettext_lazy("Site"), classname="people-list__more"),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form with the agency's sites."""
        fields = [
            "agency_site",
            "on_all_sites",
            "level",
            "title",
            "text",
            "link_text",
            "link_address",
            "starts_at",
            "ends_at",
            "translations",
        ]
        return forms.modelform_factory(SiteAlert, form=SiteAlertForm, fields=fields)
