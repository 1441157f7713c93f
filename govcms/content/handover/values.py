"""Puts other references in place of those in stored content: rows, revisions, blocks, rich text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.db import models
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.base import Block
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from govcms.content.models import Snippet
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_EMBED = re.compile(r"<embed\b([^>]*)/?>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Replacements:
    """What stands in place of what, by primary key."""

    images: Mapping[int, int] = field(default_factory=dict)
    documents: Mapping[int, int] = field(default_factory=dict)
    snippets: Mapping[int, int] = field(default_factory=dict)
    # Pages that are another agency's from now on, and their public addresses; empty for a page without one.
    pages: Mapping[int, str] = field(default_factory=dict)

    def of_key(self, model: type[models.Model], key: int) -> int | None:
        """The key that takes the place of a key of ``model``; None where a link can take its place at most."""
        if issubclass(model, AgencyImage):
            return self.images.get(key, key)
        if issubclass(model, AgencyDocument):
            return self.documents.get(key, key)
        if issubclass(model, Snippet):
            return self.snippets.get(key, key)
        if issubclass(model, Page):
            return None if key in self.pages else key
        return key


def replace_in_content(model: type[models.Model], content: dict[str, Any], replacements: Replacements) -> bool:
    """Change the content of a revision in place; whether anything changed."""
    changed = False
    for target in model._meta.concrete_fields:
        if target.name not in content or content[target.name] is None:
            continue
        before = content[target.name]
        if isinstance(target, StreamField):
            stored = json.loads(before) if isinstance(before, str) else before
            content[target.name] = json.dumps(in_block(target.stream_block, stored, replacements))
            changed = changed or json.loads(content[target.name]) != stored
            continue
        after = in_field(target, before, replacements)
        content[target.name] = after
        changed = changed or after != before
    return changed


def in_field(target: Any, value: Any, replacements: Replacements) -> Any:
    """The stored value of a field that is no stream."""
    if isinstance(target, RichTextField):
        return in_rich_text(value, replacements)
    if target.remote_field is not None and not getattr(target.remote_field, "parent_link", False):
        return replacements.of_key(target.remote_field.model, value)
    return value


def in_block(block: Block, value: Any, replacements: Replacements) -> Any:
    """The stored value of a block."""
    if value is None:
        return None
    for kind, replace in _IN.items():
        if isinstance(block, kind):
            return replace(block, value, replacements)
    return value


def in_rich_text(html: str, replacements: Replacements) -> str:
    """Rich text as it is stored; a link to a page that is another agency's becomes a plain address, or plain words."""
    html = _EMBED.sub(lambda match: _embed(match, replacements), html)
    return _LINK.sub(lambda match: _link(match, replacements), html)


def _in_stream(block: StreamBlock, value: list[dict[str, Any]], replacements: Replacements) -> list[Any]:
    return [
        {**item, "value": in_block(block.child_blocks[item["type"]], item["value"], replacements)}
        if item["type"] in block.child_blocks
        else item
        for item in value
    ]


def _in_struct(block: StructBlock, value: dict[str, Any], replacements: Replacements) -> dict[str, Any]:
    after = {
        name: in_block(block.child_blocks[name], part, replacements) if name in block.child_blocks else part
        for name, part in value.items()
    }
    page: Any = value.get("page")
    if page in replacements.pages and "url" in block.child_blocks and not after.get("url"):
        after["url"] = replacements.pages[page]
    return after


def _in_list(block: ListBlock, value: list[Any], replacements: Replacements) -> list[Any]:
    # What had to go leaves no empty place behind.
    items = [{**item, "value": in_block(block.child_block, item["value"], replacements)} for item in value]
    return [item for item, before in zip(items, value, strict=True) if item["value"] is not None or not before["value"]]


def _in_table(block: TypedTableBlock, value: dict[str, Any], replacements: Replacements) -> dict[str, Any]:
    kinds = [block.child_blocks.get(column["type"]) for column in value.get("columns", ())]
    rows = [
        {
            **row,
            "values": [
                cell if kind is None else in_block(kind, cell, replacements)
                for kind, cell in zip(kinds, row["values"], strict=False)
            ],
        }
        for row in value.get("rows", ())
    ]
    return {**value, "rows": rows}


_IN: dict[type[Block], Callable[[Any, Any, Replacements], Any]] = {
    StreamBlock: _in_stream,
    TypedTableBlock: _in_table,
    StructBlock: _in_struct,
    ListBlock: _in_list,
    ChooserBlock: lambda block, value, replacements: replacements.of_key(block.model_class, value),
    RichTextBlock: lambda block, value, replacements: in_rich_text(value, replacements),
}


def _embed(match: re.Match[str], replacements: Replacements) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    if attributes.get("embedtype") != "image" or not attributes.get("id", "").isdigit():
        return match[0]
    old, new = attributes["id"], replacements.images.get(int(attributes["id"]))
    return match[0] if new is None else match[0].replace(f'id="{old}"', f'id="{new}"')


def _link(match: re.Match[str], replacements: Replacements) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    if not attributes.get("id", "").isdigit():
        return match[0]
    key, words = int(attributes["id"]), match[2]
    if attributes.get("linktype") == "document" and key in replacements.documents:
        return f'<a linktype="document" id="{replacements.documents[key]}">{words}</a>'
    if attributes.get("linktype") == "page" and key in replacements.pages:
        address = replacements.pages[key]
        return f'<a href="{escape(address)}">{words}</a>' if address else words
    return match[0]
