"""Blocks as the editor's form sends them, each pointing at what somebody else owns."""

from __future__ import annotations

import json
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

Posted = dict[str, str]


def posted_stream(block: blocks.StreamBlock, prefix: str, ids: dict[type[Any], int]) -> dict[str, Posted]:
    """For each kind of block a stream takes, the fields of a stream that holds one of it."""
    found = {}
    for name, child in block.child_blocks.items():
        row = {f"{prefix}-0-type": name, f"{prefix}-0-order": "0", f"{prefix}-0-deleted": "", f"{prefix}-0-id": ""}
        found[name] = {f"{prefix}-count": "1", **row, **_posted(child, f"{prefix}-0-value", ids)}
    return found


def draftail(entities: list[dict[str, Any]]) -> str:
    """Rich text as the editor sends it: one linked word for each entity."""
    rows = [
        {
            "key": f"aaaa{number}",
            "text": "word",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": 4, "key": number}],
        }
        for number, _entity in enumerate(entities)
    ]
    return json.dumps(
        {"blocks": rows, "entityMap": {str(n): {"mutability": "MUTABLE", **each} for n, each in enumerate(entities)}}
    )


def _posted(block: blocks.Block, prefix: str, ids: dict[type[Any], int]) -> Posted:
    match block:
        case BaseTypedTableBlock():
            return _posted_table(block, prefix, ids)
        case blocks.StreamBlock():
            return next(iter(posted_stream(block, prefix, ids).values()))
        case blocks.ListBlock():
            row = {f"{prefix}-0-order": "0", f"{prefix}-0-deleted": "", f"{prefix}-0-id": ""}
            return {f"{prefix}-count": "1", **row, **_posted(block.child_block, f"{prefix}-0-value", ids)}
        case blocks.StructBlock():
            fields: Posted = {}
            for name, child in block.child_blocks.items():
                fields |= _posted(child, f"{prefix}-{name}", ids)
            return fields
        case blocks.PageChooserBlock() | ImageChooserBlock() | DocumentChooserBlock():
            pk = next(
                (pk for model, pk in ids.items() if issubclass(model, resolve_model_string(block.target_model))), None
            )
            return {prefix: str(pk or "")}
        case blocks.RichTextBlock():
            return {prefix: _links(ids)}
        case blocks.ChoiceBlock():
            return {prefix: next(key for key, _label in block.field.choices if key)}
        case blocks.BooleanBlock():
            return {prefix: "on"}
        case blocks.URLBlock():
            # A link to a page and to an address at once is refused for that.
            return {prefix: ""}
    return {prefix: "Words"}


def _posted_table(block: Any, prefix: str, ids: dict[type[Any], int]) -> Posted:
    names = list(block.child_blocks)
    fields = {f"{prefix}-caption": "Words", f"{prefix}-column-count": str(len(names)), f"{prefix}-row-count": "1"}
    fields |= {f"{prefix}-row-0-order": "0", f"{prefix}-row-0-deleted": ""}
    for number, name in enumerate(names):
        column = f"{prefix}-column-{number}"
        fields |= {f"{column}-type": name, f"{column}-order": str(number), f"{column}-deleted": ""}
        fields |= {f"{column}-heading": "Words", f"{column}-id": ""}
        fields |= _posted(block.child_blocks[name], f"{prefix}-cell-0-{number}", ids)
    return fields


def _links(ids: dict[type[Any], int]) -> str:
    from govcms.media.models import AgencyDocument
    from govcms.pages.models import Page

    return draftail(
        [
            {"type": "LINK", "data": {"id": ids[Page], "url": "/x/"}},
            {"type": "DOCUMENT", "data": {"id": ids[AgencyDocument], "url": "/x/"}},
        ]
    )
