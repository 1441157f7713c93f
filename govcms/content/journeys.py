"""The step by steps that lead to a page, which says at its top what it is part of.

Whose words a page shows is decided here: step by steps of its own agency and of the platform by themselves, those of
other agencies where the site's settings name them. See docs/adr/0010-part-of-a-step-by-step.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from govcms.content.blocks.steps import Follows, numbered
from govcms.content.chrome import Chrome
from govcms.content.linked import Destination, address_for
from govcms.content.models import ContentPage, StepByStepPage, StepLink
from govcms.content.models.redirect import clean_path
from govcms.content.models.step_link import MAX_TARGET
from govcms.pages.models import Page
from govcms.pages.protection import behind_password
from tenants.models import PLATFORM_KEY, Agency, AgencySite, Domain
from tenants.prepared import Prepared

# Step by steps whose steps are in memory at once.
_BATCH_SIZE = 400


@dataclass(slots=True)
class Journey:
    """A step by step as a page names it that is part of it."""

    title: str
    url: str
    # Whose it is, where that is not the agency of the page.
    agency: str
    last_number: int
    # Numbers and titles of the steps that lead to the page.
    steps: list[tuple[int, str]] = field(default_factory=list)
    previous: dict[str, Any] | None = None
    next: dict[str, Any] | None = None


class _Row(NamedTuple):
    pk: int
    path: str
    url_path: str
    title: str
    uid: Any
    locale_id: int
    withdrawn_at: Any
    agency_id: int
    agency_key: str
    agency_name: str
    agency_names: Mapping[str, str]
    agency_status: str
    number: int
    last_number: int
    step: str
    previous_title: str
    next_title: str


def journeys_through(page: ContentPage, chrome: Chrome | None, *, path: str) -> list[Journey]:
    """The step by steps that lead to the page, or to ``path`` where it answers; by title. One query for any number.

    In the language of the page. Within ``rendering_with``: the addresses are as from there.
    """
    targets = [str(page.translation_key)]
    parts = page.get_url_parts() if page.path else None
    if parts is not None and chrome is not None:
        paths = {clean_path(parts[2]), f"/{path.strip('/')}"}
        targets += [f"{host}{each}" for host in chrome.hosts for each in sorted(paths)]
    found: dict[int, Journey] = {}
    for row in map(_Row._make, _rows.rows(targets)):
        if row.pk == page.pk or not _may_stand_on(row, page, chrome):
            continue
        url = address_for(Destination(row.pk, row.path, row.url_path, row.title))
        if not url:
            continue
        agency = row.agency_names.get(get_language() or "") or row.agency_name
        journey = found.setdefault(
            row.pk, Journey(row.title, url, agency if row.agency_id != page.agency_id else "", row.last_number)
        )
        if (row.number, row.step) not in journey.steps:
            journey.steps.append((row.number, row.step))
            journey.steps.sort()
            journey.previous = _step(url, row.number - 1, row.previous_title)
            journey.next = _step(url, row.number + 1, row.next_title)
    return sorted(found.values(), key=lambda journey: journey.title)


def _step(url: str, number: int, title: str) -> dict[str, Any] | None:
    return {"title": title, "url": f"{url}#step-{number}", "number": number} if title else None


def _may_stand_on(row: _Row, page: ContentPage, chrome: Chrome | None) -> bool:
    if row.locale_id != page.locale_id or (row.withdrawn_at and row.withdrawn_at <= timezone.localdate()):
        return False
    if row.agency_id == page.agency_id:
        return True
    is_wanted = row.agency_key == PLATFORM_KEY or (chrome is not None and str(row.uid) in chrome.journeys)
    return is_wanted and row.agency_status == Agency.Status.LIVE


def _open_links() -> QuerySet[StepLink]:
    """The links of step by steps that everybody may read."""
    return StepLink.objects.order_by().filter(journey__live=True).exclude(behind_password("journey__path"))


_rows = Prepared(
    lambda targets: (
        _open_links()
        .filter(target__in=targets)
        .values_list(
            "journey_id",
            "journey__path",
            "journey__url_path",
            "journey__title",
            "journey__uid",
            "journey__locale_id",
            "journey__withdrawn_at",
            "journey__agency_id",
            "journey__agency__key",
            "journey__agency__name",
            "journey__agency__names",
            "journey__agency__status",
            "number",
            "last_number",
            "title",
            "previous_title",
            "next_title",
        )
    )
)


def journeys_leading_to(agency_site: AgencySite, language: str) -> list[tuple[str, str]]:
    """The step by steps of other agencies that lead to a site: uid, and title with the name of the agency."""
    on_site = Q()
    for host in Domain.objects.filter(agency_site=agency_site).values_list("host", flat=True):
        on_site |= Q(target__startswith=f"{host}/")
    links = _open_links().filter(on_site or Q(pk__in=[]), journey__locale__language_code=language)
    links = links.filter(journey__withdrawn_at=None, journey__agency__status=Agency.Status.LIVE)
    links = links.exclude(journey__agency=agency_site.agency_id).exclude(journey__agency__key=PLATFORM_KEY)
    rows = links.values_list("journey__uid", "journey__title", "journey__agency__name").distinct()
    return sorted(((str(uid), f"{title} ({agency})") for uid, title, agency in rows), key=lambda row: row[1])


def refresh_journeys(page_ids: Sequence[int]) -> None:
    """Make the links of those of these pages that are step by steps the ones that are published now.

    The number of queries does not depend on the number of pages in a batch.
    """
    for start in range(0, len(page_ids), _BATCH_SIZE):
        journeys = list(StepByStepPage.objects.filter(pk__in=page_ids[start : start + _BATCH_SIZE]).order_by())
        if journeys:
            _refresh_batch(journeys)


def rebuild_journeys() -> int:
    """Make all links what is published now; returns how many there are."""
    refresh_journeys(list(StepByStepPage.objects.order_by("pk").values_list("pk", flat=True)))
    return StepLink.objects.count()


@transaction.atomic
def _refresh_batch(journeys: Sequence[StepByStepPage]) -> None:
    StepLink.objects.filter(journey__in=[journey.pk for journey in journeys]).delete()
    live = [journey for journey in journeys if journey.live]
    named = {
        link["page"] for journey in live for step in _steps_of(journey) for link in _links_of(step) if "page" in link
    }
    keys = {
        (agency_id, pk): str(key)
        for pk, agency_id, key in Page.objects.filter(pk__in=named - {None}).values_list(
            "pk", "agency_id", "translation_key"
        )
    }
    StepLink.objects.bulk_create(
        (link for journey in live for link in _links_to_store(journey, keys)), batch_size=_BATCH_SIZE
    )


def _links_to_store(journey: StepByStepPage, keys: Mapping[Any, str]) -> Iterator[StepLink]:
    steps = _steps_of(journey)
    numbers = [number for number, _joins in numbered(step.get("follows") or Follows.THEN for step in steps)]
    # What joins a step has its number, and the step itself its title.
    titles = {number: step["title"] for number, step in reversed(list(zip(numbers, steps, strict=True)))}
    for number, step in zip(numbers, steps, strict=True):
        targets = (keys.get((journey.agency_id, link.get("page"))) or _place_of(link) for link in _links_of(step))
        for target in dict.fromkeys(filter(None, targets)):
            yield StepLink(
                journey_id=journey.pk,
                target=target,
                number=number,
                last_number=numbers[-1],
                title=step["title"],
                previous_title=titles.get(number - 1, ""),
                next_title=titles.get(number + 1, ""),
            )


def _steps_of(journey: StepByStepPage) -> list[Mapping[str, Any]]:
    return [item["value"] for item in journey.body.raw_data]


def _links_of(step: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [item["value"] for item in step.get("links") or []]


def _place_of(link: Mapping[str, Any]) -> str:
    """Host and path of a web address; empty where there is none, or one that asks for more than a page."""
    try:
        parts = urlsplit(link.get("url") or "")
        host = parts.hostname
    except ValueError:
        return ""
    place = f"{host}{clean_path(parts.path)}" if host and not parts.query else ""
    return place if len(place) <= MAX_TARGET else ""
