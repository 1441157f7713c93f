"""Public addresses of pages in constant time, however many sites there are.

Wagtail finds a page's site by scanning the list of all sites; this map finds it by the first twelve
characters of the tree path, which name the home page (root, agency root, home).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from wagtail.models import Site

from tenants.models import HostMapVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

# Treebeard gives each level four characters: root, agency root, home.
HOME_PATH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the pages below one home page are found."""

    site_id: int
    agency_site_id: int
    agency_id: int
    root_url: str
    prefix: str
    home_url_path: str
    language: str

    def path_of(self, url_path: str) -> str:
        """The path on the host of a page's ``url_path``; begins and ends with a slash."""
        return f"{self.prefix}/{url_path[len(self.home_url_path) :]}"


class AddressMap:
    """The addresses of all home pages, remembered by this process under the version they were read at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: int | None = None
        self._addresses: Mapping[str, SiteAddress] = {}
        self._homes: Mapping[tuple[int, str], SiteAddress] = {}

    def get(self, path: str) -> SiteAddress | None:
        """The address of the home page that a tree path leads through."""
        if self._version is None:
            self.check(current_version())
        return self._addresses.get(path[:HOME_PATH_LENGTH])

    def home_of(self, agency_site_id: int, language: str) -> SiteAddress | None:
        """The address of a site's home page in one language."""
        if self._version is None:
            self.check(current_version())
        return self._homes.get((agency_site_id, language))

    def language_of(self, path: str) -> str:
        """The language of the pages at a tree path; empty where no site is, and for pages that are in no tree yet."""
        address = self.get(path) if path else None
        return address.language if address is not None else ""

    @property
    def version(self) -> int | None:
        """The version the map was read at."""
        return self._version

    def check(self, version: int) -> None:
        """Read the map again unless it was read at ``version``."""
        if version != self._version:
            with self._lock:
                addresses = _read_addresses()
                self._homes = {(home.agency_site_id, home.language): home for home in addresses.values()}
                self._addresses = addresses
                self._version = version

    def forget(self) -> None:
        """Read the map again at the next question."""
        self._version = None


address_map = AddressMap()


def current_version() -> int:
    """The version of hosts, sites and agencies in the database."""
    return HostMapVersion.objects.values_list("number", flat=True).first() or 0


def root_url_of(host: str) -> str:
    """Scheme, host and port, without a slash at the end."""
    standard_port = {"http": 80, "https": 443}[settings.SCHEME]
    port = "" if standard_port == settings.PORT else f":{settings.PORT}"
    return f"{settings.SCHEME}://{host}{port}"


def _read_addresses() -> dict[str, SiteAddress]:
    # Values, not objects: each process reads all sites again after each launch.
    sites = {
        translation_key: rest
        for translation_key, *rest in Site.objects.exclude(agency_site=None).values_list(
            "root_page__translation_key",
            "pk",
            "hostname",
            "agency_site",
            "agency_site__agency",
            "agency_site__default_language",
        )
    }
    homes = (
        apps.get_model(settings.WAGTAIL_PAGE_MODEL)
        .objects.filter(depth=3)
        .values_list("path", "url_path", "translation_key", "locale__language_code")
    )
    addresses = {}
    for path, url_path, translation_key, language in homes:
        if translation_key not in sites:
            continue
        site_id, hostname, agency_site_id, agency_id, default_language = sites[translation_key]
        addresses[path] = SiteAddress(
            site_id=site_id,
            agency_site_id=agency_site_id,
            agency_id=agency_id,
            root_url=root_url_of(hostname),
            prefix="" if language == default_language else f"/{language}",
            home_url_path=url_path,
            language=language,
        )
    return addresses
