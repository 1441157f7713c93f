"""Finding all that a page links to and shows in one query a kind, before the first block is drawn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import Q
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text.rewriters import extract_attrs

from govcms.content.blocks.choosers import LinkedSnippet
from govcms.content.blocks.offices import OfficeBlock
from govcms.content.linked import Destination, Linked
from govcms.content.models import ContentPage, OfficePage, Snippet
from govcms.content.pictures import ALL_SPECS, attach_renditions
from govcms.media.models import AgencyDocument, AgencyImage, Rendition
from govcms.pages.models import Page
from govcms.pages.protection import behind_password
from tenants.models import SHARED_BY_PLATFORM, AgencySite
from tenants.prepared import Prepared

_LINK = re.compile(r"<a(\b[^>]*\blinktype=[^>]*)>")

# A kind of object and its primary key, as a body names it.
Reference = tuple[str, int]


def gather(page: ContentPage, *, agency_site: AgencySite | None) -> Linked:
    """What ``page`` links to and shows; pages live, images and documents of its own agency only.

    On a site of several languages a link leads to the page in the language of ``page``.
    """
    languages = len(agency_site.languages) if agency_site else 1
    wanted, snippets = _wanted_by(page)
    pages = _pages(wanted["pages"], page, languages)
    return Linked(
        pages=pages,
        images=images_of(wanted["images"], page.agency_id),
        documents=_documents(wanted["documents"], page.agency_id),
        snippets=snippets,
        offices=_offices({pages[pk].pk for pk in wanted["offices"] & pages.keys()}, page.agency_id),
        site_id=agency_site.site_id if agency_site else None,
    )


def gather_for_words(page: ContentPage) -> Linked:
    """What has words of its own in the body of ``page``: all but pages. No query for a page without."""
    wanted, snippets = _wanted_by(page)
    images = AgencyImage.objects.filter(agency_id=page.agency_id)
    return Linked(
        images=images.in_bulk(wanted["images"]) if wanted["images"] else {},
        documents=_documents(wanted["documents"], page.agency_id),
        snippets=snippets,
    )


def _wanted_by(page: ContentPage) -> tuple[Mapping[str, set[int]], dict[int, Snippet]]:
    """What the page names, by kind, with what the reusable content names that it shows."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for kind, pk in references_of(page):
        wanted[kind].add(pk)
    snippets = _snippets(wanted["snippets"], page.agency_id)
    for snippet in snippets.values():
        for kind, pk in references_in_stream(snippet.content):
            wanted[kind].add(pk)
    return wanted, snippets


def references_of(page: ContentPage) -> Iterator[Reference]:
    """What the stored form of a page names, without turning it into objects."""
    page_type: Any = type(page)
    for field in _fields_of_content(page_type):
        stored = field.value_from_object(page)
        yield from references_in_stream(stored) if isinstance(field, StreamField) else references_in_text(stored or "")
    for name in page.page_fields:
        if pk := getattr(page, f"{name}_id"):
            yield "pages", pk
    if page.is_withdrawn and page.withdrawn_replacement_id:
        yield "pages", page.withdrawn_replacement_id
    if page.picture_id:
        yield "images", page.picture_id


@cache
def _fields_of_content(page_type: Any) -> tuple[Any, ...]:
    return tuple(field for field in page_type._meta.fields if isinstance(field, StreamField | RichTextField))


def references_in_stream(stream: Any) -> Iterator[Reference]:
    """What the stored form of a stream names."""
    for item in stream.raw_data:
        block = stream.stream_block.child_blocks.get(item["type"])
        if block is not None:
            yield from _references(block, item["value"])


def _references(block: blocks.Block, raw: Any) -> Iterator[Reference]:
    if not raw:
        return
    match block:
        case blocks.RichTextBlock():
            yield from references_in_text(raw)
        case blocks.StructBlock():
            if isinstance(block, OfficeBlock) and raw.get("page") and not raw.get("address"):
                yield "offices", raw["page"]
            for name, child in block.child_blocks.items():
                yield from _references(child, raw.get(name))
        case blocks.StreamBlock():
            for item in raw:
                if item["type"] in block.child_blocks:
                    yield from _references(block.child_blocks[item["type"]], item["value"])
        case blocks.ListBlock():
            for item in raw:
                # Lists written before Wagtail gave their items identities hold bare values.
                yield from _references(block.child_block, item["value"] if _is_list_item(item) else item)
        case BaseTypedTableBlock():
            columns = [block.child_blocks.get(column["type"]) for column in raw["columns"]]
            for row in raw["rows"]:
                for child, cell in zip(columns, row["values"], strict=False):
                    if child is not None:
                        yield from _references(child, cell)
        case blocks.PageChooserBlock():
            yield "pages", raw
        case ImageChooserBlock():
            yield "images", raw
        case DocumentChooserBlock():
            yield "documents", raw
        case LinkedSnippet():
            yield "snippets", raw


