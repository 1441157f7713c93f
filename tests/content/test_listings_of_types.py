"""Lists of events, publications, people, offices and services: order, facts, filters, feeds, queries."""

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from govcms.content.models import ListingPage
from govcms.pages.models import Page
from tenants.models import Agency
from tests.content.conftest import HOST
from tests.content.kinds_of_pages import event, office, one_of_each, person, publication, service
from tests.content.test_listings import titles
from tests.factories import DocumentFactory, ListingPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(health_home: Page) -> ListingPage:
    """An empty list at /list/."""
    made: ListingPage = ListingPageFactory(parent=health_home, title="List", slug="list")
    return made


def items(client: Client, path: str = "/list/") -> dict[str, Any]:
    """What the list shows, by title."""
    return {item.title: item for item in client.get(path, headers=HOST).context["listing"].items}


def options(client: Client, name: str, path: str = "/list/") -> list[tuple[str, int | None]]:
    """The values of a filter with their counts."""
    groups = {group.name: group for group in client.get(path, headers=HOST).context["listing"].groups}
    return [(option.title, option.count) for option in groups[name].options if option.value]


def test_the_next_event_comes_first_and_past_ones_last(client: Client, listing: ListingPage) -> None:
    today = timezone.localdate()
    for name, days in (("Last year", -400), ("Yesterday", -1), ("Next month", 30), ("Next week", 7)):
        event(listing, title=name, slug=name.lower().replace(" ", "-"), starts_on=today + datetime.timedelta(days=days))
    begun = today - datetime.timedelta(days=2)
    event(listing, title="This week", slug="now", starts_on=begun, ends_on=today, starts_at=None, ends_at=None)

    assert titles(client, "/list/") == ["This week", "Next week", "Next month", "Yesterday", "Last year"]
    assert titles(client, "/list/?when=upcoming") == ["This week", "Next week", "Next month"]
    assert titles(client, "/list/?when=past") == ["Yesterday", "Last year"]
    assert options(client, "when") == [("Past", 2), ("Upcoming", 3)]
    shown = items(client)
    assert shown["Yesterday"].facts[-1] == "Over"
    assert "Over" not in shown["This week"].facts
    assert "Town hall, room 3" in shown["Next week"].facts


def test_publications_narrow_by_kind_and_year_together(client: Client, listing: ListingPage, health: Agency) -> None:
    document = DocumentFactory(agency=health, title="The report")
    for number, (kind, year) in enumerate([("report", 2025), ("report", 2026), ("form", 2026)]):
        day = datetime.date(year, 3, 4)
        publication(listing, document=document, title=f"{kind} {year}", slug=f"p{number}", kind=kind, date=day)

    assert titles(client, "/list/?kind=report") == ["report 2026", "report 2025"]
    assert titles(client, "/list/?kind=report&kind=form&year=2026") == ["report 2026", "form 2026"]
    assert options(client, "kind", "/list/?year=2026") == [("Form", 1), ("Report", 1)]
    assert options(client, "year", "/list/?kind=report") == [("2026", 1), ("2025", 1)]
    assert items(client)["form 2026"].facts == ("Form", "4 March 2026")


def test_people_and_offices_narrow_by_what_they_are(client: Client, listing: ListingPage) -> None:
    person(listing, title="Ada", slug="ada", role="Minister", unit="Cabinet")
    person(listing, title="Bo", slug="bo", role="Head of unit", unit="Hospitals")
    office(listing, title="North", slug="north", town="Fellgate")
    office(listing, title="South", slug="south", town="Brill")

    assert titles(client, "/list/?unit=Cabinet") == ["Ada"]
    assert titles(client, "/list/?role=Head+of+unit") == ["Bo"]
    assert titles(client, "/list/?town=Brill") == ["South"]
    assert options(client, "town") == [("Brill", 1), ("Fellgate", 1)]
    assert items(client)["Ada"].facts == ("Minister", "Cabinet")


@pytest.mark.parametrize("query", ["?when=never", "?kind=%00", "?town=nowhere", f"?role={'x' * 400}", "?unit="])
def test_nonsense_in_the_address_does_no_harm(client: Client, listing: ListingPage, query: str) -> None:
    event(listing)
    person(listing)
    office(listing)

    assert client.get(f"/list/{query}", headers=HOST).status_code == 200


def test_all_types_together_cost_the_same_however_many_there_are(
    client: Client, django_assert_num_queries, listing: ListingPage, health: Agency, fares: Page
) -> None:
    document = DocumentFactory(agency=health)
    one_of_each(listing, page=fares, image=None, document=document)
    client.get("/list/", headers=HOST)
    # Host, page, its table, facts, journeys; types, seven filters, total, screen.
    with django_assert_num_queries(15):
        client.get("/list/", headers=HOST)

    for number in range(5):
        event(listing, slug=f"event-{number}")
        service(listing, page=fares, slug=f"service-{number}")
        publication(listing, document=document, slug=f"publication-{number}")
    with django_assert_num_queries(15):
        client.get("/list/", headers=HOST)


def test_the_feed_tells_when_an_event_is_and_carries_the_file_of_a_publication(
    client: Client, listing: ListingPage, health: Agency
) -> None:
    event(listing)
    publication(listing, document=DocumentFactory(agency=health))

    channel = ElementTree.fromstring(client.get("/list/feed/", headers=HOST).content)  # noqa: S314 - our own answer
    found = {item.findtext("title"): item for item in channel.iter("item")}

    meeting = found["Meeting about the buses"]
    assert "Wednesday 3 December 2036, 18:00 to 20:30" in meeting.findtext("description", "")
    assert "2036" not in meeting.findtext("pubDate", "")
    report = found["State of the buses"]
    assert "04 Mar 2026" in report.findtext("pubDate", "")
    enclosure = report.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("url", "").startswith("http://health.gov.test:8000/documents/")
