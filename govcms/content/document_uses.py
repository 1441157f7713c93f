"""Which documents published pages show, kept true: the only module that writes uses of documents.

Drafts never count: a page is read as it is stored, which is what the public reads, and the revisions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from wagtail.fields import RichTextField, StreamField

from govcms.content.gathering import references_in_stream, references_in_text
from govcms.content.models import DocumentUse
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page
from govcms.pages.protection import protection_of, restrictions_at
from tenants.addresses import address_map, current_version
from tenants.scope import every_agency

# Pages whose bodies are in memory at once.
_BATCH_SIZE = 400
# Where somebody has typed or pasted the address of a document instead of choosing it.
_ADDRESS = re.compile(r"/documents/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/", re.IGNORECASE)


class _Named(NamedTuple):
    """The documents a page names, by primary key and by the uid in their address."""

    pks: set[int]
    uids: set[UUID]


def refresh_pages(page_ids: Sequence[int]) -> None:
    """Make the uses on these pages those that are published now.

    The number of queries does not depend on the number of pages in a batch.
    """
    address_map.check(current_version())
    # What is public is the same whoever asks, and pages of several agencies may come at once.
    with every_agency(reason="what published pages show"):
        for start in range(0, len(page_ids), _BATCH_SIZE):
            _refresh_batch(page_ids[start : start + _BATCH_SIZE])


def refresh_subtree(path: str) -> None:
    """Make the uses on the page at a tree path and on all pages below it those that are published now."""
    refresh_pages(list(Page.objects.filter(path__startswith=path).order_by("pk").values_list("pk", flat=True)))


def rebuild() -> int:
    """Make all uses what is published now; returns how many there are."""
    refresh_pages(list(Page.objects.filter(depth__gt=2).order_by("pk").values_list("pk", flat=True)))
    return DocumentUse.objects.count()


@transaction.atomic
def _refresh_batch(page_ids: Sequence[int]) -> None:
    pages = {page.pk: page for page in _readable_pages(page_ids)}
    wanted = _protection_by_use(pages)
    existing = {
        (use.page_id, use.document_id): use for use in DocumentUse.objects.filter(page_id__in=page_ids).order_by()
    }
    gone = [use.pk for key, use in existing.items() if key not in wanted]
    changed = [use for key, use in existing.items() if key in wanted and use.protected_by != wanted[key]]
    for use in changed:
        use.protected_by = wanted[use.page_id, use.document_id]
    if gone:
        DocumentUse.objects.filter(pk__in=gone).delete()
    DocumentUse.objects.bulk_update(changed, ["protected_by"], batch_size=_BATCH_SIZE)
    DocumentUse.objects.bulk_create(
        DocumentUse(page_id=page_id, document_id=document_id, protected_by=protected_by)
        for (page_id, document_id), protected_by in wanted.items()
        if (page_id, document_id) not in existing
    )


def _readable_pages(page_ids: Sequence[int]) -> list[Any]:
    """The live pages that a site leads to, with their bodies; those above home pages belong to no site."""
    places = Page.objects.filter(pk__in=page_ids, live=True, depth__gt=2).values_list("pk", "path")
    readable = [pk for pk, path in places if address_map.get(path) is not None]
    return list(Page.objects.filter(pk__in=readable).specific()) if readable else []


def _protection_by_use(pages: dict[int, Any]) -> dict[tuple[int, int], str]:
    """Page and document of each use, and what protects it. A document of another agency is not shown."""
    named = {pk: found for pk, page in pages.items() if any(found := _named_by(page))}
    if not named:
        return {}
    documents = _documents(named.values())
    protection = protection_of({pages[pk].agency_id for pk in named})
    uses = {}
    for page_id, found in named.items():
        page = pages[page_id]
        protected_by = " ".join(map(str, sorted(restrictions_at(page.path, protection))))
        for pk, uid, agency_id in documents:
            if agency_id == page.agency_id and (pk in found.pks or uid in found.uids):
                uses[page_id, pk] = protected_by
    return uses


def _documents(named: Collection[_Named]) -> list[tuple[int, UUID, int]]:
    pks = {pk for found in named for pk in found.pks}
    uids = {uid for found in named for uid in found.uids}
    rows = AgencyDocument.objects.filter(Q(pk__in=pks) | Q(uid__in=uids))
    return list(rows.order_by().values_list("pk", "uid", "agency_id"))


def _named_by(page: Page) -> _Named:
    """The documents that any field of a page names."""
    named = _Named(set(), set())
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = field.value_from_object(page)
            named.pks.update(pk for kind, pk in references_in_stream(stream) if kind == "documents")
            named.uids.update(_uids_in(str(list(stream.raw_data))))
        elif isinstance(field, RichTextField):
            html = field.value_from_object(page) or ""
            named.pks.update(pk for kind, pk in references_in_text(html) if kind == "documents")
            named.uids.update(_uids_in(html))
        elif field.many_to_one and field.related_model is AgencyDocument:
            named.pks.update(filter(None, [field.value_from_object(page)]))
    return named


def _uids_in(text: str) -> Iterator[UUID]:
    return (UUID(uid) for uid in _ADDRESS.findall(text))
