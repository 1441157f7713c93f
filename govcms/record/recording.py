"""Writing the record: the only module that does.

The corpus tells what the public can read of a page, in the transaction that changes it. Here that becomes an event,
unless the page's last event says the same already. Queries do not grow with the pages of a batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from govcms.pages.bulk.references import references_of
from govcms.pages.models import Page
from govcms.record.models import SAID_FIELDS, PublicationEvent, PublishedText, hash_of
from search.models import Entry
from tenants.addresses import address_map
from tenants.audit.origin import current_origin
from tenants.scope import every_agency

_BATCH_SIZE = 400


def record_shown(shown: Sequence[tuple[Page, Entry]]) -> int:
    """Record what the public can read of these pages from now on; returns how many events that took."""
    recorded = 0
    with every_agency(reason="publication record"):
        for start in range(0, len(shown), _BATCH_SIZE):
            recorded += _record_batch(shown[start : start + _BATCH_SIZE])
    return recorded


def record_taken_away(pages: Iterable[tuple[UUID, int]]) -> int:
    """Record that these pages (uid, agency) are not public any more; returns how many events that took."""
    rows = list(pages)
    now, actor = timezone.now(), current_origin().actor
    recorded = 0
    with every_agency(reason="publication record"):
        for start in range(0, len(rows), _BATCH_SIZE):
            batch = dict(rows[start : start + _BATCH_SIZE])
            last = _last_events(batch)
            events = [
                _ending(uid, agency_id, now, actor)
                for uid, agency_id in batch.items()
                if uid in last and last[uid].is_shown
            ]
            recorded += len(PublicationEvent.objects.bulk_create(events))
    return recorded


def record_unrecorded() -> int:
    """Record what is public and was never recorded, as when the record begins; returns how many events that took."""
    recorded = 0
    with every_agency(reason="publication record"):
        known = Exists(PublicationEvent.objects.filter(page_uid=OuterRef("uid")))
        while entries := list(Entry.objects.exclude(known).order_by("pk")[:_BATCH_SIZE]):
            pages = Page.objects.filter(pk__in=[entry.page_id for entry in entries]).specific()
            specific = {page.pk: page for page in pages}
            written = record_shown([(specific[entry.page_id], entry) for entry in entries])
            recorded += written
            if not written:
                # A page without an address cannot be recorded, and would be found again and again.
                break
    return recorded


def _record_batch(shown: Sequence[tuple[Page, Entry]]) -> int:
    files = _files_of([page for page, _entry in shown])
    publishers = _publishers([page for page, _entry in shown])
    last = _last_events({entry.uid: entry.agency_id for _page, entry in shown})
    actor, now = current_origin().actor, timezone.now()
    events, texts = [], {}
    for page, entry in shown:
        event = _event(page, entry, files[page.pk])
        before = last.get(entry.uid)
        if event is None or (before is not None and _says_the_same(before, event)):
            continue
        if before is not None and before.is_shown and before.agency_id != entry.agency_id:
            # It was handed over: the record of the agency that had it ends here.
            events.append(_ending(entry.uid, before.agency_id, now, actor))
        event.at = now
        event.published_by = actor or publishers.get(page.live_revision_id)
        events.append(event)
        texts[entry.agency_id, event.text_sha256] = entry.body
    _keep_texts(texts)
    PublicationEvent.objects.bulk_create(events)
    return len(events)


def _event(page: Page, entry: Entry, files: list[dict[str, str]]) -> PublicationEvent | None:
    address = address_map.get(page.path)
    if address is None:
        return None
    host = urlsplit(address.root_url).hostname or ""
    return PublicationEvent(
        agency_id=entry.agency_id,
        kind=PublicationEvent.Kind.SHOWN,
        page_uid=entry.uid,
        host=host,
        path=entry.path,
        address_sha256=hash_of(host + entry.path),
        language=entry.language,
        title=entry.title,
        summary=entry.summary,
        text_sha256=hash_of(entry.body),
        withdrawn_on=entry.withdrawn_on,
        withdrawn_reason=page.withdrawn_reason if entry.withdrawn_on else "",
        files=files,
    )


def _ending(uid: UUID, agency_id: int, at: datetime, actor: UUID | None) -> PublicationEvent:
    return PublicationEvent(
        agency_id=agency_id, kind=PublicationEvent.Kind.TAKEN_AWAY, at=at, page_uid=uid, published_by=actor
    )


def _says_the_same(before: PublicationEvent, after: PublicationEvent) -> bool:
    return all(getattr(before, name) == getattr(after, name) for name in SAID_FIELDS)


def _last_events(pages: Mapping[UUID, int]) -> dict[UUID, PublicationEvent]:
    """The last event of each page, by uid; a page that changed hands goes on where it is."""
    events = PublicationEvent.objects.order_by()
    newest = events.filter(page_uid__in=list(pages)).values("page_uid").annotate(newest=Max("pk")).values("newest")
    return {event.page_uid: event for event in events.filter(pk__in=newest)}


def _keep_texts(texts: Mapping[tuple[int, str], str]) -> None:
    if not texts:
        return
    hashes = {sha256 for _agency_id, sha256 in texts}
    kept = set(PublishedText.objects.filter(sha256__in=hashes).values_list("agency_id", "sha256"))
    PublishedText.objects.bulk_create(
        (
            PublishedText(agency_id=agency_id, sha256=sha256, text=text)
            for (agency_id, sha256), text in texts.items()
            if (agency_id, sha256) not in kept
        ),
        # Another transaction may have kept the same text meanwhile.
        ignore_conflicts=True,
    )


def _publishers(pages: Sequence[Page]) -> dict[int | None, UUID]:
    """Who wrote the revision that is live, by the key of the revision: for what is published by the clock."""
    keys = [page.live_revision_id for page in pages if page.live_revision_id]
    rows = Revision.objects.filter(pk__in=keys).exclude(user=None).values_list("pk", "user__uid")
    return dict(rows)


def _files_of(pages: Sequence[Page]) -> defaultdict[int, list[dict[str, str]]]:
    """The images and documents that each page shows, read from the page: Wagtail's index of references comes later."""
    models = {"image": get_image_model(), "document": get_document_model()}
    named: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for page in pages:
        for target, key, _model_path, _content_path in references_of(page):
            for kind, model in models.items():
                if issubclass(target, model):
                    named[kind].add((page.pk, int(key)))
    found: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for kind, pairs in named.items():
        files: dict[int, Any] = models[kind]._base_manager.in_bulk({pk for _page_id, pk in pairs})
        for page_id, pk in sorted(pairs):
            if pk in files:
                file = files[pk]
                described = {"kind": kind, "uid": str(file.uid), "title": file.title, "sha1": file.get_file_hash()}
                found[page_id].append(described)
    return found
