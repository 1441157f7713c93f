"""What a page is about in the words of schema.org, for search engines and assistants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from govcms.content.blocks.opening_hours import Weekday
from govcms.content.models import (
    EventPage,
    GuidePage,
    NewsPage,
    OfficePage,
    PersonPage,
    PublicationPage,
    ServicePage,
    StepByStepPage,
)

# What would end the element or begin another one; JSON reads the escapes as the signs themselves.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_DAYS = [f"https://schema.org/{day.name.capitalize()}" for day in Weekday]


def structured_data(page: Any, context: Mapping[str, Any]) -> SafeString:
    """The elements with what ``page`` is about and where it stands; nothing for a page nobody should list."""
    if context["meta"].robots:
        return SafeString("")
    things = [_about(page, context), _breadcrumbs(page, context)]
    return mark_safe("".join(_element(thing) for thing in things if thing))


def _element(thing: Mapping[str, Any]) -> SafeString:
    data = json.dumps({"@context": "https://schema.org", **_filled(thing)}, ensure_ascii=False, default=str)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data.translate(_ESCAPES)))


def _filled(thing: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: a search engine would take it for a fact."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}


@singledispatch
def _about(page: Any, context: Mapping[str, Any]) -> dict[str, Any]:
    return {}


@_about.register
def _service(page: ServicePage, context: Mapping[str, Any]) -> dict[str, Any]:
    start = context.get("start")
    return {
        "@type": "GovernmentService",
        **_named(page, context),
        "provider": _agency(context),
        "audience": {"@type": "Audience", "audienceType": page.audience} if page.audience else None,
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": _whole(start["url"], context)} if start else None,
    }


@_about.register
def _event(page: EventPage, context: Mapping[str, Any]) -> dict[str, Any]:
    place = {"@type": "Place", "name": page.place or page.address, "address": page.address or page.place}
    online = {"@type": "VirtualLocation", "url": page.online_url}
    places = [each for each, is_there in ((place, page.place or page.address), (online, page.online_url)) if is_there]
    mode = {(True, False): "Offline", (False, True): "Online", (True, True): "Mixed"}.get(
        (bool(page.place or page.address), bool(page.online_url)), ""
    )
    whole_days = page.starts_at is None
    ends = page.last_day if page.ends_at is None else page.ends
    return {
        "@type": "Event",
        **_named(page, context),
        "startDate": (page.starts_on if whole_days else page.starts).isoformat(),
        "endDate": ends.isoformat() if page.ends_at or page.ends_on else None,
        "eventStatus": f"https://schema.org/{'EventCancelled' if page.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode" if mode else None,
        "location": places,
        "organizer": _agency(context),
    }


@_about.register
def _publication(page: PublicationPage, context: Mapping[str, Any]) -> dict[str, Any]:
    documents = context["linked"].documents
    files = [documents.get(item["value"].get("document")) for item in page.attachments.raw_data]
    return {
        "@type": "Report" if page.kind in {"report", "research", "statistics"} else "CreativeWork",
        **_named(page, context),
        "datePublished": page.date.isoformat(),
        "reportNumber": page.reference if page.kind in {"report", "research", "statistics"} else None,
        "publisher": _agency(context),
        "encoding": [
            {"@type": "MediaObject", "name": file.title, "contentUrl": _whole(file.url, context)}
            for file in files
            if file is not None
        ],
    }


@_about.register
def _office(page: OfficePage, context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "GovernmentOffice",
        **_named(page, context),
        "telephone": page.phone,
        "email": page.email,
        "address": _filled(
            {
                "@type": "PostalAddress",
                "streetAddress": ", ".join(page.address.splitlines()),
                "postalCode": page.postcode,
                "addressLocality": page.town,
            }
        )
        if page.whole_address
        else None,
        "geo": {"@type": "GeoCoordinates", "latitude": str(page.latitude), "longitude": str(page.longitude)}
        if page.map_url
        else None,
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [_DAYS[int(day)] for day in value["days"]],
                "opens": f"{value['opens']:%H:%M}",
                "closes": f"{value['closes']:%H:%M}",
            }
            for value in page.hours
        ],
        "specialOpeningHoursSpecification": [_exception(value) for value in context.get("exceptions", ())],
        "parentOrganization": _agency(context),
    }


def _exception(value: Any) -> dict[str, Any]:
    """Hours on days that are not like others; closing as it opens says that it is closed all day."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": value["first_day"].isoformat(),
        "validThrough": (value["last_day"] or value["first_day"]).isoformat(),
        "opens": f"{value['opens']:%H:%M}" if value["opens"] else "00:00",
        "closes": f"{value['closes']:%H:%M}" if value["closes"] else "00:00",
    }


@_about.register
def _person(page: PersonPage, context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Person",
        **_named(page, context),
        "jobTitle": page.role,
        "telephone": page.phone,
        "email": page.email,
        "worksFor": _agency(context),
    }


@_about.register
def _news(page: NewsPage, context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        **_named(page, context),
        "headline": page.title[:110],
        "datePublished": page.date.isoformat(),
        "dateModified": page.updated_at.isoformat() if page.updated_at else None,
        "author": _agency(context),
        "publisher": _agency(context),
    }


@_about.register
def _guide(page: GuidePage, context: Mapping[str, Any]) -> dict[str, Any]:
    links = context["links"]
    return {
        "@type": "Article",
        **_named(page, context),
        "headline": context["meta"].title[:110],
        "dateModified": page.updated_at.isoformat() if page.updated_at else None,
        "author": _agency(context),
        "hasPart": _things(links, "WebPage", context) if len(links) > 1 else None,
    }


@_about.register
def _step_by_step(page: StepByStepPage, context: Mapping[str, Any]) -> dict[str, Any]:
    steps = [item["value"]["title"] for item in page.body.raw_data]
    return {
        "@type": "HowTo",
        **_named(page, context),
        "step": [{"@type": "HowToStep", "position": at, "name": title} for at, title in enumerate(steps, start=1)],
    }


def _named(page: Any, context: Mapping[str, Any]) -> dict[str, Any]:
    meta = context["meta"]
    image = meta.image_url if page.picture_id else None
    return {"name": page.title, "description": page.summary, "url": meta.canonical_url, "image": image}


def _agency(context: Mapping[str, Any]) -> dict[str, Any] | None:
    chrome = context.get("chrome")
    if chrome is None:
        return None
    return {"@type": "GovernmentOrganization", "name": chrome.agency_name, "url": _whole(chrome.home_url, context)}


def _breadcrumbs(page: Any, context: Mapping[str, Any]) -> dict[str, Any]:
    above: Sequence[Mapping[str, str]] = context["breadcrumbs"]
    trail = [*above, {"title": page.title, "url": context["meta"].canonical_url}]
    if not above:
        return {}
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": each["title"], "item": _whole(each["url"], context)}
            for at, each in enumerate(trail, start=1)
        ],
    }


def _things(links: Iterable[Mapping[str, Any]], kind: str, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"@type": kind, "name": link["title"], "url": _whole(link["url"], context)} for link in links]


def _whole(url: str, context: Mapping[str, Any]) -> str:
    """The address with its host: links within a site are paths."""
    chrome = context.get("chrome")
    return f"{chrome.root_url}{url}" if chrome is not None and url.startswith("/") else url
