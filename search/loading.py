"""Pages of a corpus file written as pages of agencies, the same again however often it is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.text import Truncator, slugify
from wagtail.models import Locale

from govcms.content.models import HomePage, ListingPage, StandardPage
from govcms.pages.bulk import NewPage, rewrite_pages, write_pages
from govcms.pages.models import Page
from search.analysis import base_language
from search.corpus_file import FilePage
from tenants.actions import create_agency, launch_site
from tenants.models import RESERVED_KEYS, Agency, AgencySite, validate_key
from tenants.registry import find_site_template
from tenants.scope import tenant_scope
from tenants.tree import is_in_bin

# Pages in memory and in one transaction.
_CHUNK_SIZE = 500
_MAX_TITLE_CHARS = 255
_MAX_SUMMARY_CHARS = 300
_MAX_SLUG_CHARS = 200
_SMALL_WORDS = frozenset({"and", "for", "of", "the"})


@dataclass(slots=True)
class LoadCounts:
    """What became of the pages of a file."""

    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        """All pages that are there now."""
        return self.new + self.changed + self.same


# A page that others go below: stored, or about to be.
Parent = Page | NewPage


@dataclass(slots=True)
class _LoadedSite:
    """A site being filled, and the pages that others go below."""

    agency: Agency
    agency_site: AgencySite
    homes: dict[str, HomePage]
    # By language and the titles that lead there.
    sections: dict[tuple[str, tuple[str, ...]], Parent]


class CorpusLoader:
    """Writes pages site by site: each site an agency with a live site, each page below a listing of its section."""

    def __init__(self) -> None:
        self.counts = LoadCounts()
        self._sites: dict[str, _LoadedSite] = {}

    def load(self, pages: Iterable[FilePage]) -> None:
        """Write all pages; those that are there and have changed are written anew, the same ones left alone."""
        remaining = iter(pages)
        while chunk := list(islice(remaining, _CHUNK_SIZE)):
            by_site: defaultdict[str, dict[str, FilePage]] = defaultdict(dict)
            for page in chunk:
                # Of two lines with one address the later one counts.
                by_site[page.site][page.url] = page
            for key, of_site in by_site.items():
                self._load_site(key, of_site)

    @transaction.atomic
    def _load_site(self, key: str, pages: dict[str, FilePage]) -> None:
        if key not in self._sites:
            self._sites[key] = _open_site(key)
        site = self._sites[key]
        with tenant_scope(site.agency):
            existing = _existing(site.agency, list(pages))
            # What somebody deleted stays in the bin.
            kept = {url: there for url, there in existing.items() if not is_in_bin(there.path)}
            changed = [there for url, there in kept.items() if _take_over(there, pages[url])]
            if changed:
                rewrite_pages(pages=changed)
            _write_new(site, [page for url, page in pages.items() if url not in existing])
        self.counts.new += len(pages) - len(existing)
        self.counts.changed += len(changed)
        self.counts.same += len(existing) - len(changed)


def _write_new(site: _LoadedSite, pages: Sequence[FilePage]) -> None:
    """Write pages and the sections they lack, in one go below each page that is there already."""
    roots: dict[int, tuple[Page, list[NewPage]]] = {}

    def put_below(parent: Parent, node: NewPage) -> None:
        if isinstance(parent, NewPage):
            parent.children.append(node)
        else:
            roots.setdefault(parent.pk, (parent, []))[1].append(node)

    def section(code: str, titles: tuple[str, ...]) -> Parent:
        if not titles:
            return _home(site, code)
        if (code, titles) not in site.sections:
            listing = ListingPage(title=titles[-1], live=True, show_in_menus=len(titles) == 1)
            listing.locale = _locale(code)
            site.sections[code, titles] = node = NewPage(listing)
            put_below(section(code, titles[:-1]), node)
        return site.sections[code, titles]

    for page in pages:
        code = _platform_language(page.language) or site.agency_site.default_language
        titles = tuple(title[:_MAX_TITLE_CHARS] for title in page.section)
        put_below(section(code, titles), NewPage(_standard_page(page)))
    for parent, nodes in roots.values():
        write_pages(parent=parent, pages=nodes)
    for key, node in site.sections.items():
        site.sections[key] = node.page if isinstance(node, NewPage) else node


def _open_site(site: str) -> _LoadedSite:
    """The agency of a site and its live site; both made where they are missing."""
    key = _agency_key(site)
    agency = Agency.objects.filter(key=key).first() or create_agency(key=key, name=_name(site))
    agency_site = AgencySite.objects.filter(agency=agency).order_by("pk").first()
    if agency_site is None or agency.status == Agency.Status.DRAFT:
        host = agency_site.site.hostname if agency_site else f"{key}.{settings.BASE_HOST}"
        agency_site = launch_site(
            agency=agency, name=agency.name, host=host, template=find_site_template("blank"), live=True
        )
        agency.refresh_from_db()
    return _known_pages(agency, agency_site)


def _known_pages(agency: Agency, agency_site: AgencySite) -> _LoadedSite:
    """The home and listing pages that the site has."""
    homes = HomePage.objects.filter(translation_key=agency_site.site.root_page.translation_key)
    site = _LoadedSite(agency, agency_site, {home.locale.language_code: home for home in homes}, {})
    places: dict[str, tuple[str, tuple[str, ...]]] = {home.path: (code, ()) for code, home in site.homes.items()}
    for listing in ListingPage.objects.filter(agency=agency).order_by("path"):
        place = places.get(listing.path[: -listing.steplen])
        if place is not None:
            code, titles = place
            places[listing.path] = key = (code, (*titles, listing.title))
            site.sections.setdefault(key, listing)
    return site


def _agency_key(site: str) -> str:
    """The site's own key, if an agency can have it."""
    try:
        validate_key(site)
    except ValidationError:
        return f"site-{site}"
    return f"site-{site}" if site in RESERVED_KEYS else site


