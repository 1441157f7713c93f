"""Blocks as the editor's form sends them."""

from __future__ import annotations

import json
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string

from govcms.media.models import AgencyDocument
from govcms.pages.models import Page

Posted = dict[str, str]
# By model: the id that choosers and links send.
Targets = dict[type[Any], int]


def posted_stream(block: blocks.StreamBlock, prefix: str, targets: Targets) -> Posted:
    """The fields of a stream with one of each kind of block in it, all of them pointing at these targets."""
    fields = {f"{prefix}-count": str(len(block.child_blocks))}
    for number, (name, child) in enumerate(block.child_blocks.items()):
        row = f"{prefix}-{number}"
        example = child.get_preview_value() if isinstance(child, blocks.StructBlock) else None
        fields |= {f"{row}-type": name, **_row(row, number), **_posted(child, f"{row}-value", targets, example)}
    return fields


def posted_text(targets: Targets) -> str:
    """Rich text as the editor sends it, with a link to a page and one to a document."""
    entities = [
        {"type": "LINK", "mutability": "MUTABLE", "data": {"id": targets[Page], "url": "/x/"}},
        {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": targets[AgencyDocument], "url": "/x/"}},
    ]
    rows = [
        {
            "key": f"aaaa{number}",
            "text": "word",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": 4, "key": number}],
        }
        for number in range(len(entities))
    ]
    return json.dumps({"blocks": rows, "entityMap": dict(enumerate(entities))})


def _posted(block: blocks.Block, prefix: str, targets: Targets, example: Any = None) -> Posted:
    """The fields of a block; where not any word will do, those of the example that the editor is shown."""
    match block:
        case BaseTypedTableBlock():
            return _posted_table(block, prefix, targets)
        case blocks.StreamBlock():
            return posted_stream(block, prefix, targets)
        case blocks.ListBlock():
            row, first = f"{prefix}-0", example[0] if example else None
            value = _posted(block.child_block, f"{row}-value", targets, first)
            return {f"{prefix}-count": "1", **_row(row, 0), **value}
        case blocks.StructBlock():
            fields: Posted = {}
            for name, child in block.child_blocks.items():
                fields |= _posted(child, f"{prefix}-{name}", targets, example.get(name) if example else None)
            return fields
        case blocks.ChooserBlock():
            model = resolve_model_string(block.target_model)
            return {prefix: str(next(pk for kind, pk in targets.items() if issubclass(kind, model)))}
        case blocks.RichTextBlock():
            return {prefix: posted_text(targets)}
        case blocks.ChoiceBlock():
            return {prefix: next(key for key, _label in block.field.choices if key)}
        case blocks.BooleanBlock():
            return {}
        case blocks.URLBlock() if not block.required:
            # Beside a link to a page, an address is refused.
            return {prefix: ""}
        case blocks.URLBlock():
            return {prefix: str(example or "https://words.example/")}
    return {prefix: str(example or "Words")}


def _posted_table(block: Any, prefix: str, targets: Targets) -> Posted:
    names = list(block.child_blocks)
    fields = {f"{prefix}-caption": "Words", f"{prefix}-column-count": str(len(names)), f"{prefix}-row-count": "1"}
    fields |= {f"{prefix}-row-0-order": "0", f"{prefix}-row-0-deleted": ""}
    for number, name in enumerate(names):
        column = f"{prefix}-column-{number}"
        fields |= {f"{column}-type": name, f"{column}-heading": "Words", **_row(column, number)}
        fields |= _posted(block.child_blocks[name], f"{prefix}-cell-0-{number}", targets)
    return fields


def _row(prefix: str, number: int) -> Posted:
    return {f"{prefix}-order": str(number), f"{prefix}-deleted": "", f"{prefix}-id": ""}
