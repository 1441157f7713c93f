"""What readers call agencies, page types and languages; remembered by each process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from wagtail.models import get_page_models

from tenants.addresses import address_map, current_version
from tenants.models import Agency
from tenants.replica import reading_the_source


class AgencyLabel(NamedTuple):
    """An agency as filters and hits show it."""

    name: str
    key: str
    uid: str


class AgencyLabels:
    """The names of all live agencies, remembered under the version of the address map that comes with each request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: int | None = None
        self._agencies: Mapping[str, Agency] = {}
        self._uids: Mapping[str, str] = {}

    def of(self, uids: Iterable[str]) -> list[AgencyLabel]:
        """The agencies with these uids, by their name in the active language; uids of none are left out."""
        agencies = self._read()
        found = (agencies[uid] for uid in uids if uid in agencies)
        return sorted(AgencyLabel(agency.name_for_readers, agency.key, str(agency.uid)) for agency in found)

    def uids_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The uids of the agencies with these keys; keys of none are left out."""
        self._read()
        return tuple(self._uids[key] for key in keys if key in self._uids)

    def _read(self) -> Mapping[str, Agency]:
        version = address_map.version
        if version is None:
            address_map.check(current_version())
            version = address_map.version
        if version != self._version:
            with self._lock, reading_the_source():
                # Of an agency that is not public yet, not even the name is.
                live = Agency.objects.order_by().filter(status=Agency.Status.LIVE)
                agencies = {str(agency.uid): agency for agency in live.only("name", "names", "key", "uid")}
                self._uids = {agency.key: uid for uid, agency in agencies.items()}
                self._agencies = agencies
                self._version = version
        return self._agencies


agency_labels = AgencyLabels()


def type_names() -> Mapping[str, str]:
    """What readers call the page types, by the name that entries have them under."""
    return _type_names(get_language())


@cache
def _type_names(language: str | None) -> Mapping[str, str]:
    return {
        str(model._meta.model_name): capfirst(str(getattr(model, "name_for_readers", model._meta.verbose_name)))
        for model in get_page_models()
    }


def language_name(code: str) -> str:
    """What a language is called in the active one: readers look for one they know among those they do not."""
    try:
        return str(capfirst(get_language_info(code)["name_translated"]))
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)
