"""Guides, services, step by steps, publications, events, offices and people as readers get them."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from govcms.content.models import StandardPage
from govcms.pages.models import Page
from tenants.models import Agency
from tests.content.conftest import HOST
from tests.content.kinds_of_pages import one_of_each
from tests.content.test_serving import WARM
from tests.factories import DocumentFactory, ImageFactory, PersonPageFactory

pytestmark = pytest.mark.django_db

SHOWN = {
    "guide": ["Your bus pass", "Overview", "Everybody over sixty", 'href="/guide/what-it-costs/"', "/guide/print/"],
    "service": [
        "People over sixty", "12 crowns", "Five working days", "A picture", '<a href="/fares/">The fee</a>',
        'href="https://apply.example/bus-pass?from=site"', "Apply now", "It takes ten minutes.", "Come to an office.",
        "We answer every question.",
    ],
    "steps": [
        "Check what it costs", 'href="/fares/"', "Instead of step 1:", "Not everybody has to do this", "Step 2:",
        'href="https://transport.gov.test/register/"', "Free",
    ],
    "publication": [
        "Report", "4 March 2026", "ISBN 978-3-16-148410-0", "/documents/", "24 pages", "Welsh",
        "mailto:formats@health.example", "Nine in ten buses",
    ],
    "event": [
        "Wednesday 3 December 2036, 18:00 to 20:30", "Town hall, room 3", "1 Market Square<br>Fellgate",
        "https://meet.example/buses", "https://book.example/buses", "/event/calendar.ics", "there is tea",
    ],
    "office": [
        "1 Market Square<br>FG1 2AB Fellgate", "tel:+442079460018", "mailto:fellgate@health.example", "Monday",
        "09:00", "13:00", "by appointment", "Closed", "25 December 2036", "Holidays", "hearing loop",
        "https://www.openstreetmap.org/?mlat=59.437000&amp;mlon=24.753600",
    ],
    "person": ["Ada Marsh", "Minister of Health", "Cabinet", "1 June 2025", "mailto:minister@health.example", "nurse"],
}  # fmt: skip


@pytest.fixture
def kinds(health: Agency, health_home: Page, fares: StandardPage) -> dict[str, Any]:
    """A page of each type."""
    image, document = ImageFactory(agency=health, alt_text="A bus"), DocumentFactory(agency=health, title="The report")
    return one_of_each(health_home, page=fares, image=image, document=document)


def test_each_type_shows_all_that_was_written(client: Client, kinds: dict[str, Any]) -> None:
    assert set(kinds) == set(SHOWN)
    for slug, words in SHOWN.items():
        html = client.get(f"/{slug}/", headers=HOST).content.decode()
        assert [each for each in words if each not in html] == [], slug
        assert html.count("<h1") == 1, slug
    assert "Long ago" not in client.get("/office/", headers=HOST).content.decode()


def structured(html: str) -> list[Any]:
    """The data blocks of a page."""
    return [json.loads(data) for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]


def test_search_engines_are_told_what_each_page_is_about(client: Client, kinds: dict[str, Any]) -> None:
    about = {slug: structured(client.get(f"/{slug}/", headers=HOST).content.decode()) for slug in kinds}

    assert {slug: data[0]["@type"] for slug, data in about.items()} == {
        "guide": "Article", "service": "GovernmentService", "steps": "HowTo", "publication": "Report",
        "event": "Event", "office": "GovernmentOffice", "person": "Person",
    }  # fmt: skip
    assert all(data[1]["@type"] == "BreadcrumbList" for data in about.values())
    assert about["service"][0]["availableChannel"]["serviceUrl"] == "https://apply.example/bus-pass?from=site"
    assert about["event"][0]["startDate"] == "2036-12-03T18:00:00+00:00"
    assert about["event"][0]["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    monday = about["office"][0]["openingHoursSpecification"][0]
    assert (monday["dayOfWeek"][0], monday["opens"], monday["closes"]) == (
        "https://schema.org/Monday",
        "13:00",
        "17:30",
    )
    assert about["office"][0]["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification", "validFrom": "2036-12-25", "validThrough": "2036-12-26",
            "opens": "00:00", "closes": "00:00",
        }
    ]  # fmt: skip
    assert about["publication"][0]["encoding"][0]["contentUrl"].startswith("http://health.gov.test:8000/documents/")
    assert about["person"][0]["jobTitle"] == "Minister of Health"


def test_data_blocks_cannot_be_broken_out_of(client: Client, health_home: Page) -> None:
    title = "</script><script>alert(1)</script>"
    PersonPageFactory(parent=health_home, title=title, slug="ada", role="\u2028 & <!--")

    html = client.get("/ada/", headers=HOST).content.decode()

    assert "<script>alert" not in html
    assert structured(html)[0]["name"] == title


def test_a_file_is_public_as_long_as_its_publication_is(client: Client, kinds: dict[str, Any]) -> None:
    page = kinds["publication"]
    address = page.attachments[0].value["document"].url

    assert client.get(address, headers=HOST).status_code == 200
    page.unpublish()
    assert client.get(address, headers=HOST).status_code == 404


def test_types_take_no_more_queries_than_a_standard_page(
    client: Client, django_assert_max_num_queries, kinds: dict[str, Any], bus_pass: StandardPage
) -> None:
    for slug in kinds:
        for path in (f"/{slug}/", "/guide/print/", "/guide/what-it-costs/"):
            client.get(path, headers=HOST)
            with django_assert_max_num_queries(WARM):
                client.get(path, headers=HOST)
