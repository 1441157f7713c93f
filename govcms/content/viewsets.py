"""Pages in the admin, with approval; menus and site settings: one row a site, changed but never added or deleted."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from govcms.content.approval.views import (
    ApprovalCreateView,
    ReviewActionView,
    ReviewCompareView,
    ReviewDataView,
    ReviewPreviewView,
)
from govcms.content.journeys import journeys_leading_to
from govcms.content.languages.editing import TranslatedEditView
from govcms.content.models import Menu, SiteSettings
from tenants.forms import OwnRowForm
from tenants.models import language_name
from tenants.viewsets import AgencyPageViewSet, OwnRowsViewSet


class ContentPageViewSet(AgencyPageViewSet):
    """The views of every page type, with approval."""

    add_view_class = ApprovalCreateView
    edit_view_class = TranslatedEditView
    revisions_compare_view_class = ReviewCompareView
    workflow_action_view_class = ReviewActionView
    collect_workflow_action_data_view_class = ReviewDataView
    workflow_preview_view_class = ReviewPreviewView


class SiteRowsIndexView(IndexView):
    """The rows of the agency's sites; leads straight on where there is one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list, or the only row."""
        response = super().dispatch(request, *args, **kwargs)
        rows = list(self.model.objects.all()[:2])
        if response.status_code == 200 and len(rows) == 1 and not self.results_only:
            return redirect(self.edit_url_name, rows[0].pk)
        return response


class SiteRowViewSet(OwnRowsViewSet):
    """Screens for what every site of the agency has exactly once."""

    index_view_class = SiteRowsIndexView
    # No way to add or delete what every site has.
    addresses = frozenset({"index", "index_results", "edit", "history", "history_results"})
    list_display: ClassVar[list[Any]] = [
        "agency_site",
        Column("language", label=_("Language"), accessor=lambda row: language_name(row.language)),
    ]


class MenuViewSet(SiteRowViewSet):
    """The menus of the agency's sites."""

    model = Menu
    name = "menus"
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 110
    panels: ClassVar[list[Any]] = [FieldPanel("items"), FieldPanel("footer")]


class SiteSettingsForm(OwnRowForm):
    """The settings of a site, with a choice among the step by steps of others that lead to its pages."""

    journeys = forms.MultipleChoiceField(
        label=_("Step by steps of other agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose a step by step that leads to this site.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["journeys"]
        field.choices = journeys_leading_to(self.instance.agency_site, self.instance.language)
        field.help_text = SiteSettings._meta.get_field("journeys").help_text
        if not field.choices:
            field.help_text = format_lazy("{} {}", field.help_text, _("None leads here at the moment."))

    def clean_journeys(self) -> list[str]:
        """What was chosen; one that leads here no more, or not today, stays chosen."""
        offered = {uid for uid, _title in self.fields["journeys"].choices}
        return [*self.cleaned_data["journeys"], *(uid for uid in self.instance.journeys if uid not in offered)]


class SiteSettingsViewSet(SiteRowViewSet):
    """The settings of the agency's sites."""

    model = SiteSettings
    name = "site_settings"
    icon = "cog"
    menu_label = _("Site settings")
    menu_order = 120
    panels: ClassVar[list[Any]] = [
        FieldPanel("site_name"),
        FieldPanel("tagline"),
        MultiFieldPanel(
            [FieldPanel("contact_text"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            heading=pgettext_lazy("details", "Contact"),
        ),
        FieldPanel("footer_text"),
        MultiFieldPanel(
            [FieldPanel("accessibility_issues"), FieldPanel("complaints_text")], heading=_("Accessibility statement")
        ),
        FieldPanel("social"),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("logo_alt"), FieldPanel("logo_has_name"), FieldPanel("icon")],
            heading=_("Logo and icon"),
        ),
        FieldPanel("sharing_image"),
        FieldPanel("journeys"),
    ]

    def get_edit_handler(self) -> Any:
        """With a form that offers what leads to the site."""
        handler = super().get_edit_handler()
        if handler is not None:
            handler.base_form_class = SiteSettingsForm
        return handler
