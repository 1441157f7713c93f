"""The screens in which agency admins and publishers keep the old addresses of their sites."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from govcms.content.models.redirect import Redirect, clean_path
from govcms.content.redirects.import_views import ImportRedirectsView
from govcms.content.redirects.places import AgencyPlaces, Place, target_of
from tenants.forms import OwnRowForm
from tenants.scope import current_agency
from tenants.viewsets import OwnRowsViewSet


class RedirectForm(OwnRowForm):
    """An old address of one of the agency's sites."""

    def clean_old_path(self) -> str:
        """The path alone, so that the same address is found to be there already."""
        return clean_path(self.cleaned_data["old_path"])

    def clean(self) -> dict[str, Any]:
        """An address of the agency's own leads to the page there, or where the redirect there leads."""
        cleaned: dict[str, Any] = super().clean()
        site, old, address = (cleaned.get(name) for name in ("agency_site", "old_path", "address"))
        if {"page", "address"} & set(self.changed_data):
            self.instance.part = ""
        if site is None or not old or not address or cleaned.get("page") is not None:
            return cleaned
        places = AgencyPlaces(current_agency())
        place = places.place_of(address)
        if place is None:
            return cleaned
        cleaned["page"] = places.pages_at([place]).get(place)
        if cleaned["page"] is None and (further := places.redirects_at([place]).get(place)) is not None:
            place = places.place_of(further.address) if further.address else None
            cleaned["page"], cleaned["address"] = further.page, further.address
            self.instance.part = further.part
        if cleaned["page"] is not None:
            cleaned["address"] = ""
        elif place == Place(site.pk, old):
            self.add_error("address", _("It leads in a circle."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save it, and let those that led to the old address lead on at once."""
        redirect = super().save(commit)
        place = Place(redirect.agency_site_id, redirect.old_path)
        AgencyPlaces(current_agency()).lead_on({place: target_of(redirect)})
        return redirect


class RedirectIndexView(IndexView):
    """The redirects of the agency's sites; in a file, as the import reads it."""

    export_headings: ClassVar[dict[str, Any]] = {
        "old_address": gettext_lazy("Old address"),
        "leads_to": gettext_lazy("Leads to"),
        "is_permanent": gettext_lazy("Permanent"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        """With what the addresses are made of, in one query."""
        return Redirect.objects.select_related("page", "agency_site__site")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's, and the import."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.request.user.has_perm("content.add_redirect"):
            buttons.append(Button(_("Import from a file"), url=reverse("redirects:import"), icon_name="upload"))
        return buttons


class RedirectViewSet(OwnRowsViewSet):
    """The redirects of the agency's sites."""

    model = Redirect
    name = "redirects"
    icon = "redirect"
    menu_label = gettext_lazy("Redirects")
    menu_order = 130
    index_view_class = RedirectIndexView
    addresses = frozenset({"index", "index_results", "add", "edit", "delete", "history", "history_results"})
    search_fields: ClassVar[list[str]] = ["old_path", "address"]
    list_display: ClassVar[list[Any]] = [
        "old_path",
        Column("leads_to", label=gettext_lazy("Leads to"), classname="import-lines__address"),
        Column("agency_site", label=gettext_lazy("Site"), classname="people-list__more"),
        BooleanColumn("is_permanent", label=gettext_lazy("Permanent"), classname="people-list__more"),
    ]
    list_export: ClassVar[list[str]] = ["old_address", "leads_to", "is_permanent"]
    export_filename = "redirects"

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form with the agency's sites."""
        fields = ["agency_site", "old_path", "page", "address", "is_permanent"]
        return forms.modelform_factory(Redirect, form=RedirectForm, fields=fields)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The import beside the usual ones."""
        return [*super().get_urlpatterns(), path("import/", ImportRedirectsView.as_view(), name="import")]
