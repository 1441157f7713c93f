"""The file of an event for calendars, as RFC 5545 has it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from govcms.content.models import EventPage
from govcms.content.serving import route, serve
from tenants.requests import AgencyRequest

# Octets of a line; longer ones are folded.
_LINE_OCTETS = 75


@require_safe
def calendar(request: AgencyRequest, path: str) -> HttpResponse:
    """The event at ``path`` as a file; behind a password for those alone who have given it."""
    found = route(request, path)
    event = found.page if found is not None else None
    if not isinstance(event, EventPage):
        return serve(request, f"{path}calendar.ics/")
    restrictions = event.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    response = HttpResponse(calendar_of(event), content_type="text/calendar; charset=utf-8")
    name = slugify(event.title)[:60] or "event"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response.headers["Cache-Control"] = "private, no-store" if restrictions else "public, max-age=300"
    return response


def calendar_of(event: EventPage) -> bytes:
    """One event in a calendar of its own; who has it already gets the change, since it keeps its identity."""
    return b"".join(_folded(line) for line in _lines(event))


def _lines(event: EventPage) -> Iterator[str]:
    changed = event.last_published_at or timezone.now()
    published = event.first_published_at or changed
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//govcms//events//EN", "METHOD:PUBLISH", "BEGIN:VEVENT")
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(changed)}"
    yield f"LAST-MODIFIED:{_moment(changed)}"
    # A calendar takes a change for one only when the number grows.
    yield f"SEQUENCE:{max(0, int((changed - published).total_seconds()))}"
    if event.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}"
        # The first day on which it is over.
        yield f"DTEND;VALUE=DATE:{event.last_day + datetime.timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_moment(event.starts)}"
        if event.ends_at is not None or event.ends_on is not None:
            yield f"DTEND:{_moment(event.ends)}"
    yield f"SUMMARY:{_escaped(event.title)}"
    place = ", ".join(filter(None, [event.place, *event.address.splitlines()])) or event.online_url
    if place:
        yield f"LOCATION:{_escaped(place)}"
    description = "\n\n".join(filter(None, [event.summary, event.online_url, event.full_url]))
    if description:
        yield f"DESCRIPTION:{_escaped(description)}"
    if event.full_url:
        yield f"URL:{iri_to_uri(event.full_url)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled or event.is_withdrawn else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(line.strip() for line in words.splitlines())


def _folded(line: str) -> bytes:
    """The line in pieces of which none is too long, and none ends within a letter."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > _LINE_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
