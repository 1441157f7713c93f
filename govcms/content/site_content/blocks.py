"""From the plain form of blocks in files to the form that StreamFields store."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail import blocks

from tenants.errors import UserError


def stored_form(block: blocks.Block, value: Any) -> Any:
    """The stored form of ``value``, with an id for each block and list item.

    Raises UserError for a block or a key that ``block`` does not know.
    """
    match block:
        case blocks.StreamBlock():
            return [_item(_child(block, item["type"]), item["type"], item["value"]) for item in _named(block, value)]
        case blocks.ListBlock():
            return [_item(block.child_block, "item", item) for item in value]
        case blocks.StructBlock():
            return {name: stored_form(_child(block, name), item) for name, item in value.items()}
    return value


def _named(block: blocks.StreamBlock, items: Any) -> Any:
    """The items of a stream with their kind, which needs no saying where there is only one."""
    [only, *others] = block.child_blocks
    return items if others else [item if "type" in item else {"type": only, "value": item} for item in items]


def _item(block: blocks.Block, name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "value": stored_form(block, value), "id": str(uuid.uuid4())}


def _child(block: Any, name: str) -> blocks.Block:
    try:
        return block.child_blocks[name]
    except KeyError:
        known = ", ".join(block.child_blocks)
        raise UserError(f"There is no block or field “{name}” here; there are {known}.") from None