def _name(site: str) -> str:
    """A name from a key: short parts are nearly always initials."""
    parts = site.split("-")
    return " ".join(part if part in _SMALL_WORDS else part.upper() if len(part) < 4 else part.title() for part in parts)


def _home(site: _LoadedSite, code: str) -> HomePage:
    """The home page of the site in a language; made where it is missing."""
    if code not in site.homes:
        site.homes[code] = _add_home(site, site.agency_site.site.root_page, code)
    return site.homes[code]


def _add_home(site: _LoadedSite, default_home: Any, code: str) -> HomePage:
    # The address map must know the language before anybody is told of the page.
    site.agency_site.languages = [*dict.fromkeys([*site.agency_site.languages, code])]
    site.agency_site.save(update_fields=["languages"])
    home = HomePage(
        title=default_home.title,
        slug=f"home-{code}",
        locale=_locale(code),
        translation_key=default_home.translation_key,
        live=True,
    )
    write_pages(parent=default_home.get_parent(), pages=[NewPage(home)])
    return home


def _platform_language(code: str) -> str:
    """The language of the platform that a code of the file means; empty when there is none."""
    codes = [known for known, _name in settings.LANGUAGES]
    if code in codes:
        return code
    return next((known for known in codes if base_language(known) == base_language(code)), "")


@cache
def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _existing(agency: Agency, urls: Sequence[str]) -> dict[str, StandardPage]:
    pages = StandardPage.objects.filter(agency=agency, source_url__in=urls)
    return {page.source_url: page for page in pages}


def _standard_page(page: FilePage) -> StandardPage:
    made = StandardPage(slug=_slug(page), source_url=page.url, live=True)
    if page.date:
        made.first_published_at = page.date
    _take_over(made, page)
    return made


def _take_over(there: StandardPage, page: FilePage) -> bool:
    """Make a page say what the file says; whether that was a change."""
    title = Truncator(page.title).chars(_MAX_TITLE_CHARS)
    summary = Truncator(page.description).chars(_MAX_SUMMARY_CHARS)
    body = [("rich_text", html) for html in [_html(page.body_text)] if html]
    if (there.title, there.summary, list(_stored_blocks(there))) == (title, summary, body):
        return False
    there.title, there.summary = title, summary
    there.body = [{"type": name, "value": value} for name, value in body]
    return True


def _stored_blocks(page: StandardPage) -> Iterator[tuple[str, Any]]:
    for block in page.body.raw_data:
        yield block["type"], block["value"]


def _html(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def _slug(page: FilePage) -> str:
    last = page.url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return slugify(last, allow_unicode=True)[:_MAX_SLUG_CHARS].strip("-") or slugify(page.title, allow_unicode=True)[
        :_MAX_SLUG_CHARS
    ].strip("-")
