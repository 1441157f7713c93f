"""The public search: the engine's answer joined with what the corpus says of each hit."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from search.engine import EngineUnavailable, SearchEngine, get_engine
from search.highlighting import READ_CHARS, Highlighter
from search.models import Entry
from search.query import MAX_PAGE, SearchQuery
from search.results import SearchResults
from search.titles import search_titles
from tenants.addresses import root_url_of
from tenants.models import Agency, AgencySite
from tenants.prepared import Prepared

logger = logging.getLogger(__name__)


class ShownEntry(NamedTuple):
    """What a page of results needs of an entry; ``beginning`` is of its text, ``host`` is that of its site."""

    uid: UUID
    type: str
    title: str
    summary: str
    beginning: str
    facts: list[str]
    topics: list[str]
    language: str
    path: str
    source_url: str
    updated_at: datetime | None
    withdrawn_on: date | None
    agency_name: str
    agency_names: dict[str, str]
    agency_site_id: int
    host: str

    @property
    def agency_for_readers(self) -> str:
        """What the agency is called in the active language."""
        return self.agency_names.get(get_language() or "") or self.agency_name

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page stands under the notice that it no longer holds."""
        return self.withdrawn_on is not None and self.withdrawn_on <= timezone.localdate()

    @property
    def url(self) -> str:
        """The full address of the page."""
        return root_url_of(self.host) + self.path


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A hit as the results page shows it; ``title`` and ``passage`` are safe HTML."""

    entry: ShownEntry
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


def run(query: SearchQuery, *, engine: SearchEngine | None = None) -> SearchResults:
    """The engine's answer, or that of the database when there is none."""
    try:
        return (engine or get_engine()).search(query)
    except EngineUnavailable:
        logger.exception("Search engine unavailable", extra={"event": "search.unavailable"})
        return search_titles(query)


def _shown_entries(uids: list[UUID]) -> QuerySet[Entry, Any]:
    return Entry.objects.filter(uid__in=uids, agency__status=Agency.Status.LIVE).values_list(
        "uid",
        "type",
        "title",
        "summary",
        Substr("body", 1, READ_CHARS),
        "facts",
        "topics",
        "language",
        "path",
        "source_url",
        Coalesce("updated_at", "published_at"),
        "withdrawn_on",
        "agency__name",
        "agency__names",
        "agency_site_id",
        "agency_site__site__hostname",
    )


_prepared_entries = Prepared(_shown_entries)


def entries_of(results: SearchResults) -> list[ShownEntry]:
    """The entries of the hits, in their order.

    An entry that went a moment ago is left out: the table says what is public, not the engine.
    """
    uids = [hit.uid for hit in results.hits]
    entries = {row[0]: ShownEntry(*row) for row in _prepared_entries.rows(uids)}
    return [entries[uid] for uid in uids if uid in entries]


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
                url=entry.path if is_here else entry.url,
                title=highlighter.mark(entry.title),
                passage=highlighter.passage(entry.summary, entry.beginning),
            )
        )
    return pages
