"""What stands around every page of a site: names, menus, contact, look. Remembered by each process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from govcms.content.alerts import Alert, alerts_of, shown_now
from govcms.content.models import Menu, SiteSettings
from govcms.content.pictures import ICON, LOGO, SHARING, Picture, noting_left_out, picture_of
from govcms.pages.models import Page
from tenants.addresses import SiteAddress, address_map
from tenants.models import PLATFORM_KEY, AgencySite, language_name
from tenants.replica import reading_the_source
from themes.look import Look, look_of, worn_look

# A chrome takes a few kilobytes; a process that serves more sites than this reads some of them again.
MAX_REMEMBERED = 2_000
# What a site says in its first language, as long as it says nothing else in another.
_WORDS = (
    "site_name",
    "tagline",
    "contact_text",
    "contact_email",
    "contact_phone",
    "footer_text",
    "logo_alt",
    "accessibility_issues",
    "complaints_text",
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words, and in a menu the links below it."""

    title: str
    url: str
    children: tuple[Link, ...] = ()
    # Of the title.
    language: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The home page in one language of the site, open to readers; the name of the language is in that language."""

    language: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """The site settings, as the header and the footer show them."""

    tagline: str = ""
    contact_text: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    footer_text: str = ""
    accessibility_issues: str = ""
    complaints_text: str = ""
    social: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Chrome:
    """All that pages, search results and error pages of one site have in common, in one language."""

    site_name: str
    agency_name: str
    home_url: str
    root_url: str
    search_url: str
    report_url: str
    statement_url: str
    menu: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    settings: Words
    language: str
    direction: str
    platform_name: str
    platform_url: str
    theme_url: str
    theme_classes: str
    theme_colour: str
    theme_dark_colour: str
    icon_url: str
    icon_type: str
    logo: Picture | None
    logo_has_name: bool
    sharing_picture: Picture | None
    homes: tuple[Home, ...] = ()
    # The language of the settings by their names, of those that are not said in the language of the chrome.
    languages: Mapping[str, str] = field(default_factory=dict)
    # Where links from elsewhere lead to the site, and the step by steps of other agencies that its pages may show.
    hosts: tuple[str, ...] = ()
    journeys: frozenset[str] = frozenset()
    # Those to come as well: by the clock they come and go without a query.
    alerts: tuple[Alert, ...] = ()
    # The HTML of header and footer, as govcms.content.frame has drawn it.
    drawn: dict[Any, SafeString] = field(default_factory=dict, compare=False, repr=False)

    @property
    def current_alerts(self) -> list[Alert]:
        """What stands above a page that is drawn now."""
        return shown_now(self.alerts)


class _Memory:
    """The chromes this process remembers, the one used longest ago leaving first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._chromes: OrderedDict[tuple[UUID, str], tuple[tuple[int, int | None], Chrome]] = OrderedDict()

    def recall(self, key: tuple[UUID, str], version: tuple[int, int | None] | None) -> Chrome | None:
        with self._lock:
            known = self._chromes.get(key)
            if known is None or (version is not None and known[0] != version):
                return None
            self._chromes.move_to_end(key)
            return known[1]

    def keep(self, key: tuple[UUID, str], version: tuple[int, int | None], chrome: Chrome) -> None:
        with self._lock:
            self._chromes[key] = (version, chrome)
            self._chromes.move_to_end(key)
            while len(self._chromes) > MAX_REMEMBERED:
                self._chromes.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._chromes.clear()


_memory = _Memory()


def forget_chromes() -> None:
    """Read every chrome again at its next use."""
    _memory.forget()


def site_chrome(agency_site: AgencySite, language: str | None = None) -> Chrome:
    """The chrome of a site in a language, by default the active one.

    No query while the site's version and that of the host map are those it was read at: both come
    with the host of the request.
    """
    language = language or get_language() or agency_site.default_language
    key = (agency_site.uid, language)
    version = (agency_site.version, address_map.version)
    chrome = _memory.recall(key, version)
    if chrome is None:
        with reading_the_source(), noting_left_out() as left_out:
            chrome = _read_chrome(agency_site, language)
        if not left_out:
            _memory.keep(key, version, chrome)
    look = worn_look()
    return chrome if look is None else replace(chrome, **_of_look(look))


