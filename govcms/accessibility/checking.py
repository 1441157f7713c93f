"""Going through the published pages of a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.urls import get_urlconf, set_urlconf
from django.utils import timezone

from govcms.accessibility.models import SiteCheck
from govcms.accessibility.rules import RULES, broken_rules
from govcms.content.sitemaps import open_pages
from govcms.pages.models import Page
from tenants.models import AgencySite

# What a report and a statement can use; the count says how many there are.
_MAX_NAMED = 50
_BATCH_SIZE = 100

# Turns the keys of pages into the same and shows progress meanwhile.
Progress = Callable[[Iterable[int]], Iterable[int]]


def check_site(agency_site: AgencySite, *, progress: Progress = iter) -> SiteCheck:
    """Draw every page that everybody may read, as readers get it, and keep what is wrong in place of the last check."""
    broken: dict[str, list[int]] = defaultdict(list)
    ids = list(open_pages(agency_site).values_list("pk", flat=True))
    for pk, page in zip(progress(ids), _pages(ids), strict=True):
        for key in broken_rules(_drawn(page)) if page is not None else ():
            broken[key].append(pk)
    findings = [
        {"rule": rule.key, "count": len(broken[rule.key]), "pages": broken[rule.key][:_MAX_NAMED]}
        for rule in RULES
        if broken[rule.key]
    ]
    check, _created = SiteCheck.objects.update_or_create(
        agency_site=agency_site,
        defaults={
            "agency": agency_site.agency,
            "checked_at": timezone.now(),
            "pages": len(ids),
            "findings": findings,
        },
    )
    return check


def _pages(ids: list[int]) -> Iterator[Page | None]:
    """The pages in turn, some in memory at once; None for one that went meanwhile."""
    for start in range(0, len(ids), _BATCH_SIZE):
        batch = ids[start : start + _BATCH_SIZE]
        found = {page.pk: page for page in Page.objects.filter(pk__in=batch, live=True).specific()}
        yield from map(found.get, batch)


def _drawn(page: Page) -> str:
    urlconf = get_urlconf()
    try:
        response = page.make_preview_request()
    finally:
        # The request that is made up here begins with that of public hosts, and leaves it behind.
        set_urlconf(urlconf)
    # A page type may answer with something else than a page: it has nothing to check.
    return response.content.decode() if response.status_code == 200 else ""
