"""Give a site another language."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from govcms.content.languages.translating import translate_page
from govcms.content.models import Menu, SiteSettings
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.models import AgencySite
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)

# What a link of a menu is made of.
_LINK = {"title": "", "url": ""}


def locale_of(language: str) -> Locale:
    """Wagtail's row of a language of the platform. Raises UserError for another."""
    if language not in dict(settings.LANGUAGES):
        codes = ", ".join(code for code, _name in settings.LANGUAGES)
        raise UserError(
            _("The platform has no language “%(code)s”; it has %(codes)s.") % {"code": language[:20], "codes": codes}
        )
    locale: Locale = Locale.objects.get_or_create(language_code=language)[0]
    return locale


@transaction.atomic
def add_language(*, agency_site: AgencySite, language: str, user: Any = None) -> Page:
    """Add a language to a site: a draft of its home page, a menu and settings; returns the home page.

    Readers are offered the language once its home page is published. What is there stays as it is.
    Raises UserError for a language the platform does not have.
    """
    # One at a time: the second finds what the first has made.
    agency_site = AgencySite.objects.select_for_update().select_related("agency", "site").get(pk=agency_site.pk)
    locale = locale_of(language)
    first_home = Page.objects.get(pk=agency_site.site.root_page_id)
    with tenant_scope(agency_site.agency):
        if language not in agency_site.languages:
            agency_site.languages = [*agency_site.languages, language]
            agency_site.save(update_fields=["languages"])
            log(instance=agency_site.agency, action="content.add_language", user=user, data={"language": language})
            logger.info("content.language_added", extra={"agency_key": agency_site.agency.key, "language": language})
        home = first_home.get_translation_or_none(locale) or translate_page(page=first_home, locale=locale, user=user)
        _begin_menu(agency_site, language)
        if not SiteSettings.objects.filter(agency_site=agency_site, language=language).exists():
            SiteSettings.objects.create(agency=agency_site.agency, agency_site=agency_site, language=language)
    return home


def _begin_menu(agency_site: AgencySite, language: str) -> None:
    """A menu to the same pages, named by their own titles: in the language, where they are translated."""
    of_site = Menu.objects.filter(agency_site=agency_site)
    first = of_site.filter(language=agency_site.default_language).first()
    if first is None or of_site.filter(language=language).exists():
        return
    menu = Menu(agency=agency_site.agency, agency_site=agency_site, language=language)
    menu.items = [{**item, "value": _untitled(item["value"])} for item in first.items.raw_data]
    menu.footer = [{**item, "value": _untitled(item["value"])} for item in first.footer.raw_data]
    menu.save()


def _untitled(link: dict[str, Any]) -> dict[str, Any]:
    untitled = {**link, "title": ""} if link.get("page") else dict(link)
    if link.get("children"):
        untitled["children"] = [{**child, "value": _untitled(child["value"])} for child in link["children"]]
    return untitled
