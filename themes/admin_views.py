"""The screens in which an agency admin gives the agency's sites their look."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from tenants.models import AgencySite
from tenants.scope import current_agency
from themes.actions import choose_theme
from themes.forms import ThemeForm
from themes.models import Theme
from themes.presets import DEFAULT_PRESET
from themes.previewing import draw_home, stylesheet_of
from themes.tokens import COLOUR, TOKENS


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


class ThemeFormMixin(ThemeAdminMixin):
    """A site of the agency and the form for its look."""

    kwargs: dict[str, Any]

    @cached_property
    def agency_site(self) -> AgencySite:
        """The site, which must be one of the agency whose admin this is."""
        return get_object_or_404(AgencySite, uid=self.kwargs["site_uid"], agency=current_agency())

    def form_kwargs(self) -> dict[str, Any]:
        """What the site has now."""
        theme = Theme.objects.filter(agency_site=self.agency_site).first() or Theme(preset=DEFAULT_PRESET)
        return {
            "preset": theme.preset,
            "tokens": theme.tokens,
            "layout": theme.layout,
            "has_dark_mode": theme.has_dark_mode,
        }


class ThemeEditView(ThemeFormMixin, FormView[ThemeForm]):
    """The preset, the layout and the tokens of one site."""

    form_class = ThemeForm
    template_name = "themes/admin_edit.html"

    def get_page_subtitle(self) -> str:
        """Say whose look this is."""
        return self.agency_site.name

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what the site has now; one click takes a colour that passes into what was written."""
        kwargs = {**super().get_form_kwargs(), **self.form_kwargs()}
        field, _space, shade = self.request.POST.get("take", "").partition(" ")
        if field in TOKENS and COLOUR.match(shade):
            kwargs["data"] = self.request.POST.copy()
            kwargs["data"][field] = shade
        return kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form with the colour that was taken."""
        form = self.get_form()
        if "take" in request.POST:
            form.is_valid()
            messages.warning(request, _("The colour stands in the form. Save the theme to keep it."))
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the preview is."""
        preview_url = reverse("themes_preview", args=[self.agency_site.uid])
        return super().get_context_data(**kwargs, preview_url=preview_url)

    def form_valid(self, form: ThemeForm) -> HttpResponse:
        """Save the look and show the form again."""
        choose_theme(
            agency_site=self.agency_site,
            preset=form.cleaned_data["preset"],
            tokens=form.own_tokens(),
            layout=form.own_layout(),
            has_dark_mode=form.cleaned_data["has_dark_mode"],
        )
        messages.success(self.request, _("The theme of “%(site)s” is saved.") % {"site": self.agency_site.name})
        return redirect(self.get_success_url())

    def form_invalid(self, form: ThemeForm) -> HttpResponse:
        """Say above the form that something in it has to change."""
        messages.error(self.request, _("The theme was not saved: see the messages beside the fields."))
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """The same screen."""
        return reverse("themes_edit", args=[self.agency_site.uid])


class ThemePreviewView(ThemeFormMixin, View):
    """The site's home page in the look that the form describes; nothing is saved."""

    def get(self, request: HttpRequest, site_uid: UUID) -> HttpResponse:
        """In the look the site has."""
        saved = self.form_kwargs()
        chosen = {f"layout_{part}": variant for part, variant in saved["layout"].items()}
        return self._draw({"preset": saved["preset"], **saved["tokens"], **chosen})

    def post(self, request: HttpRequest, site_uid: UUID) -> HttpResponse:
        """In the look that is being tried."""
        return self._draw(request.POST)

    def _draw(self, data: Any) -> HttpResponse:
        form = ThemeForm(data, is_preview=True, **self.form_kwargs())
        return draw_home(self.request, self.agency_site, form, scheme=data.get("scheme", ""))


class ThemePreviewStylesheetView(ThemeFormMixin, View):
    """The stylesheet of a preview, made of its own address."""

    def get(self, request: HttpRequest, site_uid: UUID) -> HttpResponse:
        """The custom properties; 404 for another agency's site and for a preset that does not exist."""
        get_object_or_404(AgencySite, uid=site_uid, agency=current_agency())
        try:
            return HttpResponse(stylesheet_of(request.GET), content_type="text/css; charset=utf-8")
        except KeyError:
            raise Http404 from None
