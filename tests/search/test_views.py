"""The search pages of agency sites and of the portal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from govcms.pages.models import Page, Topic
from search.engine import SearchEngine
from search.models import Entry
from search.outbox import catch_up
from search.query import MAX_QUERY_CHARS
from tenants.actions import suspend_agency
from tenants.models import Agency
from tests.content.kinds_of_pages import event
from tests.factories import ListingPageFactory, NewsPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

HEALTH, TRANSPORT, PORTAL = "health.gov.test", "transport.gov.test", "gov.test"


@pytest.fixture
def pages(index: SearchEngine, health_home: Page, transport_home: Page) -> None:
    """A page about the bus on each of two sites."""
    StandardPageFactory(parent=health_home, title="Bus to the hospital", summary="The bus stops at the door.")
    StandardPageFactory(parent=transport_home, title="Bus pass", summary="Ride the bus free.")
    catch_up()


def search(client: Client, host: str = HEALTH, **parameters: Any) -> str:
    """The page of results; it must answer 200."""
    catch_up()
    response = client.get("/search/", parameters, headers={"host": host})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def links(html: str) -> list[str]:
    """Where the hits lead."""
    return re.findall(r'class="search-result__link" href="([^"]*)"', html)


def test_a_site_finds_its_own_pages_only(client: Client, pages: None) -> None:
    html = search(client, q="bus")

    assert links(html) == ["/bus-to-the-hospital/"]
    assert "<mark>Bus</mark> to the hospital" in html
    assert "The <mark>bus</mark> stops at the door." in html
    assert "1 result<" in html
    assert "Bus pass" not in html


def test_all_of_government_is_a_link_away(client: Client, pages: None) -> None:
    html = search(client, q="bus", everywhere=1)

    assert sorted(links(html)) == ["/bus-to-the-hospital/", "http://transport.gov.test:8000/bus-pass/"]
    assert "2 results<" in html
    assert "Ministry of Health" in html
    assert "Transport Agency" in html
    assert 'href="?q=bus"' in html
    assert "everywhere=1" in search(client, q="bus")


def test_the_portal_finds_the_pages_of_all_agencies_and_narrows_to_one(
    client: Client, pages: None, platform: Agency
) -> None:
    assert len(links(search(client, PORTAL, q="bus"))) == 2
    narrowed = search(client, PORTAL, q="bus", agency="transport")

    assert links(narrowed) == ["http://transport.gov.test:8000/bus-pass/"]
    assert '<option value="transport" selected>Transport Agency (1)</option>' in narrowed
    assert '<option value="health">Ministry of Health (1)</option>' in narrowed


def test_agencies_are_called_as_in_the_language_of_the_reader(
    client: Client, pages: None, platform: Agency, transport: Agency
) -> None:
    transport.names = {"en": "Buses and Trains"}
    transport.save()

    html = search(client, PORTAL, q="bus")

    assert '<span class="search-result__agency">Buses and Trains</span>' in html
    assert '<option value="transport">Buses and Trains (1)</option>' in html


def test_a_site_cannot_be_made_to_search_another(client: Client, pages: None) -> None:
    assert links(search(client, HEALTH, q="bus", agency="transport")) == ["/bus-to-the-hospital/"]


@pytest.mark.parametrize("host", [HEALTH, PORTAL])
def test_drafts_restricted_pages_and_suspended_agencies_are_never_found(
    client: Client, pages: None, platform: Agency, host: str, health_home: Page, transport: Agency
) -> None:
    StandardPageFactory(parent=health_home, title="Bus draft", live=False)
    hidden = ListingPageFactory(parent=health_home, title="Bus section")
    StandardPageFactory(parent=hidden, title="Bus secret")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    suspend_agency(agency=transport)

    html = search(client, host, q="bus", everywhere=1)

    assert len(links(html)) == 1
    for word in ("draft", "section", "secret", "Bus pass", "Transport"):
        assert word not in html


def test_what_the_engine_has_not_heard_of_yet_is_not_shown(
    client: Client, pages: None, platform: Agency, transport: Agency
) -> None:
    suspend_agency(agency=transport)

    response = client.get("/search/", {"q": "bus"}, headers={"host": PORTAL})

    assert len(links(response.content.decode())) == 1


def test_filters_show_counts_and_keep_to_the_question(client: Client, pages: None, health_home: Page) -> None:
    topic = Topic.objects.create(key="travel", name="Travel & roads")
    page = StandardPageFactory(parent=health_home, title="Bus times")
    page.topics.add(topic)
    page.save_revision().publish()
    NewsPageFactory(parent=health_home, title="New bus")

    html = search(client, q="bus")
    narrowed = search(client, q="bus", topic="travel")
    news = search(client, q="bus", type="newspage")

    assert re.search(r"Travel &amp; roads\s*<span class=\"filters__count\">\(1\)", html)
    assert links(narrowed) == ["/bus-times/"]
    assert 'value="travel" checked' in narrowed
    assert links(news) == ["/new-bus/"]
    assert 'type="hidden" name="q" value="bus"' in news
    assert 'href="?q=bus"' in news


def test_results_come_in_pages(client: Client, pages: None, health_home: Page) -> None:
    StandardPageFactory.create_batch(24, parent=health_home)

    first, last = search(client, q="page"), search(client, q="page", page=3)
    beyond = search(client, q="page", page=99, type="standardpage")

    assert [len(links(html)) for html in (first, last, beyond)] == [10, 4, 4]
    assert "24 results<" in first
    assert 'href="?q=page&amp;page=2"' in first
    assert 'start="21"' in last
    assert "type=standardpage" in beyond


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1e3", "²"])
def test_a_page_number_that_is_none_is_the_first(client: Client, pages: None, number: str) -> None:
    assert links(search(client, q="bus", page=number)) == ["/bus-to-the-hospital/"]


def test_without_words_there_is_only_the_form(client: Client, pages: None) -> None:
    for html in (search(client), search(client, q=""), search(client, q=" \0 ")):
        assert 'name="q"' in html
        assert "result-count" not in html


def test_nothing_found_comes_with_help(client: Client, pages: None) -> None:
    html = search(client, q="zebra")

    assert "Nothing was found for “zebra”." in html
    assert "Check the spelling." in html
    assert "?q=zebra&amp;everywhere=1" in html


def test_a_correction_is_said(client: Client, pages: None) -> None:
    html = search(client, q="hospitl bus")

    assert "No page contains “hospitl”. These are results for “hospital”." in html


def test_a_question_that_is_too_long_is_refused_in_plain_words(client: Client, pages: None) -> None:
    html = search(client, q="b" * (MAX_QUERY_CHARS + 1))

    assert "Your search is too long. Use 200 characters or fewer." in html
    assert "result-count" not in html
    assert len(html) < 30_000


@pytest.mark.parametrize(
    "query", ["q=bus%00", "q=%ff%febus", "q=bus&agency=%00&type=%ff&topic=" + "x" * 5_000, "q=%ed%a0%80+bus"]
)
def test_broken_bytes_do_no_harm(client: Client, pages: None, query: str) -> None:
    catch_up()

    response = client.get(f"/search/?{query}", headers={"host": HEALTH})

    assert response.status_code == 200


def test_html_in_a_title_or_a_question_stays_text(client: Client, index: SearchEngine, health_home: Page) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    body = [{"type": "rich_text", "value": f"<p>{evil.replace('<', '&lt;')}</p>"}]
    StandardPageFactory(parent=health_home, title=f"Bus {evil}", slug="bus", summary=evil, body=body)

    html = search(client, q=f'bus alert "{evil}')

    assert links(html) == ["/bus/"]
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;" in html


def test_a_withdrawn_page_is_marked(client: Client, pages: None, health_home: Page) -> None:
    Entry.objects.filter(title="Bus to the hospital").update(withdrawn_on="2020-01-01")

    assert "Withdrawn" in search(client, q="bus")


def test_a_hit_in_another_language_says_so_to_screen_readers(client: Client, pages: None) -> None:
    Entry.objects.filter(title="Bus to the hospital").update(language="fr")

    html = search(client, q="bus", everywhere=1)

    assert '<a class="search-result__link" href="/bus-to-the-hospital/" hreflang="fr" lang="fr" dir="auto">' in html
    assert '<p class="search-result__snippet" lang="fr"><bdi>' in html
    assert html.count(' lang="') == 3  # The page itself is in English, and so is the other hit.


def test_when_the_engine_is_down_titles_are_searched_and_the_page_says_so(
    client: Client, pages: None, platform: Agency, lose_index: Callable[[], None]
) -> None:
    lose_index()

    response = client.get("/search/", {"q": "bus hospital"}, headers={"host": HEALTH})
    everywhere = client.get("/search/", {"q": "the bus", "type": "standardpage"}, headers={"host": PORTAL})

    html = response.content.decode()
    assert links(html) == ["/bus-to-the-hospital/"]
    assert "Only the titles of pages were searched." in html
    assert len(links(everywhere.content.decode())) == 2


def test_search_engines_are_told_not_to_keep_results(client: Client, pages: None) -> None:
    assert '<meta name="robots" content="noindex">' in search(client, q="bus")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client: Client, pages: None, method: str) -> None:
    assert getattr(client, method)("/search/", headers={"host": HEALTH}).status_code == 405


def _queries(client: Client, **parameters: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/search/", parameters, headers={"host": PORTAL})
    assert response.status_code == 200
    return len(queries)


def test_one_hit_costs_as_many_queries_as_a_page_full(
    client: Client, pages: None, platform: Agency, health_home: Page
) -> None:
    StandardPageFactory(parent=health_home, title="Zebra crossing")
    home = Entry.objects.get(title="Zebra crossing")
    catch_up()
    _queries(client, q="zebra")
    for_one = _queries(client, q="zebra")
    StandardPageFactory.create_batch(12, parent=health_home, title="Zebra crossing")
    catch_up()

    assert home.agency.key == "health"
    assert _queries(client, q="zebra") == for_one <= 4


def test_a_hit_shows_what_its_type_knows_instead_of_the_day_of_its_last_change(
    client: Client, index: SearchEngine, health_home: Page
) -> None:
    event(health_home)

    html = search(client, q="buses")

    assert "Event" in html
    assert '<li class="search-result__fact"><bdi>Wednesday 3 December 2036, 18:00 to 20:30</bdi></li>' in html
    assert html.count("<time") == 0
