"""Lists of pages: the children of a listing, the news and the names of all agencies."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageViewRestriction

from govcms.content.gathering import images_of
from govcms.content.linked import address_for
from govcms.content.listing_filters import filters_of, narrow
from govcms.content.models import (
    EventPage,
    ListingPage,
    NewsPage,
    OfficePage,
    PersonPage,
    PublicationPage,
    ServicePage,
)
from govcms.content.pictures import CARD, Picture, picture_of
from govcms.media.models import AgencyImage
from govcms.pages.models import Page
from govcms.pages.protection import behind_password
from tenants.addresses import address_map
from tenants.models import Agency, AgencySite
from tenants.scope import every_agency
from themes.filters import FilterGroup
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


# The types of which lists show more than title and summary; they are read with the rows, without what is long.
_TYPES_WITH_FACTS = (NewsPage, PublicationPage, EventPage, OfficePage, PersonPage, ServicePage)
_LONG = [
    f"{page_type._meta.model_name}__{field.name}"
    for page_type in _TYPES_WITH_FACTS
    for field in page_type._meta.local_fields
    if isinstance(field, StreamField | RichTextField) and field.name != "attachments"
]


def open_children(listing: ListingPage) -> QuerySet[Page]:
    """The pages below a listing that everybody may read, joined to what their types know of them.

    Events to come stand first, the next one first of all; then what has a day, the newest first; then the others as
    in the tree.
    """
    children: QuerySet[Page] = listing.get_children().filter(live=True)
    today = timezone.localdate()
    last_day = Coalesce("eventpage__ends_on", "eventpage__starts_on")
    return (
        children.exclude(Exists(PageViewRestriction.objects.filter(page_id=OuterRef("pk"))))
        .select_related(*(str(page_type._meta.model_name) for page_type in _TYPES_WITH_FACTS))
        .defer(*_LONG)
        .alias(last_day=last_day)
        .annotate(
            day=Coalesce("newspage__date", "publicationpage__date", "eventpage__starts_on"),
            when=Case(
                When(last_day__gte=today, then=Value("upcoming")),
                When(last_day__lt=today, then=Value("past")),
                output_field=CharField(),
            ),
            next=Case(When(last_day__gte=today, then=F("eventpage__starts_on"))),
        )
        .order_by(F("next").asc(nulls_last=True), F("day").desc(nulls_last=True), "path")
    )


def typed(row: Any) -> Any:
    """The page of its own type that was read with a row, or the row where lists need no more than that."""
    page_type = row.cached_content_type.model_class()
    return getattr(row, page_type._meta.model_name) if page_type in _TYPES_WITH_FACTS else row


def list_children(listing: ListingPage, request: HttpRequest) -> Listing:
    """One screen of a listing, narrowed as the address says.

    The number of queries does not depend on the number of children. Raises Http404 for a screen
    beyond the last.
    """
    children = open_children(listing)
    filters = filters_of(children, request.GET)
    chosen, groups = narrow(children, filters)
    screen = _screen(chosen, request.GET)
    pages = [typed(row) for row in screen.object_list]
    pictures = images_of({pk for page in pages if (pk := _picture_id(page))}, listing.agency_id)
    return Listing(
        items=[_item(page, listing.agency, pictures) for page in pages],
        total=screen.paginator.count,
        number=screen.number,
        pagination=page_links(number=screen.number, total=screen.paginator.num_pages, query=request.GET),
        groups=groups,
        clear_url=request.path if any(one.chosen for one in filters) else "",
    )


def _screen(pages: QuerySet[Any] | Sequence[Any], query: QueryDict) -> Any:
    raw = query.get("page", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 7 else 1
    try:
        return Paginator(pages, PER_PAGE).page(number)
    except EmptyPage as error:
        raise Http404 from error


def _picture_id(page: Any) -> int | None:
    return getattr(page, "picture_id", None)


def _item(page: Any, agency: Agency | None, pictures: dict[int, AgencyImage]) -> Item:
    facts = page.facts_for_readers()
    if isinstance(page, EventPage):
        page.agency = agency
        if page.is_past:
            facts.append(_("Over"))
    return Item(
        title=page.title,
        url=address_for(page),
        text=page.summary,
        # Where the facts say when, the day alone would say it again.
        date=getattr(page, "listed_on", None) if not facts else None,
        facts=tuple(facts),
        image=picture_of(pictures.get(_picture_id(page) or 0), CARD, alt=""),
    )


def latest_news(language: str) -> list[int]:
    """The primary keys of the newest public news of all live agencies, each once: in the language, where it has it."""
    with every_agency(reason="the portal lists what every agency has announced to the public"):
        same = NewsPage.objects.filter(live=True, translation_key=OuterRef("translation_key"))
        news = (
            NewsPage.objects.filter(live=True, withdrawn_at=None, agency__status=Agency.Status.LIVE)
            .exclude(behind_password())
            .exclude(~Q(locale__language_code=language), Exists(same.filter(locale__language_code=language)))
            .order_by("-date", "-pk")
        )
        return list(news.values_list("pk", flat=True)[:MAX_LATEST_NEWS])


def list_latest_news(request: HttpRequest) -> Listing:
    """One screen of the news of all agencies."""
    screen = _screen(latest_news(get_language()), request.GET)
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
                facts=(page.agency.name_for_readers,) if page.agency else (),
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
    for agency_site in sorted(first_sites.values(), key=lambda found: _sort_key(found.agency.name_for_readers)):
        home = address_map.home_of(agency_site.pk, agency_site.default_language)
        if home is not None and not agency_site.agency.is_platform:
            name = agency_site.agency.name_for_readers
            entry = {"title": name, "url": f"{home.root_url}/", "text": agency_site.agency.area}
            letters.setdefault(_letter(name), []).append(entry)
    return [{"letter": letter, "items": items} for letter, items in letters.items()]


def _sort_key(name: str) -> str:
    """``name`` for sorting: without accents and case."""
    return "".join(part for part in unicodedata.normalize("NFKD", name) if not unicodedata.combining(part)).casefold()


def _letter(name: str) -> str:
    first = _sort_key(name)[:1].upper()
    return first if first.isalpha() else "#"
