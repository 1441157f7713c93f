"""The screens about languages: what is translated, adding a language, beginning and confirming a translation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail.permissions import policy_registry

from govcms.content.languages.adding import add_language, locale_of
from govcms.content.languages.editing import changes_url, translations_open_to
from govcms.content.languages.keeping import mark_up_to_date
from govcms.content.languages.overview import LanguageOfSite, State, languages_of
from govcms.content.languages.translating import translate_page
from govcms.content.models import Translation
from govcms.content.slugs import HOME_DEPTH
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.forms import choose_only_site
from tenants.models import AgencySite, language_name
from tenants.scope import current_agency
from tenants.tree import is_in_bin

_ROWS = 100


class AddLanguageForm(forms.Form):
    """Which language, for which site."""

    site = forms.ModelChoiceField(AgencySite.objects.none(), label=gettext_lazy("Site"), empty_label=None)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = AgencySite.objects.filter(agency=current_agency()).select_related("agency", "site")
        self.fields["site"].queryset = own  # type: ignore[attr-defined]
        only = choose_only_site(self.fields["site"])
        if only is not None:
            there = set(only.languages)
            missing = [(code, name) for code, name in settings.LANGUAGES if code not in there]
            self.fields["language"].choices = missing  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a language that is there."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("language") in getattr(cleaned.get("site"), "languages", []):
            self.add_error("language", _("The site has this language already."))
        return cleaned


class TranslationsView(WagtailAdminTemplateMixin, TemplateView):
    """Every language of the agency's sites, with what is missing in each; admins add another here."""

    template_name = "content/languages/overview.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"

    @cached_property
    def sites(self) -> list[AgencySite]:
        """The agency's sites."""
        return list(AgencySite.objects.filter(agency=current_agency()).select_related("agency", "site__root_page"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a language."""
        if not self._may_add():
            raise PermissionDenied
        form = AddLanguageForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        agency_site, language = form.cleaned_data["site"], form.cleaned_data["language"]
        home = add_language(agency_site=agency_site, language=language, user=request.user)
        told = _(
            "%(language)s was added. Translate the home page and publish it: then readers can choose the language."
        )
        messages.success(request, told % {"language": language_name(language)})
        return redirect("wagtailadmin_pages:edit", home.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The languages, and the form for those who may add one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["sites"] = [(site, languages_of(site, user=self.request.user)) for site in self.sites]
        if self._may_add() and any(len(site.languages) < len(settings.LANGUAGES) for site in self.sites):
            context.setdefault("form", AddLanguageForm())
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def _may_add(self) -> bool:
        # It is a matter of the site, as its settings are.
        return bool(self.request.user.has_perm("content.change_sitesettings"))


class LanguageView(WagtailAdminTemplateMixin, TemplateView):
    """The pages of a site, and how each stands in one of its other languages: what needs work first."""

    template_name = "content/languages/language.html"
    header_icon = "globe"

    @cached_property
    def shown(self) -> LanguageOfSite:
        """The site in the language. Raises Http404 where it has none."""
        sites = AgencySite.objects.filter(agency=current_agency()).select_related("agency", "site__root_page")
        agency_site = get_object_or_404(sites, uid=self.kwargs["site_uid"])
        for shown in languages_of(agency_site, user=self.request.user):
            if shown.language == self.kwargs["language"]:
                return shown
        raise Http404

    def get_page_title(self) -> str:
        """The language and the site."""
        return f"{self.shown.agency_site.name} – {self.shown.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One screen of the rows."""
        wanted = self.request.GET.get("state")
        rows = [row for row in self.shown.rows if row.state == wanted] if wanted in State.values else self.shown.rows
        # A page that is not translated hides those below it from translators: they come with it, in their order.
        page = Paginator(rows, _ROWS).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "shown": self.shown,
            "rows": page,
            "states": State.choices,
            "state": wanted if wanted in State.values else "",
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the dashboard over all languages."""
        above = {"url": reverse("translations"), "label": _("Translations")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class _AboutPageView(WagtailAdminTemplateMixin, TemplateView):
    """A question about one page, answered with a button."""

    header_icon = "globe"

    @cached_property
    def page(self) -> Page:
        """The page of the address, if the person may look at it; the guard has seen that it is the agency's."""
        open_to_her = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        found: Page = get_object_or_404(open_to_her, pk=self.kwargs["page_id"]).specific
        return found

    def get_page_subtitle(self) -> str:
        """Which page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the dashboard over the page."""
        above = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.page.get_admin_display_title(),
        }
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class TranslatePageView(_AboutPageView):
    """Asks, and begins a translation."""

    template_name = "content/languages/translate.html"

    @cached_property
    def language(self) -> str:
        """The language of the address. Raises Http404 for one that the site of the page does not have."""
        address = self.page.site_address
        language: str = self.kwargs["language"]
        sites = AgencySite.objects.filter(agency=current_agency(), pk=address.agency_site_id if address else 0)
        languages = sites.values_list("languages", flat=True).first() or []
        if language not in languages or language == self.page.locale.language_code:
            raise Http404
        return language

    @property
    def name_of_language(self) -> str:
        """The language under its own name."""
        return language_name(self.language)

    def get_page_title(self) -> str:
        """What is asked."""
        return _("Translate into %(language)s") % {"language": self.name_of_language}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whoever may."""
        self._require_right()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands in the way."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "page": self.page,
            "language_name": self.name_of_language,
            "parent": self.page.get_parent(),
            "is_parent_missing": self.parent_there is None,
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin, and open the translation."""
        self._require_right()
        if self.parent_there is None:
            return self.render_to_response(self.get_context_data())
        try:
            draft = translate_page(page=self.page, locale=locale_of(self.language), user=request.user)
        except UserError as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data())
        told = _("This is the draft in %(language)s; the original stands beside it.")
        messages.success(request, told % {"language": self.name_of_language})
        return redirect("wagtailadmin_pages:edit", draft.pk)

    @cached_property
    def parent_there(self) -> Page | None:
        """The page below which the translation goes; None where it is not translated itself."""
        if self.page.depth <= HOME_DEPTH:
            # A home page is made with its language.
            raise Http404
        # Asking writes nothing: a language that no page is in yet has no row.
        locale = Locale.objects.filter(language_code=self.language).first()
        parent: Page | None = self.page.get_parent().get_translation_or_none(locale) if locale else None
        return None if parent is None or is_in_bin(parent.path) else parent

    def _require_right(self) -> None:
        """Raises PermissionDenied for who may not add a page there."""
        parent = self.parent_there
        if parent is not None and not parent.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied


class UpToDateView(_AboutPageView):
    """Asks, and notes that a translation says what its original says."""

    template_name = "content/languages/up_to_date.html"
    page_title = gettext_lazy("This translation is up to date")

    @cached_property
    def translation(self) -> Translation:
        """What the page was translated from. Raises Http404 where it is an original, or that is not hers to see."""
        known = translations_open_to(self.request.user).select_related("source", "page")
        return get_object_or_404(known, page=self.page.pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whoever may."""
        self._require_right()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What has changed."""
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "translation": self.translation,
            "changes_url": changes_url(self.translation),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it."""
        self._require_right()
        mark_up_to_date(translation=self.translation, user=request.user)
        messages.success(request, _("Noted: this translation says what its original says."))
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def _require_right(self) -> None:
        """Raises PermissionDenied for who may not change the translation."""
        if not self.page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
