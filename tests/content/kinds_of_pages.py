"""A page of each type that is more than a body of blocks, with every field filled."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from govcms.content.blocks.steps import Follows
from govcms.pages.models import Page
from tests.factories import (
    EventPageFactory,
    GuidePageFactory,
    OfficePageFactory,
    PersonPageFactory,
    PublicationPageFactory,
    ServicePageFactory,
    StepByStepPageFactory,
)


def stream(kind: str, *values: dict[str, Any]) -> list[dict[str, Any]]:
    """Values as a stream of one kind of block stores them."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for value in values]


def listed(*values: Any) -> list[dict[str, Any]]:
    """Values as a ListBlock stores them."""
    return stream("item", *values)


def text(html: str) -> list[dict[str, Any]]:
    """The stored form of a body with one text."""
    return [{"type": "rich_text", "value": html, "id": str(uuid.uuid4())}]


def guide(parent: Page, *, page: Page, **fields: Any) -> Any:
    """A guide of three parts; the second links to a page."""
    parts = (
        {"title": "Overview", "slug": "overview", "body": text("<p>Everybody over sixty rides free.</p>")},
        {
            "title": "What it costs",
            "slug": "what-it-costs",
            "body": text(f'<p>See <a linktype="page" id="{page.pk}">the fares</a>.</p>'),
        },
        {"title": "How to apply", "slug": "how-to-apply", "body": text("<p>At any office.</p>")},
    )
    given = {"title": "Your bus pass", "slug": "guide", "summary": "All about it.", "body": stream("part", *parts)}
    return GuidePageFactory(parent=parent, **{**given, **fields})


def service(parent: Page, *, page: Page, **fields: Any) -> Any:
    """A service that begins on another site."""
    given = {
        "title": "Apply for a bus pass",
        "slug": "service",
        "audience": "People over sixty",
        "cost": "12 crowns",
        "duration": "Five working days",
        "what_you_need": f'<ul><li>A picture</li><li><a linktype="page" id="{page.pk}">The fee</a></li></ul>',
        "start_label": "Apply now",
        "start_url": "https://apply.example/bus-pass?from=site",
        "start_note": "It takes ten minutes.",
        "other_ways": "<p>Come to an office.</p>",
        "body": text("<p>We answer every question.</p>"),
    }
    return ServicePageFactory(parent=parent, **{**given, **fields})


def step_by_step(parent: Page, *, page: Page, **fields: Any) -> Any:
    """A journey across one's own pages and another agency's."""
    elsewhere = {"title": "Register", "page": None, "url": "https://transport.gov.test/register/", "note": "Free"}
    steps = (
        {
            "title": "Check what it costs",
            "follows": Follows.THEN.value,
            "is_optional": False,
            "text": "<p>It depends on where you live.</p>",
            "links": listed({"title": "", "page": page.pk, "url": "", "note": ""}),
        },
        {
            "title": "Ask your council",
            "follows": Follows.OR.value,
            "is_optional": True,
            "text": "",
            "links": [],
        },
        {
            "title": "Register",
            "follows": Follows.THEN.value,
            "is_optional": False,
            "text": "",
            "links": listed(elsewhere),
        },
    )
    given = {"title": "Move to the coast", "slug": "steps", "body": stream("step", *steps)}
    return StepByStepPageFactory(parent=parent, **{**given, **fields})


def publication(parent: Page, *, document: Any, image: Any = None, **fields: Any) -> Any:
    """A report with one file."""
    attachments = [{"document": document.pk, "title": "", "language": "Welsh", "pages": 24}] if document else []
    given = {
        "title": "State of the buses",
        "slug": "publication",
        "kind": "report",
        "date": datetime.date(2026, 3, 4),
        "reference": "ISBN 978-3-16-148410-0",
        "image": image,
        "attachments": stream("attachment", *attachments),
        "alternative_format_email": "formats@health.example",
        "body": text("<p>Nine in ten buses are on time.</p>"),
    }
    return PublicationPageFactory(parent=parent, **{**given, **fields})


def event(parent: Page, *, image: Any = None, **fields: Any) -> Any:
    """A meeting in the evening."""
    given = {
        "title": "Meeting about the buses",
        "slug": "event",
        "starts_on": datetime.date(2036, 12, 3),
        "starts_at": datetime.time(18),
        "ends_at": datetime.time(20, 30),
        "place": "Town hall, room 3",
        "address": "1 Market Square\nFellgate",
        "online_url": "https://meet.example/buses",
        "booking_url": "https://book.example/buses",
        "price": "Free",
        "image": image,
        "body": text("<p>Bring your questions; there is tea.</p>"),
    }
    return EventPageFactory(parent=parent, **{**given, **fields})


def office(parent: Page, *, image: Any = None, **fields: Any) -> Any:
    """An office with hours, a break, and a day on which it is closed."""
    weekdays = ["0", "1", "2", "3", "4"]
    given = {
        "title": "Fellgate office",
        "slug": "office",
        "address": "1 Market Square",
        "postcode": "FG1 2AB",
        "town": "Fellgate",
        "phone": "+44 20 7946 0018",
        "email": "fellgate@health.example",
        "contact_url": "https://forms.example/fellgate",
        "opening_hours": stream(
            "weekdays",
            {"days": weekdays, "opens": "13:00", "closes": "17:30", "note": "by appointment"},
            {"days": weekdays, "opens": "09:00", "closes": "12:00", "note": ""},
        ),
        "hours_exceptions": stream(
            "days",
            {"first_day": "2036-12-25", "last_day": "2036-12-26", "opens": None, "closes": None, "reason": "Holidays"},
            {"first_day": "2020-01-01", "last_day": None, "opens": None, "closes": None, "reason": "Long ago"},
        ),
        "accessibility": "<p>No steps. A hearing loop at desk 2.</p>",
        "latitude": "59.437000",
        "longitude": "24.753600",
        "image": image,
        "body": text("<p>Take a number at the door.</p>"),
    }
    return OfficePageFactory(parent=parent, **{**given, **fields})


def person(parent: Page, *, image: Any = None, **fields: Any) -> Any:
    """A minister."""
    given = {
        "title": "Ada Marsh",
        "slug": "person",
        "role": "Minister of Health",
        "unit": "Cabinet",
        "since": datetime.date(2025, 6, 1),
        "phone": "+44 20 7946 0019",
        "email": "minister@health.example",
        "image": image,
        "body": text("<p>She was a nurse for twenty years.</p>"),
    }
    return PersonPageFactory(parent=parent, **{**given, **fields})


def one_of_each(parent: Page, *, page: Page, image: Any, document: Any) -> dict[str, Any]:
    """A page of each type below ``parent``, by its slug."""
    makers: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (guide, {"page": page}),
        (service, {"page": page}),
        (step_by_step, {"page": page}),
        (publication, {"document": document, "image": image}),
        (event, {"image": image}),
        (office, {"image": image}),
        (person, {"image": image}),
    ]
    pages = [make(parent, **given) for make, given in makers]
    return {made.slug: made for made in pages}