def remembered_chrome(agency_site: AgencySite, language: str | None = None) -> Chrome | None:
    """The chrome this process remembers, however old; never a query. For pages that must not fail."""
    return _memory.recall((agency_site.uid, language or get_language() or agency_site.default_language), None)


def chrome_for(request: HttpRequest) -> Chrome | None:
    """The chrome of the site a request came to; None where no site answers."""
    agency_site = getattr(request, "agency_site", None)
    return site_chrome(agency_site) if agency_site is not None else None


def _read_chrome(agency_site: AgencySite, language: str) -> Chrome:
    words, languages = _settings_of(agency_site, language)
    menu = _menu_of(agency_site, language)
    pages = _linked_pages(agency_site, language, menu)
    home = address_map.home_of(agency_site.pk, language)
    platform = (
        AgencySite.objects.filter(agency__key=PLATFORM_KEY)
        .exclude(agency=agency_site.agency_id)
        .select_related("agency")
        .order_by("pk")
        .first()
    )
    look, icon = look_of(agency_site), picture_of(words.icon, ICON)
    site_name = words.site_name or agency_site.name
    return Chrome(
        site_name=site_name,
        agency_name=words.site_name or agency_site.agency.names.get(language) or agency_site.agency.name,
        home_url=home.path_of(home.home_url_path) if home else "/",
        root_url=home.root_url if home else "",
        search_url=_address_of("search", home),
        report_url=_address_of("report_problem", home),
        statement_url=_address_of("accessibility_statement", home),
        menu=tuple(_links(menu.items.raw_data, pages, agency_site, menu.language)),
        footer_links=tuple(_links(menu.footer.raw_data, pages, agency_site, menu.language)),
        settings=_words(words, languages.get("social", language)),
        language=language,
        direction="rtl" if get_language_info(language)["bidi"] else "ltr",
        platform_name=platform.agency.names.get(language) or platform.name if platform else "",
        platform_url=_root_url(platform),
        **_of_look(look),
        icon_url=icon.src if icon else look.icon_url,
        icon_type="image/png" if icon and not words.icon.is_svg() else "image/svg+xml",
        logo=picture_of(words.logo, LOGO, alt=words.logo_alt or (site_name if words.logo_has_name else "")),
        logo_has_name=words.logo_has_name,
        sharing_picture=picture_of(words.sharing_image, SHARING),
        homes=tuple(_homes(agency_site)),
        languages=languages,
        alerts=alerts_of(agency_site, language),
        hosts=tuple(agency_site.domains.order_by("host").values_list("host", flat=True)),
        journeys=frozenset(words.journeys) if words.language == language else frozenset(),
    )


def _of_look(look: Look) -> dict[str, Any]:
    return {
        "theme_url": look.stylesheet_url,
        "theme_classes": look.classes,
        "theme_colour": look.colour,
        "theme_dark_colour": look.dark_colour,
    }


def _homes(agency_site: AgencySite) -> Iterator[Home]:
    """The home pages of a site that readers may open; none of them where the site has one language."""
    if len(agency_site.languages) < 2:
        return
    first = Page.objects.filter(pk=agency_site.site.root_page_id).values("translation_key")
    live = Page.objects.filter(translation_key__in=first, agency_id=agency_site.agency_id, depth=3, live=True)
    open_languages = set(live.values_list("locale__language_code", flat=True))
    for language in agency_site.languages:
        home = address_map.home_of(agency_site.pk, language)
        if home is not None and language in open_languages:
            yield Home(language, language_name(language), home.path_of(home.home_url_path))


def _settings_of(agency_site: AgencySite, language: str) -> tuple[SiteSettings, dict[str, str]]:
    """The settings in the language, with those in the site's default language where they are empty.

    With them the names of the latter, and their language.
    """
    stored = SiteSettings.objects.select_related(*SiteSettings.image_fields).filter(agency_site=agency_site)
    by_language = {row.language: row for row in stored}
    first = by_language.get(agency_site.default_language, SiteSettings())
    own = by_language.get(language, first)
    if own.logo is None:
        # Whether a logo shows the name is true of the one logo.
        own.logo_has_name = first.logo_has_name
    fields = (*_WORDS, "social", *SiteSettings.image_fields)
    borrowed = [name for name in fields if getattr(first, name) and (own is first or not getattr(own, name))]
    for name in borrowed:
        setattr(own, name, getattr(first, name))
    default_language = agency_site.default_language
    return own, {} if language == default_language else dict.fromkeys(borrowed, default_language)


