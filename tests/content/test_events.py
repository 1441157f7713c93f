"""Events: when they are, whether they are over, and their file for calendars."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govcms.content.event_times import words_of_times
from govcms.content.models import EventPage
from govcms.pages.models import Page
from tenants.models import Agency
from tests.content.conftest import HOST
from tests.content.kinds_of_pages import event

DAY, NEXT = datetime.date(2036, 12, 3), datetime.date(2036, 12, 4)
SIX, EIGHT = datetime.time(18), datetime.time(20)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ((DAY, None, None, None), "Wednesday 3 December 2036"),
        ((DAY, SIX, None, None), "Wednesday 3 December 2036, 18:00"),
        ((DAY, SIX, DAY, EIGHT), "Wednesday 3 December 2036, 18:00 to 20:00"),
        ((DAY, None, NEXT, None), "Wednesday 3 December 2036 to Thursday 4 December 2036"),
        ((DAY, SIX, NEXT, None), "Wednesday 3 December 2036, 18:00 to Thursday 4 December 2036"),
        ((DAY, SIX, NEXT, EIGHT), "Wednesday 3 December 2036, 18:00 to Thursday 4 December 2036, 20:00"),
    ],
)
def test_times_read_as_people_write_them(times: Any, words: str) -> None:
    assert words_of_times(*times) == words


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"ends_on": datetime.date(2036, 12, 2)}, "ends_on", "before the first"),
        ({"ends_at": datetime.time(17)}, "ends_at", "before it begins"),
        ({"ends_at": SIX}, "ends_at", "before it begins"),
        ({"starts_at": None}, "starts_at", "Say when it begins"),
        ({"online_url": "javascript:alert(1)"}, "online_url", "whole web address"),
        ({"booking_url": "ftp://files.example/"}, "booking_url", "whole web address"),
        ({"title": "x" * 400}, "title", "at most 255"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_is_refused_at_its_field(
    health_home: Page, fields: dict[str, Any], where: str, message: str
) -> None:
    made = event(health_home)
    for name, value in fields.items():
        setattr(made, name, value)

    with pytest.raises(ValidationError) as caught:
        made.full_clean()

    assert message in " ".join(caught.value.message_dict[where])


def calendar(client: Client, path: str = "/event/calendar.ics") -> list[str]:
    """The lines of the file, unfolded."""
    response = client.get(path, headers=HOST)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.django_db
def test_the_calendar_file_has_the_agencys_time_in_the_worlds(
    client: Client, health: Agency, health_home: Page
) -> None:
    Agency.objects.filter(pk=health.pk).update(time_zone="Europe/Tallinn")
    made = event(health_home, summary="Tea; cake, and “buses” 🚌: " + "long " * 30)

    lines = calendar(client)

    for line in (
        f"UID:{made.uid}", "DTSTART:20361203T160000Z", "DTEND:20361203T183000Z", "STATUS:CONFIRMED",
        "SUMMARY:Meeting about the buses", "LOCATION:Town hall\\, room 3\\, 1 Market Square\\, Fellgate",
        "URL:http://health.gov.test:8000/event/",
    ):  # fmt: skip
        assert line in lines, line
    assert any(line.startswith("DESCRIPTION:Tea\\; cake\\, and “buses” 🚌") for line in lines)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


@pytest.mark.django_db
def test_whole_days_end_on_the_day_after(client: Client, health_home: Page) -> None:
    event(health_home, starts_at=None, ends_at=None, ends_on=NEXT, title="Fair\r\nBEGIN:VEVENT")

    lines = calendar(client)

    assert "DTSTART;VALUE=DATE:20361203" in lines
    assert "DTEND;VALUE=DATE:20361205" in lines
    assert lines.count("BEGIN:VEVENT") == 1


@pytest.mark.django_db
def test_a_cancelled_event_says_so_everywhere_and_a_past_one_offers_nothing(client: Client, health_home: Page) -> None:
    event(health_home, is_cancelled=True, cancelled_reason="The room is flooded.")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    event(health_home, slug="past", starts_on=yesterday)

    cancelled = client.get("/event/", headers=HOST).content.decode()
    past = client.get("/past/", headers=HOST).content.decode()

    assert "The room is flooded." in cancelled
    assert "book.example" not in cancelled
    assert "EventCancelled" in cancelled
    assert "STATUS:CANCELLED" in calendar(client)
    assert "This event is over" in past
    assert "calendar.ics" not in past


@pytest.mark.django_db
def test_the_file_is_as_open_as_the_page(client: Client, health_home: Page) -> None:
    made = event(health_home)
    restriction = PageViewRestriction.objects.create(page=made, restriction_type="password", password="correct horse")

    assert client.get("/event/calendar.ics", headers=HOST).status_code == 404
    client.post(
        f"/password/{restriction.pk}/{made.pk}/", {"password": "correct horse", "return_url": "/event/"}, headers=HOST
    )
    response = client.get("/event/calendar.ics", headers=HOST)
    assert (response.status_code, "private" in response.headers["Cache-Control"]) == (200, True)

    EventPage.objects.get().unpublish()
    assert client.get("/event/calendar.ics", headers=HOST).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/fares/calendar.ics", "/nothing/calendar.ics", "/calendar.ics"])
def test_nothing_else_has_one(client: Client, fares: Page, path: str) -> None:
    assert client.get(path, headers=HOST).status_code == 404
