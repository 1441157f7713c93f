"""Offices: hours that cannot be, half a place on the map."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from govcms.content.blocks.opening_hours import HoursExceptionsBlock, OpeningHoursBlock
from govcms.pages.models import Page
from tests.content.kinds_of_pages import office, stream

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
