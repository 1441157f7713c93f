"""Offices: hours that cannot be, half a place on the map."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction

from govcms.content.blocks.opening_hours import HoursExceptionsBlock, OpeningHoursBlock
from govcms.pages.models import Page
from tests.content.conftest import HOST, items
from tests.content.kinds_of_pages import office, stream
from tests.factories import StandardPageFactory

# Host, page with ancestors, the page's own table, linked pages, offices, topics with change notes, journeys.
WARM = 7
WEEK, EXCEPTIONS = OpeningHoursBlock(), HoursExceptionsBlock()


def weekdays(days: str, opens: str | None, closes: str | None) -> dict[str, Any]:
    return {"days": list(days), "opens": opens, "closes": closes, "note": ""}


def other_days(first: str, last: str | None = None, opens: str | None = None, closes: str | None = None) -> Any:
    return {"first_day": first, "last_day": last, "opens": opens, "closes": closes, "reason": ""}


@pytest.mark.parametrize(
    ("entries", "where", "field", "message"),
    [
        ([weekdays("0", "12:00", "09:00")], 0, "closes", "closes before it opens"),
        ([weekdays("0", "09:00", "09:00")], 0, "closes", "closes before it opens"),
        ([weekdays("01", "09:00", "12:00"), weekdays("12", "11:00", "13:00")], 1, "days", "overlap with others on Tue"),
        ([weekdays("", "09:00", "12:00")], 0, "days", "required"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(entries: Any, where: int, field: str, message: str) -> None:
    assert message in error_of(WEEK, "weekdays", entries, where, field)


@pytest.mark.parametrize(
    ("entries", "where", "field", "message"),
    [
        ([other_days("2026-12-25", "2026-12-24")], 0, "last_day", "before the first"),
        ([other_days("2026-12-25", opens="09:00")], 0, "closes", "both times"),
        ([other_days("2026-12-25", closes="09:00")], 0, "opens", "both times"),
        ([other_days("2026-12-25", opens="10:00", closes="09:00")], 0, "closes", "closes before it opens"),
        ([other_days("2026-12-24", "2026-12-26"), other_days("2026-12-25")], 1, "first_day", "Another entry"),
    ],
)
def test_exceptions_that_cannot_be_are_refused_at_their_field(
    entries: Any, where: int, field: str, message: str
) -> None:
    assert message in error_of(EXCEPTIONS, "days", entries, where, field)


def error_of(block: Any, kind: str, entries: Any, where: int, field: str) -> str:
    """What is said at a field of an entry."""
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(stream(kind, *entries)))
    error = caught.value.block_errors[where].block_errors[field]  # type: ignore[attr-defined]
    return " ".join(error.messages)


def test_a_break_at_noon_is_two_entries() -> None:
    entries = stream("weekdays", weekdays("01", "09:00", "12:00"), weekdays("01", "12:00", "17:00"))

    assert len(WEEK.clean(WEEK.to_python(entries))) == 2


def test_a_draft_may_lack_times() -> None:
    for block, kind, entry in ((WEEK, "weekdays", weekdays("0", None, None)), (EXCEPTIONS, "days", other_days(""))):
        value = block.to_python(stream(kind, entry))
        block.defer_required_validation()
        try:
            block.clean(value)
        finally:
            block.restore_deferred_validation()


@pytest.mark.django_db
def test_a_place_on_the_map_takes_both_numbers(health_home: Page) -> None:
    made = office(health_home)
    assert made.week[0]["hours"][0]["opens"] == datetime.time(9)
    made.longitude = None

    with pytest.raises(ValidationError) as caught:
        made.full_clean()

    assert "both numbers" in caught.value.message_dict["longitude"][0]
    assert made.map_url == ""


OFFICE = {"name": "", "page": None, "address": "", "hours": "", "coordinates": ""}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 5])
def test_a_list_of_offices_shows_what_their_pages_say(
    client: Client, django_assert_num_queries: Any, health_home: Page, number: int
) -> None:
    made = [office(health_home, slug=f"office-{each}", title=f"Office {each}") for each in range(number)]
    listed = [{**OFFICE, "page": page.pk} for page in made]
    StandardPageFactory(
        parent=health_home, slug="where", body=[{"type": "offices", "value": {"offices": items(*listed)}}]
    )
    client.get("/where/", headers=HOST)

    with django_assert_num_queries(WARM):
        html = client.get("/where/", headers=HOST).content.decode()

    assert html.count("1 Market Square<br>FG1 2AB Fellgate") == number
    assert html.count('href="tel:+442079460018"') == number
    assert html.count("Monday – Friday: 09:00–12:00, 13:00–17:30 (by appointment)") == number
    assert html.count("https://www.openstreetmap.org/") == number

    # What is changed on its page shows here as well.
    made[0].address = "2 Market Square"
    made[0].save_revision().publish()
    assert "2 Market Square<br>" in client.get("/where/", headers=HOST).content.decode()


@pytest.mark.django_db
def test_what_is_typed_counts_and_what_is_protected_stays_so(client: Client, health_home: Page) -> None:
    made, hidden, gone = (office(health_home, slug=slug, phone=f"+44 20 {slug}") for slug in ("10", "20", "30"))
    listed = [
        {**OFFICE, "page": made.pk, "address": "3 Quayside"},
        {**OFFICE, "page": made.pk, "hours": "Mondays"},
        {**OFFICE, "page": hidden.pk},
        {**OFFICE, "page": gone.pk},
    ]
    StandardPageFactory(
        parent=health_home, slug="where", body=[{"type": "offices", "value": {"offices": items(*listed)}}]
    )
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="sesame")
    gone.unpublish()

    html = client.get("/where/", headers=HOST).content.decode()

    assert "3 Quayside" in html
    assert html.count("1 Market Square") == 1
    assert "Mondays" in html
    assert "Monday – Friday" not in html
    assert html.count("tel:+442010") == 1
    assert "tel:+442020" not in html
    assert "tel:+442030" not in html
