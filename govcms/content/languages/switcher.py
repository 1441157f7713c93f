"""The languages that a reader of a page is offered: the page in each, or the home page where it is not translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info, gettext, override

from govcms.content.chrome import Chrome, chrome_for
from govcms.pages.models import Page
from govcms.pages.protection import behind_password
from tenants.addresses import address_map

# Views that answer in every language of a site at the same path; the others are pages, with slugs of their own.
_PAGE_VIEWS = frozenset({"wagtail_serve", "wagtailcore_authenticate_with_password"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the site, under its own name."""

    language: str
    name: str
    url: str
    direction: str
    is_current: bool = False
    # Says that the link leads to the home page; in the language of the choice where the platform speaks it.
    note: str = ""
    note_language: str = ""


def versions_of(page: Page, request: HttpRequest) -> dict[str, str]:
    """The open versions of a page: full addresses by language. One query, none on a site of one language.

    One behind a password is left out: whoever has not given it is told nothing of it.
    """
    agency_site = getattr(request, "agency_site", None)
    if agency_site is None or len(agency_site.languages) < 2:
        return {}
    versions = {}
    live = Page.objects.filter(translation_key=page.translation_key, agency_id=page.agency_id, live=True)
    for version in live.exclude(behind_password()):
        address = address_map.get(version.path)
        if address is not None and address.agency_site_id == agency_site.pk:
            versions[address.language] = version.full_url
    return versions


def alternates_of(versions: Mapping[str, str], default_language: str) -> list[dict[str, str]]:
    """What the head of a page says of its versions, for search engines; nothing where there is one."""
    if len(versions) < 2:
        return []
    alternates = [{"language": language, "url": url} for language, url in sorted(versions.items())]
    if default_language in versions:
        alternates.append({"language": "x-default", "url": versions[default_language]})
    return alternates


def choices_for(chrome: Chrome | None, versions: Mapping[str, str]) -> list[Choice]:
    """The languages of a site for a page that exists in ``versions``; nothing where readers have no choice."""
    if chrome is None or len(chrome.homes) < 2:
        return []
    choices = []
    for home in chrome.homes:
        language, is_current = home.language, home.language == chrome.language
        url = versions.get(language, "")
        direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
        if url or is_current:
            choices.append(Choice(language, home.name, url, direction, is_current=is_current))
        else:
            note_language = language if language in settings.SHIPPED_LANGUAGES else settings.LANGUAGE_CODE
            with override(note_language):
                note = gettext("not translated: home page")
            choices.append(Choice(language, home.name, home.url, direction, note=note, note_language=note_language))
    return choices


def choices_for_view(request: HttpRequest) -> list[Choice]:
    """The languages at a view that is no page, such as search: the same path in each of them. No query."""
    chrome = chrome_for(request)
    if chrome is None or len(chrome.homes) < 2:
        return []
    match = request.resolver_match
    if match is None or match.url_name in _PAGE_VIEWS:
        return choices_for(chrome, {})
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    path = request.path_info.removeprefix("/")
    return choices_for(chrome, {home.language: f"{home.url}{path}{query}" for home in chrome.homes})