def _menu_of(agency_site: AgencySite, language: str) -> Menu:
    """The menu in the language, otherwise the one in the site's default language."""
    menus = {menu.language: menu for menu in Menu.objects.filter(agency_site=agency_site)}
    return menus.get(language) or menus.get(agency_site.default_language) or Menu()


def page_ids_in(menu: Menu) -> set[int]:
    """The primary keys of all pages that a menu links to."""
    values = [item["value"] for stream in (menu.items, menu.footer) for item in stream.raw_data]
    values += [child["value"] for value in values for child in value.get("children") or []]
    return {value["page"] for value in values if value.get("page")}


def _linked_pages(agency_site: AgencySite, language: str, menu: Menu) -> dict[int, Page]:
    """The live pages a menu links to, by the primary key it names; in the language where they exist in it."""
    ids = page_ids_in(menu)
    if not ids:
        return {}
    named = Page.objects.filter(pk__in=ids, agency_id=agency_site.agency_id)
    if len(agency_site.languages) < 2:
        return {page.pk: page for page in named.filter(live=True)}
    keys = dict(named.values_list("translation_key", "pk"))
    found: dict[int, Page] = {}
    translations = Page.objects.filter(translation_key__in=keys, agency_id=agency_site.agency_id, live=True)
    in_language = models.Case(models.When(locale__language_code=language, then=1), default=0)
    # What is in the language comes last and so takes the place.
    for page in translations.annotate(in_language=in_language).order_by("in_language"):
        pk = keys[page.translation_key]
        if page.in_language or page.pk == pk:
            found[pk] = page
    return found


def _links(
    items: Iterable[Mapping[str, Any]], pages: Mapping[int, Page], agency_site: AgencySite, language: str
) -> Iterator[Link]:
    """The links of a menu in ``language``; one without words of its own has those of the page, and their language."""
    for item in items:
        value = item["value"]
        page = pages.get(value.get("page"))
        children = tuple(_links(value.get("children") or [], pages, agency_site, language))
        url = _url_of(page, agency_site) if page else value.get("url") or ""
        own_title = value.get("title")
        title = own_title or (page.title if page else "")
        # The page is gone or a draft: the links below it are still good.
        if title and (url or children):
            said_in = language if own_title or page is None else address_map.language_of(page.path)
            yield Link(title=title, url=url, children=children, language=said_in)


def _url_of(page: Page, agency_site: AgencySite) -> str:
    parts = page.get_url_parts()
    if parts is None:
        return ""
    site_id, root_url, path = parts
    return path if site_id == agency_site.site_id else root_url + path


def _words(stored: SiteSettings, language: str) -> Words:
    return Words(
        tagline=stored.tagline,
        contact_text=stored.contact_text,
        contact_email=stored.contact_email,
        contact_phone=stored.contact_phone,
        footer_text=stored.footer_text,
        accessibility_issues=stored.accessibility_issues,
        complaints_text=stored.complaints_text,
        social=tuple(
            Link(title=account["value"]["title"], url=account["value"]["url"], language=language)
            for account in stored.social.raw_data
        ),
    )


def _address_of(name: str, home: SiteAddress | None) -> str:
    """The path of a view of public hosts in the language of ``home``; empty where no app brings it."""
    try:
        path = reverse(name, urlconf="govcms.urls.public").removeprefix(get_script_prefix())
    except NoReverseMatch:
        return ""
    # The prefix under way may be that of another language than the one asked for.
    return f"{home.prefix if home else ''}/{path}"


def _root_url(agency_site: AgencySite | None) -> str:
    home = agency_site and address_map.home_of(agency_site.pk, agency_site.default_language)
    return f"{home.root_url}/" if home else ""
