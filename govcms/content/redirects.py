"""Old addresses: answered on public hosts, kept in the admin by agency admins and publishers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from govcms.content.models.redirect import Redirect, clean_path
from tenants.models import AgencySite
from tenants.scope import current_agency
from tenants.viewsets import OwnRowsViewSet


def answer_at_old_address(request: HttpRequest) -> HttpResponse | None:
    """Where an address without a page leads now; None where nobody has said so. One query, asked after a 404 only."""
    agency_site = getattr(request, "agency_site", None)
    if agency_site is None or request.method not in {"GET", "HEAD"} or "\x00" in request.path:
        return None
    found = Redirect.objects.filter(agency_site=agency_site, old_path=clean_path(request.path)).select_related("page")
    redirect = found.first()
    if redirect is None or not redirect.target:
        return None
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    return kind(redirect.target)


class RedirectForm(WagtailAdminModelForm):
    """An old address of one of the agency's sites."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = AgencySite.objects.filter(agency=current_agency())
        self.fields["agency_site"].queryset = sites
        if len(sites[:2]) == 1:
            # With one site there is nothing to choose.
            self.fields["agency_site"].initial = sites[0]
            self.fields["agency_site"].widget = forms.HiddenInput()
        if self.instance.agency_id is None:
            # Given before validation, which asks whether the address is taken.
            self.instance.agency = current_agency()

    def clean_old_path(self) -> str:
        """The path alone, so that the same address is found to be there already."""
        return clean_path(self.cleaned_data["old_path"])


class RedirectViewSet(OwnRowsViewSet):
    """The redirects of the agency's sites."""

    model = Redirect
    name = "redirects"
    icon = "redirect"
    menu_label = _("Redirects")
    menu_order = 130
    addresses = frozenset({"index", "index_results", "add", "edit", "delete", "history", "history_results"})
    search_fields: ClassVar[list[str]] = ["old_path", "address"]
    list_display: ClassVar[list[str]] = ["old_path", "target", "agency_site", "is_permanent"]
    list_export: ClassVar[list[str]] = ["agency_site", "old_path", "target", "is_permanent"]

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form with the agency's sites."""
        fields = ["agency_site", "old_path", "page", "address", "is_permanent"]
        return forms.modelform_factory(Redirect, form=RedirectForm, fields=fields)
