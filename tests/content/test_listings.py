"""Listings with filters and pages, their feeds, and the lists of the portal."""

import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from govcms.content.models import AgenciesPage, LatestNewsPage, ListingPage, StandardPage
from govcms.pages.models import Page, Topic
from tenants.actions import suspend_agency
from tenants.models import Agency
from tests.conftest import home_of
from tests.content.conftest import HOST
from tests.factories import AgencyFactory, ListingPageFactory, NewsPageFactory, StandardPageFactory, launched

pytestmark = pytest.mark.django_db
PORTAL = {"host": "gov.test"}


@pytest.fixture
def news(health_home: Page) -> ListingPage:
    """A listing with news of two years and a page without a date."""
    listing: ListingPage = ListingPageFactory(parent=health_home, title="News", slug="news", summary="What is new.")
    for day in (datetime.date(2025, 5, 1), datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)):
        NewsPageFactory(parent=listing, title=f"News of {day}", slug=f"news-{day}", date=day)
    StandardPageFactory(parent=listing, title="About our news", slug="about-our-news")
    return listing


def titles(client: Client, path: str, headers: dict[str, str] = HOST) -> list[str]:
    """The titles in the list at ``path``, in its order."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return [item.title for item in response.context["listing"].items]


def test_the_newest_come_first_and_pages_without_a_day_last(client: Client, news: ListingPage) -> None:
    assert titles(client, "/news/") == [
        "News of 2026-03-01", "News of 2026-02-01", "News of 2025-05-01", "About our news",
    ]  # fmt: skip


def test_drafts_and_protected_pages_are_not_listed(client: Client, news: ListingPage) -> None:
    draft, protected = news.get_children().order_by("path")[:2]
    draft.specific.unpublish()
    PageViewRestriction.objects.create(page=protected, restriction_type="password", password="x")

    assert titles(client, "/news/") == ["News of 2026-03-01", "About our news"]
    assert "2026-02-01" not in client.get("/news/feed/", headers=HOST).content.decode()


def test_a_year_and_topics_narrow_the_list_and_carry_counts(client: Client, news: ListingPage) -> None:
    buses, trains = (Topic.objects.create(key=key, name=key.title()) for key in ("buses", "trains"))
    first, second, _third, _about = (page.specific for page in news.get_children().order_by("path"))
    for page, topics in ((first, [buses]), (second, [buses, trains])):
        page.topics.set(topics)
        page.save()

    assert titles(client, "/news/?year=2026") == ["News of 2026-03-01", "News of 2026-02-01"]
    assert titles(client, "/news/?topic=buses&year=2026") == ["News of 2026-02-01"]
    assert titles(client, "/news/?topic=buses&topic=trains") == ["News of 2026-02-01", "News of 2025-05-01"]
    groups = {group.name: group for group in client.get("/news/", headers=HOST).context["listing"].groups}
    assert [(option.title, option.count) for option in groups["topic"].options] == [
        ("Buses", 2),
        ("Trains", 1),
    ]
    assert [(option.title, option.count) for option in groups["year"].options][1:] == [
        ("2026", 2),
        ("2025", 1),
    ]


@pytest.mark.parametrize("query", ["?year=abc", "?year=0000", "?topic=%00", "?topic=nothing", "?page=x", "?page=0"])
def test_nonsense_in_the_address_does_no_harm(client: Client, news: ListingPage, query: str) -> None:
    assert client.get(f"/news/{query}", headers=HOST).status_code in {200, 404}


def test_twenty_to_a_screen(client: Client, news: ListingPage) -> None:
    for number in range(18):
        StandardPageFactory(parent=news, title=f"Page {number}", slug=f"page-{number}")

    assert len(titles(client, "/news/")) == 20
    assert len(titles(client, "/news/?page=2")) == 2
    second = client.get("/news/?page=2", headers=HOST).content.decode()
    assert '<link rel="canonical" href="http://health.gov.test:8000/news/?page=2">' in second
    assert "<title>News (page 2)" in second
    assert client.get("/news/?page=3", headers=HOST).status_code == 404


@pytest.mark.parametrize("children", [1, 30])
def test_a_listing_costs_the_same_however_many_pages_it_has(
    client: Client, health_home: Page, django_assert_num_queries, children: int
) -> None:
    listing = ListingPageFactory(parent=health_home, slug="list")
    for number in range(children):
        NewsPageFactory(parent=listing, slug=f"news-{number}")
    client.get("/list/", headers=HOST)

    # Host, page, its table, facts, journeys; types, topics, years, total, screen.
    with django_assert_num_queries(10):
        client.get("/list/", headers=HOST)


def test_the_feed_has_the_newest_with_whole_addresses(client: Client, news: ListingPage) -> None:
    response = client.get("/news/feed/", headers=HOST)

    assert response.headers["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314 - our own answer
    assert channel is not None
    assert next(channel.iter("item")).findtext("title") == "News of 2026-03-01"
    assert channel.findtext("link") == "http://health.gov.test:8000/news/"
    assert all(
        item.findtext("link", "").startswith("http://health.gov.test:8000/news/") for item in channel.iter("item")
    )
    assert 'href="http://health.gov.test:8000/news/feed/"' in client.get("/news/", headers=HOST).content.decode()


def test_only_listings_have_feeds_and_protected_ones_have_none(
    client: Client, news: ListingPage, fares: StandardPage
) -> None:
    assert client.get("/fares/feed/", headers=HOST).status_code == 404
    assert client.get("/feed/", headers=HOST).status_code == 404

    PageViewRestriction.objects.create(page=news, restriction_type="password", password="x")

    assert client.get("/news/feed/", headers=HOST).status_code == 404


def test_the_portal_lists_the_public_news_of_live_agencies(
    client: Client, platform: Agency, news: ListingPage, transport: Agency
) -> None:
    home_of(platform).add_child(instance=LatestNewsPage(title="Latest news", slug="latest"))
    timetable = NewsPageFactory(parent=home_of(transport), title="New timetable", date=datetime.date(2026, 2, 15))
    hidden = ListingPageFactory(parent=home_of(transport))
    NewsPageFactory(parent=hidden, title="Not yet", date=datetime.date(2026, 2, 16))
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    NewsPageFactory(parent=home_of(transport), title="Draft", live=False, date=datetime.date(2026, 2, 17))

    assert titles(client, "/latest/", PORTAL) == [
        "News of 2026-03-01", "New timetable", "News of 2026-02-01", "News of 2025-05-01",
    ]  # fmt: skip
    html = client.get("/latest/", headers=PORTAL).content.decode()
    assert "Transport Agency" in html
    assert f'href="http://transport.gov.test:8000/{timetable.slug}/"' in html

    suspend_agency(agency=transport)

    assert "New timetable" not in titles(client, "/latest/", PORTAL)


def test_the_portal_names_an_announcement_once_in_its_own_language(
    client: Client, platform: Agency, news: ListingPage
) -> None:
    home_of(platform).add_child(instance=LatestNewsPage(title="Latest news", slug="latest"))
    french = Locale.objects.create(language_code="fr")
    english = news.get_children().get(title="News of 2026-03-01")
    versions = {"De mars": {"translation_key": english.translation_key}, "En français": {}}
    for title, key in versions.items():
        NewsPageFactory(parent=news, title=title, locale=french, date=datetime.date(2026, 4, 1), **key)

    assert titles(client, "/latest/", PORTAL)[:2] == ["En français", "News of 2026-03-01"]


def test_the_a_to_z_names_live_agencies_with_a_site(
    client: Client, platform: Agency, health: Agency, transport: Agency
) -> None:
    home_of(platform).add_child(instance=AgenciesPage(title="Agencies", slug="agencies"))
    launched(AgencyFactory(key="draft", name="Draft Agency"), live=False)
    launched(AgencyFactory(key="eau", name="Éau et forêts"))

    letters = client.get("/agencies/", headers=PORTAL).context["letters"]

    names = {group["letter"]: [item["title"] for item in group["items"]] for group in letters}
    assert names == {"E": ["Éau et forêts"], "M": ["Ministry of Health"], "T": ["Transport Agency"]}
    assert letters[1]["items"][0]["url"] == "http://health.gov.test:8000/"


def test_portal_pages_belong_to_the_portal(platform: Agency, health_home: Page) -> None:
    for page_type in (AgenciesPage, LatestNewsPage):
        assert page_type.can_create_at(home_of(platform))
        assert not page_type.can_create_at(health_home)
