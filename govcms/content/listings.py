"""Lists of pages: the children of a listing, the news and the names of all agencies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from govcms.content.gathering import images_of
from govcms.content.linked import address_for
from govcms.content.models import ListingPage, NewsPage
from govcms.content.pictures import CARD, Picture, picture_of
from govcms.media.models import AgencyImage
from govcms.pages.models import Page
from tenants.addresses import address_map
from tenants.models import Agency, AgencySite
from tenants.scope import every_agency
from themes.filters import FilterGroup, FilterOption
from themes.pagination import Pagination, page_links

PER_PAGE = 20
# Older announcements are found by search and in the lists of their agencies.
MAX_LATEST_NEWS = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One page in a list, for components/listing_item.html."""

    title: str
    url: str
    text: str = ""
    date: date | None = None
    facts: tuple[str, ...] = ()
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One screen of a list and how to narrow it and turn its pages."""

    items: list[Item]
    total: int
    number: int
    pagination: Pagination
    groups: list[FilterGroup] = field(default_factory=list)
    clear_url: str = ""


def open_children(listing: ListingPage) -> QuerySet[Page]:
    """The pages below a listing that everybody may read: news by date, newest first, then the others as in the tree."""
    children: QuerySet[Page] = listing.get_children().filter(live=True)
    return (
        children.exclude(Exists(PageViewRestriction.objects.filter(page_id=OuterRef("pk"))))
        .annotate(day=F("newspage__date"), picture=F("newspage__image_id"))
        .order_by(F("day").desc(nulls_last=True), "path")
    )


def list_children(listing: ListingPage, request: HttpRequest) -> Listing:
    """One screen of a listing, narrowed as the address says.

    The number of queries does not depend on the number of children. Raises Http404 for a screen
    beyond the last.
    """
    children = open_children(listing)
    topics, year = _chosen_topics(request.GET), _chosen_year(request.GET)
    of_topic = children.filter(topics__key__in=topics).distinct() if topics else children
    of_year = children.filter(day__year=year) if year else children
    chosen = of_topic.filter(day__year=year) if year else of_topic
    groups = [*_topic_group(of_year, topics), *_year_group(of_topic, year)]
    screen = _screen(chosen, request.GET)
    pictures = _pictures_of(screen.object_list, listing.agency_id)
    return Listing(
        items=[_item(page, pictures) for page in screen.object_list],
        total=screen.paginator.count,
        number=screen.number,
        pagination=page_links(number=screen.number, total=screen.paginator.num_pages, query=request.GET),
        groups=groups,
        clear_url=request.path if topics or year else "",
    )


def _chosen_topics(query: QueryDict) -> list[str]:
    return [key for key in query.getlist("topic")[:20] if key and len(key) <= 60 and "\x00" not in key]


def _chosen_year(query: QueryDict) -> int | None:
    raw = query.get("year", "")
    return int(raw) if len(raw) == 4 and raw.isascii() and raw.isdigit() and int(raw) else None


def _screen(pages: QuerySet[Any] | Sequence[Any], query: QueryDict) -> Any:
    raw = query.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    try:
        return Paginator(pages, PER_PAGE).page(number)
    except EmptyPage as error:
        raise Http404 from error


def _topic_group(pages: QuerySet[Page], chosen: Sequence[str]) -> list[FilterGroup]:
    counts = pages.order_by().values("topics__key", "topics__name").annotate(total=Count("pk", distinct=True))
    options = tuple(
        FilterOption(row["topics__key"], row["topics__name"], row["total"], row["topics__key"] in chosen)
        for row in counts.order_by("topics__name")
        if row["topics__key"]
    )
    return [FilterGroup("topic", _("Topic"), "checkboxes", options)] if options else []


def _year_group(pages: QuerySet[Page], chosen: int | None) -> list[FilterGroup]:
    years = (
        pages.order_by().filter(day__isnull=False).annotate(year=ExtractYear("day")).values("year")
        .annotate(total=Count("pk", distinct=True)).order_by("-year")
    )  # fmt: skip
    options = [FilterOption(str(row["year"]), str(row["year"]), row["total"], row["year"] == chosen) for row in years]
    if len(options) < 2 and chosen is None:
        return []
    every = FilterOption("", _("Any year"), selected=chosen is None)
    return [FilterGroup("year", _("Year"), "select", (every, *options))]


def _pictures_of(pages: Iterable[Any], agency_id: int) -> dict[int, AgencyImage]:
    return images_of({page.picture for page in pages if page.picture}, agency_id)


def _item(page: Any, pictures: dict[int, AgencyImage]) -> Item:
    return Item(
        title=page.title,
        url=address_for(page),
        text=page.summary,
        date=page.day,
        image=picture_of(pictures.get(page.picture), CARD, alt="") if page.picture else None,
    )


def latest_news() -> list[int]:
    """The primary keys of the newest public news of all live agencies."""
    with every_agency(reason="the portal lists what every agency has announced to the public"):
        # An outer reference has no type of its own to look `startswith` up in.
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        hidden = PageViewRestriction.objects.alias(news_path=path).filter(news_path__startswith=F("page__path"))
        news = (
            NewsPage.objects.filter(live=True, withdrawn_at=None, agency__status=Agency.Status.LIVE)
            .exclude(Exists(hidden))
            .order_by("-date", "-pk")
        )
        return list(news.values_list("pk", flat=True)[:MAX_LATEST_NEWS])


def list_latest_news(request: HttpRequest) -> Listing:
    """One screen of the news of all agencies."""
    screen = _screen(latest_news(), request.GET)
    with every_agency(reason="the portal lists what every agency has announced to the public"):
        pages = NewsPage.objects.defer("body").select_related("agency").in_bulk(list(screen.object_list))
    shown = [pages[pk] for pk in screen.object_list if pk in pages]
    return Listing(
        items=[
            Item(
                title=page.title,
                url=address_for(page),
                text=page.summary,
                date=page.date,
                facts=(page.agency.name,) if page.agency else (),
            )
            for page in shown
            # An agency may be live before its site is.
            if page.site_address is not None
        ],
        total=screen.paginator.count,
        number=screen.number,
        pagination=page_links(number=screen.number, total=screen.paginator.num_pages, query=request.GET),
    )


def live_agencies() -> list[dict[str, Any]]:
    """All live agencies with a site by their first letter, for components/a_z_list.html."""
    sites = (
        AgencySite.objects.filter(agency__status=Agency.Status.LIVE)
        .select_related("agency")
        .order_by("agency_id", "pk")
    )
    first_sites: dict[int, AgencySite] = {}
    for agency_site in sites:
        first_sites.setdefault(agency_site.agency_id, agency_site)
    letters: dict[str, list[dict[str, str]]] = {}
    for agency_site in sorted(first_sites.values(), key=lambda found: _sort_key(found.agency.name)):
        home = address_map.home_of(agency_site.pk, agency_site.default_language)
        if home is not None and not agency_site.agency.is_platform:
            entry = {"title": agency_site.agency.name, "url": f"{home.root_url}/", "text": agency_site.agency.area}
            letters.setdefault(_letter(agency_site.agency.name), []).append(entry)
    return [{"letter": letter, "items": items} for letter, items in letters.items()]


def _sort_key(name: str) -> str:
    """``name`` for sorting: without accents and case."""
    return "".join(part for part in unicodedata.normalize("NFKD", name) if not unicodedata.combining(part)).casefold()


def _letter(name: str) -> str:
    first = _sort_key(name)[:1].upper()
    return first if first.isalpha() else "#"
