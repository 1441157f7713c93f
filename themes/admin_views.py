"""The screens in which an agency admin gives the agency's sites their look."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from tenants.models import AgencySite
from tenants.scope import current_agency
from themes.actions import choose_theme
from themes.forms import ThemeForm
from themes.models import Theme
from themes.presets import DEFAULT_PRESET


class ThemeAdminMixin(WagtailAdminTemplateMixin):
    """The frame of the theme screens; for people who may change themes."""

    page_title = gettext_lazy("Theme")
    header_icon = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard to here."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whom no role gives the right."""
        if not request.user.has_perm("themes.change_theme"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ThemeIndexView(ThemeAdminMixin, TemplateView):
    """The sites of the agency; leads straight on where there is one."""

    template_name = "themes/admin_index.html"

    @cached_property
    def sites(self) -> list[AgencySite]:
        """The sites of the agency whose admin this is."""
        return list(AgencySite.objects.filter(agency=current_agency()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List the sites, or go to the only one."""
        if len(self.sites) == 1:
            return redirect("themes_edit", self.sites[0].uid)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sites."""
        return super().get_context_data(**kwargs, sites=self.sites)


class ThemeEditView(ThemeAdminMixin, FormView[ThemeForm]):
    """The preset and the tokens of one site."""

    form_class = ThemeForm
    template_name = "themes/admin_edit.html"

    @cached_property
    def agency_site(self) -> AgencySite:
        """The site, which must be one of the agency whose admin this is."""
        return get_object_or_404(AgencySite, uid=self.kwargs["site_uid"], agency=current_agency())

    def get_page_subtitle(self) -> str:
        """Say whose look this is."""
        return self.agency_site.name

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what the site has now."""
        theme = Theme.objects.filter(agency_site=self.agency_site).first()
        return {
            **super().get_form_kwargs(),
            "preset": theme.preset if theme else DEFAULT_PRESET,
            "tokens": theme.tokens if theme else {},
        }

    def form_valid(self, form: ThemeForm) -> HttpResponse:
        """Save the look and show the form again."""
        choose_theme(agency_site=self.agency_site, preset=form.cleaned_data["preset"], tokens=form.own_tokens())
        messages.success(self.request, _("The theme of “%(site)s” is saved.") % {"site": self.agency_site.name})
        return redirect(self.get_success_url())

    def form_invalid(self, form: ThemeForm) -> HttpResponse:
        """Say above the form that something in it has to change."""
        messages.error(self.request, _("The theme was not saved: see the messages beside the fields."))
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """The same screen."""
        return reverse("themes_edit", args=[self.agency_site.uid])
