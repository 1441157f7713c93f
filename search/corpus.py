"""The public corpus kept true: the only module that writes entries and tells the outbox of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import translation

from govcms.pages.models import Page
from govcms.pages.protection import protection_of
from search.engine import Document
from search.models import Entry, OutboxRow
from search.versions import version_now
from tenants.addresses import SiteAddress, address_map, current_version
from tenants.models import Agency
from tenants.scope import every_agency

# Both are sent in the transaction that changes what the public can read.
# entries_refreshed(sender, shown: list[tuple[Page, Entry]]): these pages are public and read so, whether that is new
# or not; the entries are not the stored ones.
entries_refreshed = Signal()
# entries_removed(sender, gone: list[tuple[UUID, int]]): the pages of these uids, of these agencies, are not public.
entries_removed = Signal()

# Pages whose text is in memory at once.
_BATCH_SIZE = 500
# Conditions in one query.
_ADDRESS_BATCH_SIZE = 50

_WRITTEN_FIELDS = [
    "agency_id",
    "agency_site_id",
    "type",
    "title",
    "summary",
    "body",
    "facts",
    "topics",
    "language",
    "path",
    "source_url",
    "published_at",
    "updated_at",
    "withdrawn_on",
]


def refresh_pages(page_ids: Sequence[int]) -> None:
    """Make the entries of these pages what the public may find now.

    The number of queries does not depend on the number of pages in a batch.
    """
    address_map.check(current_version())
    # What is public is the same whoever asks, and pages of several agencies may come at once.
    with every_agency(reason="public corpus"):
        for start in range(0, len(page_ids), _BATCH_SIZE):
            _refresh_batch(list(page_ids[start : start + _BATCH_SIZE]))


def refresh_subtree(path: str) -> None:
    """Make the entries of the page at a tree path and of all pages below it what the public may find now."""
    refresh_pages(list(Page.objects.filter(path__startswith=path).order_by("pk").values_list("pk", flat=True)))


def refresh_agency(agency: Agency) -> None:
    """Make all entries of an agency what the public may find now."""
    if agency.status == Agency.Status.LIVE:
        refresh_pages(list(Page.objects.filter(agency=agency).order_by("pk").values_list("pk", flat=True)))
    else:
        remove_entries(Entry.objects.filter(agency=agency))


def remove_entries(entries: QuerySet[Entry]) -> None:
    """Take entries out of the corpus, and tell the outbox."""
    with transaction.atomic():
        gone = list(entries.values_list("uid", "agency_id"))
        if gone:
            entries.delete()
            tell_outbox(uid for uid, _agency_id in gone)
            entries_removed.send(sender=Entry, gone=gone)


def tell_outbox(uids: Iterable[UUID]) -> None:
    """Note that the engine must look at these entries again."""
    OutboxRow.objects.bulk_create([OutboxRow(uid=uid) for uid in uids], batch_size=_BATCH_SIZE)


def documents(entries: QuerySet[Entry]) -> Iterator[Document]:
    """Entries as the engine sees them."""
    # Values and no models: a rebuild reads every entry there is.
    columns = ("uid", "version", "agency__uid", "type", "topics", "language", "title", "summary", "body", "path")
    for uid, version, agency, kind, topics, *words in entries.values_list(*columns).iterator(chunk_size=_BATCH_SIZE):
        yield Document(uid, version, str(agency), kind, tuple(topics), *words)


@transaction.atomic
def _refresh_batch(page_ids: list[int]) -> None:
    pages = {page.pk: page for page in _live_pages(page_ids)}
    wanted = {entry.page_id: entry for entry in _entries(pages)}
    existing = {entry.page_id: entry for entry in Entry.objects.filter(page_id__in=page_ids)}
    old_paths = {page_id: entry.path for page_id, entry in existing.items()}
    new = [entry for page_id, entry in wanted.items() if page_id not in existing]
    changed = [entry for page_id, entry in existing.items() if page_id in wanted and _take_over(entry, wanted[page_id])]
    gone = [entry.pk for page_id, entry in existing.items() if page_id not in wanted]
    Entry.objects.bulk_create(new)
    if changed:
        Entry.objects.bulk_update(changed, [*_WRITTEN_FIELDS, "version"], batch_size=_BATCH_SIZE)
    tell_outbox(entry.uid for entry in (*new, *changed))
    if gone:
        remove_entries(Entry.objects.filter(pk__in=gone))
    # Wagtail tells of a new slug only after the commit: too late to be sure of it.
    moved = {
        pages[page_id].path: entry.path
        for page_id, entry in wanted.items()
        if entry.path != old_paths.get(page_id) and pages[page_id].numchild
    }
    entries_refreshed.send(sender=Entry, shown=[(pages[page_id], entry) for page_id, entry in wanted.items()])
    _refresh_addresses_below(moved, already_fresh=set(page_ids))


def _refresh_addresses_below(moved: dict[str, str], *, already_fresh: set[int]) -> None:
    """Refresh the entries that still have an old address, below pages given by tree path and new address."""
    places = list(moved.items())
    for start in range(0, len(places), _ADDRESS_BATCH_SIZE):
        below = Q()
        for tree_path, path in places[start : start + _ADDRESS_BATCH_SIZE]:
            below |= Q(page__path__startswith=tree_path) & ~Q(path__startswith=path)
        stale = Entry.objects.filter(below).exclude(page_id__in=already_fresh).values_list("page_id", flat=True)
        refresh_pages(list(stale))


def _take_over(entry: Entry, wanted: Entry) -> bool:
    """Copy what differs; whether anything did."""
    differing = [name for name in _WRITTEN_FIELDS if getattr(entry, name) != getattr(wanted, name)]
    for name in differing:
        setattr(entry, name, getattr(wanted, name))
    entry.version = max(version_now(), entry.version + 1)
    return bool(differing)


def _live_pages(page_ids: list[int]) -> list[Any]:
    pages = Page.objects.filter(pk__in=page_ids, live=True, depth__gt=2, agency__status=Agency.Status.LIVE)
    return list(pages.specific())


def _entries(pages: dict[int, Any]) -> Iterator[Entry]:
    """The entries of those live pages that everybody may see."""
    if not pages:
        return
    protected = tuple(protection_of({page.agency_id for page in pages.values()}))
    topics = _topics(list(pages))
    for page in pages.values():
        address = address_map.get(page.path)
        if address is not None and not page.path.startswith(protected):
            yield _entry(page, address, topics[page.pk])


def _topics(page_ids: list[int]) -> defaultdict[int, list[str]]:
    topics = defaultdict(list)
    chosen = Page.topics.through.objects.filter(page_id__in=page_ids).order_by("topic__key")
    for page_id, key in chosen.values_list("page_id", "topic__key"):
        topics[page_id].append(key)
    return topics


def _entry(page: Any, address: SiteAddress, topics: list[str]) -> Entry:
    with translation.override(address.language):
        body, facts = page.body_text(), page.facts_for_readers()
    return Entry(
        uid=page.uid,
        page_id=page.pk,
        agency_id=page.agency_id,
        agency_site_id=address.agency_site_id,
        type=page._meta.model_name,
        title=_storable(page.title),
        summary=_storable(page.summary or page.search_description),
        body=_storable(body),
        facts=[_storable(fact) for fact in facts],
        topics=topics,
        language=address.language,
        path=address.path_of(page.url_path),
        source_url=page.source_url,
        published_at=page.first_published_at,
        updated_at=page.updated_at,
        withdrawn_on=page.withdrawn_at,
    )


def _storable(text: str) -> str:
    """Text in one Unicode form, without NUL, which PostgreSQL refuses."""
    return unicodedata.normalize("NFC", text).replace("\0", " ")
