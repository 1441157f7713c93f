"""The public search: the engine's answer joined with what the corpus says of each hit."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models.functions import Substr
from django.utils.safestring import SafeString

from search.engine import EngineUnavailable, get_engine
from search.highlighting import READ_CHARS, Highlighter
from search.models import Entry
from search.query import MAX_PAGE, SearchQuery
from search.results import SearchResults
from search.titles import search_titles
from tenants.addresses import root_url_of
from tenants.models import Agency, AgencySite

logger = logging.getLogger(__name__)


# A page of results is asked for often and needs little of what its rows join.
_SHOWN_FIELDS = (
    "uid",
    "type",
    "title",
    "summary",
    "topics",
    "language",
    "path",
    "source_url",
    "published_at",
    "updated_at",
    "withdrawn_on",
    "agency__name",
    "agency_site__site__hostname",
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A hit as the results page shows it; ``title`` and ``passage`` are safe HTML."""

    entry: Entry
    url: str
    title: SafeString
    passage: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the pages of one page of results, and what the engine counted."""

    query: SearchQuery
    pages: tuple[FoundPage, ...]
    results: SearchResults

    @property
    def last_page(self) -> int:
        """How many pages of results there are; 1 when nothing was found."""
        return max(1, min(ceil(self.results.total / self.query.per_page), MAX_PAGE))


def find(query: SearchQuery, *, on_site: AgencySite | None = None) -> Found:
    """Search the public corpus. Addresses on ``on_site`` come without their host.

    A page beyond the last one becomes the last one. When the engine is down the titles in the database are searched.
    """
    results = run(query)
    found = Found(query, (), results)
    if query.page > found.last_page:
        query = replace(query, page=found.last_page)
        results = run(query)
    return Found(query, tuple(_found_pages(results, on_site)), results)


def run(query: SearchQuery) -> SearchResults:
    """The engine's answer, or that of the database when there is none."""
    try:
        return get_engine().search(query)
    except EngineUnavailable:
        logger.exception("Search engine unavailable", extra={"event": "search.unavailable"})
        return search_titles(query)


def entries_of(results: SearchResults) -> list[Any]:
    """The entries of the hits, in their order, with the ``beginning`` of their text.

    An entry that went a moment ago is left out: the table says what is public, not the engine.
    """
    uids: list[UUID] = [hit.uid for hit in results.hits]
    live = Entry.objects.filter(uid__in=uids, agency__status=Agency.Status.LIVE)
    entries = {
        entry.uid: entry
        for entry in live.select_related("agency", "agency_site__site")
        .only(*_SHOWN_FIELDS)
        .annotate(beginning=Substr("body", 1, READ_CHARS))
    }
    return [entries[uid] for uid in uids if uid in entries]


def url_of(entry: Entry) -> str:
    """The full address of an entry's page."""
    return root_url_of(entry.agency_site.site.hostname) + entry.path


def updated_at(entry: Entry) -> datetime | None:
    """The date that readers are shown."""
    return entry.updated_at or entry.published_at


def _found_pages(results: SearchResults, on_site: AgencySite | None) -> list[FoundPage]:
    highlighters: dict[str, Highlighter] = {}
    pages = []
    for entry in entries_of(results):
        highlighter = highlighters.get(entry.language)
        if highlighter is None:
            highlighter = highlighters[entry.language] = Highlighter(results.terms, entry.language)
        is_here = on_site is not None and entry.agency_site_id == on_site.pk
        pages.append(
            FoundPage(
                entry=entry,
                url=entry.path if is_here else url_of(entry),
                title=highlighter.mark(entry.title),
                passage=highlighter.passage(entry.summary, entry.beginning),
            )
        )
    return pages
