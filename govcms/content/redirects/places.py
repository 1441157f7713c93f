"""Addresses on the sites of an agency, the pages at them, and where redirects from them end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from django.db.models import Q

from govcms.content.models.redirect import Redirect, clean_path
from govcms.pages.models import Page
from tenants.addresses import address_map
from tenants.models import Agency, AgencySite, Domain
from tenants.tree import outside_bin

# Ids and paths that one statement carries.
_BATCH = 400


@dataclass(frozen=True, slots=True)
class Place:
    """An address on a site of the agency."""

    agency_site_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a redirect leads: a page of the agency, or a part of it, or an address."""

    page_id: int | None = None
    address: str = ""
    part: str = ""


class AgencyPlaces:
    """The sites of an agency and their hosts, read once for any number of addresses."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.sites = {site.pk: site for site in AgencySite.objects.filter(agency=agency)}
        domains = Domain.objects.filter(agency_site__agency=agency).values_list("host", "agency_site_id")
        self.hosts: Mapping[str, int] = dict(domains)

    def place_of(self, address: str) -> Place | None:
        """The place of a full address on one of the agency's hosts; None for any other. Raises ValueError."""
        parts = urlsplit(address)
        site_id = self.hosts.get(parts.hostname or "") if parts.scheme in {"http", "https"} else None
        # What is asked for in a query is no page's.
        if site_id is None or parts.query or parts.fragment:
            return None
        return Place(site_id, clean_path(address))

    def pages_at(self, places: Iterable[Place]) -> dict[Place, Page]:
        """The agency's pages at these places, drafts too; a query for each few hundred."""
        wanted = {url_path: place for place in places if (url_path := self._url_path(place)) is not None}
        found: dict[Place, Page] = {}
        for url_paths in _batches(wanted):
            # The index is on agency and slug.
            slugs = {url_path.rstrip("/").rsplit("/", 1)[-1] for url_path in url_paths}
            pages = Page.objects.filter(agency=self.agency, slug__in=slugs, url_path__in=url_paths)
            for page in pages.filter(outside_bin(self.agency)).order_by():
                found[wanted[page.url_path]] = page
        return found

    def redirects_at(self, places: Iterable[Place]) -> dict[Place, Redirect]:
        """The agency's redirects from these places; a query for each few hundred."""
        wanted = set(places)
        found: dict[Place, Redirect] = {}
        for paths in _batches({place.path for place in wanted}):
            for row in Redirect._base_manager.filter(agency=self.agency, old_path__in=paths):
                found[Place(row.agency_site_id, row.old_path)] = row
        return {place: row for place, row in found.items() if place in wanted}

    def lead_on(self, new: Mapping[Place, Target]) -> None:
        """Let redirects that lead by address to one of these places lead to where it leads now: no chains."""
        on_own_hosts = Q()
        for host in self.hosts:
            on_own_hosts |= Q(address__contains=f"://{host}")
        if not on_own_hosts:
            return
        changed = []
        for row in Redirect._base_manager.filter(on_own_hosts, agency=self.agency, page=None):
            place = self.place_of(row.address)
            if place is not None and (target := new.get(place)) is not None:
                row.page_id, row.address, row.part = target.page_id, target.address, target.part
                changed.append(row)
        Redirect._base_manager.bulk_update(changed, ["page", "address", "part"], batch_size=_BATCH)

    def _url_path(self, place: Place) -> str | None:
        site = self.sites[place.agency_site_id]
        first, _slash, rest = place.path.strip("/").partition("/")
        is_in_language = first != site.default_language and first in site.languages
        home = address_map.home_of(site.pk, first if is_in_language else site.default_language)
        if home is None:
            return None
        below = rest if is_in_language else place.path.strip("/")
        return f"{home.home_url_path}{below}/" if below else home.home_url_path


def target_of(redirect: Redirect) -> Target:
    """Where a redirect leads."""
    return Target(redirect.page_id, redirect.address, redirect.part)


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch
