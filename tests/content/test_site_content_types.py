"""Every page type from a site's files: fields, parts, steps, files, hours, and references in all of them."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from govcms.content.models import EventPage, GuidePage, OfficePage, PublicationPage, ServicePage, StepByStepPage
from govcms.content.site_content import FileSiteTemplate, SiteContent
from govcms.content.site_content.references import Resolver, day_to_come
from tenants.actions import create_agency, launch_site
from tenants.scope import tenant_scope
from tests.content.conftest import HOST

pytestmark = pytest.mark.django_db

LINK = '<p>See <a linktype="page" id="@page:/service/">the service</a>.</p>'
PAGES: dict[str, dict[str, Any]] = {
    "/": {"type": "home", "title": "{agency}"},
    "/guide/": {
        "type": "guide",
        "title": "Guide",
        "body": [
            {"title": "Overview", "body": [{"type": "rich_text", "value": LINK}]},
            {"title": "Overview", "body": []},
        ],
    },
    "/service/": {
        "type": "service",
        "title": "Service",
        "cost": "35 crowns",
        "what_you_need": LINK,
        "start_page": "@page:/guide/",
    },
    "/steps/": {
        "type": "step_by_step",
        "title": "Steps",
        "body": [{"title": "Read", "follows": "then", "links": [{"title": "Here", "page": "@page:/guide/"}]}],
    },
    "/report/": {
        "type": "publication",
        "title": "Report",
        "kind": "strategy",
        "date": datetime.date(2026, 3, 1),
        "attachments": [{"document": "@document:form", "pages": 3}],
    },
    "/event/": {"type": "event", "title": "Event", "starts_on_in_days": 12, "starts_at": datetime.time(18)},
    "/office/": {
        "type": "office",
        "title": "Office",
        "town": "Fellgate",
        "latitude": 59.437,
        "longitude": 24.7536,
        "opening_hours": [{"days": ["0"], "opens": "09:00", "closes": "12:00"}],
        "hours_exceptions": [{"first_day": datetime.date(2036, 12, 25), "reason": "Holiday"}],
    },
    "/person/": {"type": "person", "title": "Ada Marsh", "role": "Minister", "since": datetime.date(2025, 6, 1)},
}


@pytest.mark.parametrize(
    ("written", "year", "falls_on"),
    [
        ("2026-11-28", 2026, "2026-11-28"),
        ("2026-11-28", 2027, "2027-11-27"),
        ("2027-01-15", 2027, "2028-01-14"),
        ("2026-11-28", 2025, "2026-11-28"),
        ("2026-12-24", 2028, "2028-12-24"),
        ("2027-01-01", 2027, "2028-01-01"),
    ],
)
def test_days_of_a_season_move_with_the_year_of_the_launch(written: str, year: int, falls_on: str) -> None:
    assert str(day_to_come(datetime.date.fromisoformat(written), year=year)) == falls_on


def test_days_are_written_in_the_language_of_the_site() -> None:
    year = timezone.localdate().year
    day = day_to_come(datetime.date(2026, 12, 4), year=year)
    text = "{day:2026-12-04}, {date:2026-12-04}, {long_date:2026-12-04}"
    assert Resolver({}).resolve("{on:2026-12-04}") == day
    assert Resolver({}).resolve(text) == f"{day.day}, {day.day}\xa0December, {day.day}\xa0December {day.year}"
    assert Resolver({}, "fr").resolve("le {date:2026-12-04}") == f"le {day.day}\xa0décembre"


def test_every_type_comes_from_files(client: Client) -> None:
    content = SiteContent(name="Small", preset="civic", pages=PAGES, documents={"form": {"title": "F", "text": "# F"}})
    agency = create_agency(key="health", name="Health Office")
    template = FileSiteTemplate("small", content)
    launch_site(agency=agency, name=agency.name, host="health.gov.test", template=template, live=True)

    with tenant_scope(agency):
        service = ServicePage.objects.get()
        assert service.start_page_id == GuidePage.objects.get().pk
        assert f'id="{service.pk}"' in service.what_you_need
        assert [part.slug for part in GuidePage.objects.get().parts] == ["overview", "overview-2"]
        assert StepByStepPage.objects.get().body[0].value["links"][0]["title"] == "Here"
        assert PublicationPage.objects.get().attachments[0].value["document"].title == "F"
        assert EventPage.objects.get().starts_on == timezone.localdate() + datetime.timedelta(days=12)
        assert OfficePage.objects.get().week[0]["hours"][0]["closes"] == datetime.time(12)
    for path, words in {
        "/guide/": 'href="/service/"',
        "/service/": 'href="/guide/"',
        "/steps/": 'href="/guide/"',
        "/report/": "Strategy or plan",
        "/event/": "18:00",
        "/office/": "Holiday",
        "/person/": "Minister",
    }.items():
        response = client.get(path, headers=HOST)
        assert (response.status_code, words in response.content.decode()) == (200, True), path
