"""The words of a body, for search."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import get_text_for_indexing


def words_of_stream(stream: blocks.StreamValue) -> Iterator[str]:
    """Every word a reader can read in a body, block by block."""
    for child in stream:
        yield from words_of(child.block, child.value)


def words_of(block: blocks.Block, value: Any) -> Iterator[str]:
    """The words of one block and the blocks within it."""
    if value is None:
        return
    match block:
        case blocks.RichTextBlock():
            yield get_text_for_indexing(value.source)
        case BaseTypedTableBlock():
            yield value.caption or ""
            yield " ".join(column["heading"] for column in value.columns)
            for row in value.rows:
                for cell in row:
                    yield from words_of(cell.block, cell.value)
        case blocks.StructBlock():
            # A picture says what the page says of it, not what a field of the form holds.
            if hasattr(value, "alt"):
                yield value.alt
            for name, child in block.child_blocks.items():
                if name != "alt_text":
                    yield from words_of(child, value.get(name))
        case blocks.ListBlock():
            for item in value:
                yield from words_of(block.child_block, item)
        case DocumentChooserBlock():
            yield value.title
        case blocks.ChoiceBlock() | blocks.URLBlock() | blocks.ChooserBlock():
            return
        case blocks.FieldBlock():
            yield str(value)
