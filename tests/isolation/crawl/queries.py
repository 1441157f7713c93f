"""Queries that ask a list, a chooser, a report or an export for what is somebody else's.

Which parameters a view reads is not written down here: it is watched (``Recorded``), so that a filter that a
new release brings is tried without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.http import QueryDict
from wagtail.models import Collection, Site

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage, AgencyTag
from govcms.pages.models import Page
from tests.isolation.canaries import COMMON
from tests.isolation.crawl.atlas import Atlas

# What a list is asked that reads these: a search that finds everybody's, exports.
_PLAIN = {"q": [f"q={COMMON}"], "export": ["export=csv", f"q={COMMON}&export=xlsx"]}
# Read by lists everywhere, and no way to somebody's row.
HARMLESS = {
    "q",
    "p",
    "ordering",
    "export",
    "layout",
    "csrfmiddlewaretoken",
    "_w_filter_fragment",
    "_w_hydrate_create_view",
    "search_all",
}
_BY_NAME: dict[str, list[Any]] = {
    "owner": [User],
    "user": [User],
    "edited_by": [User],
    "locked_by": [User],
    "group": [Group],
    "collection": [Collection],
    "collection_id": [Collection],
    "tag": [AgencyTag],
    "image": [AgencyImage],
    "document": [AgencyDocument],
    "site": [Site],
}
_ANY_KIND: list[Any] = [Page, AgencyImage, User]


class Recorded(QueryDict):
    """A query or a form that remembers what it is asked for."""

    asked: set[str]

    @classmethod
    def of(cls, given: QueryDict) -> Recorded:
        """The same values, with a memory."""
        made = cls(mutable=True)
        made.asked = set()
        for name, values in given.lists():
            made.setlist(name, values)
        made._mutable = False
        return made

    def __getitem__(self, key: Any) -> Any:
        """Remember the name."""
        self._remember(key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """Remember the name."""
        self._remember(key)
        return super().get(key, default)

    def getlist(self, key: Any, default: Any = None) -> Any:
        """Remember the name."""
        self._remember(key)
        return super().getlist(key, default)

    def __contains__(self, key: Any) -> bool:
        """Remember the name."""
        self._remember(key)
        return super().__contains__(key)

    def _remember(self, key: Any) -> None:
        # Copies that Django makes of it are made without our constructor.
        if isinstance(key, str):
            self.__dict__.setdefault("asked", set()).add(key)

    def copy(self) -> Any:
        """A copy that tells this one what it is asked for."""
        made = super().copy()
        made.__dict__["asked"] = self.asked
        return made


def plain_queries(names: set[str]) -> list[str]:
    """Searches and exports, of a view that reads these parameters."""
    return [query for name, queries in _PLAIN.items() if name in names for query in queries]


def foreign_queries(names: set[str], others: Sequence[Atlas]) -> list[str]:
    """A query for each of these parameters, with somebody else's id of each kind that it may mean."""
    found = []
    for name in sorted(names - HARMLESS):
        for atlas in others[:1]:
            for model in _BY_NAME.get(name, _ANY_KIND):
                found += [urlencode({name: pk}) for pk in atlas.ids_by_model[model][:1]]
            if name == "site":
                found += [urlencode({name: path}) for path in atlas.root_paths[:1]]
            if name in {"id", "term", "type", "fields"}:
                words = {"id": "all", "term": atlas.marks.secret[:4], "type": "pages.Page", "fields": "*,parent(*)"}
                found.append(urlencode({name: words[name]}))
    return list(dict.fromkeys(found))
