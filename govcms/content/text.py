"""The words of a body, for search."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import get_text_for_indexing

from govcms.content.blocks.chart import ChartBlock
from govcms.content.blocks.choosers import LinkedSnippet

CELL_SEPARATOR = " · "
# What a picture shows is for those who cannot see it; in a search result it would read as text. Nor do people read
# addresses, places on a map and the figures of a chart, or look for a number of pages.
_NO_WORDS = {"alt_text", "slug", "pages", "coordinates", "csv"}


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
            # Cells are set apart, so that a search result does not read them as one sentence.
            yield CELL_SEPARATOR.join(column["heading"] for column in value.columns)
            for row in value.rows:
                yield CELL_SEPARATOR.join(word for cell in row for word in words_of(cell.block, cell.value) if word)
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                if name not in _NO_WORDS:
                    yield from words_of(child, value.get(name))
            if isinstance(block, ChartBlock) and (figures := value.figures):
                yield CELL_SEPARATOR.join(figures.labels)
        case blocks.ListBlock():
            for item in value:
                yield from words_of(block.child_block, item)
        case blocks.StreamBlock():
            yield from words_of_stream(value)
        case DocumentChooserBlock():
            yield value.title
        case LinkedSnippet():
            yield from words_of_stream(value.content)
        case blocks.ChoiceBlock() | blocks.MultipleChoiceBlock() | blocks.BooleanBlock():
            return
        case blocks.URLBlock() | blocks.ChooserBlock():
            return
        case blocks.FieldBlock():
            yield str(value)