def _is_list_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item and "id" in item


def references_in_text(html: str) -> Iterator[Reference]:
    """What the links of a rich text name."""
    for match in _LINK.finditer(html):
        attrs = extract_attrs(match.group(1))
        kind = {"page": "pages", "document": "documents"}.get(attrs.get("linktype", ""))
        pk = attrs.get("id", "")
        if kind and pk.isascii() and pk.isdigit():
            yield kind, int(pk)


def _pages(ids: set[int], page: ContentPage, languages: int) -> dict[int, Destination]:
    if not ids:
        return {}
    if languages < 2:
        return destinations(ids)
    # Both the pages named and what they are in the language of this page, in one query.
    named = Page.objects.filter(pk__in=ids)
    candidates = Page.objects.filter(live=True).filter(
        Q(pk__in=ids) | Q(translation_key__in=named.values("translation_key"), locale_id=page.locale_id)
    )
    rows = list(candidates.values_list(*_DESTINATION, "translation_key", "locale_id"))
    in_language = {key: Destination(*row) for *row, key, locale_id in rows if locale_id == page.locale_id}
    return {row[0]: in_language.get(key) or Destination(*row) for *row, key, _locale in rows if row[0] in ids}


_DESTINATION = ("pk", "path", "url_path", "title", "summary")


_live_pages = Prepared(lambda ids: Page.objects.order_by().filter(pk__in=ids, live=True).values_list(*_DESTINATION))


def destinations(ids: Iterable[int]) -> dict[int, Destination]:
    """The live pages among these, as links need them. One query."""
    return {row[0]: Destination(*row) for row in _live_pages.rows(list(ids))}


def images_of(ids: set[int], agency_id: int) -> dict[int, AgencyImage]:
    """Images joined to their renditions: one query while each has been drawn before, two otherwise."""
    if not ids:
        return {}
    rows = Rendition.objects.filter(image_id__in=ids, image__agency_id=agency_id, filter_spec__in=ALL_SPECS)
    images: dict[int, AgencyImage] = {}
    renditions = []
    # An image has more than a dozen renditions: made with each of them, it would take longer than all else.
    for row in rows.order_by().values_list(*_RENDITION, *(f"image__{name}" for name in _IMAGE)):
        rendition = Rendition.from_db(rows.db, _RENDITION, row[: len(_RENDITION)])
        renditions.append(rendition)
        if rendition.image_id not in images:
            images[rendition.image_id] = AgencyImage.from_db(rows.db, _IMAGE, row[len(_RENDITION) :])
    if missing := ids - images.keys():
        images |= AgencyImage.objects.filter(agency_id=agency_id).in_bulk(missing)
    attach_renditions(images.values(), renditions)
    return images


# In the order of the columns, as ``from_db`` wants them.
_RENDITION = [each.attname for each in Rendition._meta.concrete_fields]
_NOT_SHOWN = {"created_at", "file_hash", "file_size"}
_IMAGE = [each.attname for each in AgencyImage._meta.concrete_fields if each.attname not in _NOT_SHOWN]


def _documents(ids: set[int], agency_id: int) -> dict[int, AgencyDocument]:
    if not ids:
        return {}
    documents = AgencyDocument.objects.order_by().filter(pk__in=ids, agency_id=agency_id)
    return {document.pk: document for document in documents}


def _offices(ids: set[int], agency_id: int) -> dict[int, OfficePage]:
    """The offices among these live pages that everybody may read. One query, if any."""
    if not ids:
        return {}
    offices = OfficePage.objects.order_by().filter(pk__in=ids, agency_id=agency_id, withdrawn_at=None)
    return {office.pk: office for office in offices.exclude(behind_password()).defer("body", "accessibility")}


def _snippets(ids: set[int], agency_id: int) -> dict[int, Snippet]:
    """Reusable content that pages of the agency may show, whatever scope they are read in. One query, if any."""
    if not ids:
        return {}
    shown = Q(agency_id=agency_id) | SHARED_BY_PLATFORM
    return {snippet.pk: snippet for snippet in Snippet._base_manager.filter(shown, pk__in=ids)}
