"""The words of a page as a translator reads them: field by field and block by block, under their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import escape, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.whitelist import Whitelister

from govcms.content.text import CELL_SEPARATOR
from govcms.pages.models import Page

# Where a link leads and what is embedded is not translated; the words of a link are.
_LINK = re.compile(r"</?(?:a|embed)\b[^>]*>")
# Words that the reader of a page never sees, or that each language has its own of.
_LEFT_OUT = frozenset({"slug", "change_note", "owner_team", "withdrawn_reason", "comment_notifications"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a page, with the name of the field or block they are in."""

    label: str
    html: SafeString


def passages_of(page: Page) -> list[Passage]:
    """All words of a specific page that are to be translated, in the order of its editor."""
    passages: list[Passage] = []
    for name in type(page).get_edit_handler().get_form_class().base_fields:
        if name in _LEFT_OUT:
            continue
        try:
            field: Any = page._meta.get_field(name)
        except LookupError:
            continue
        value: Any = field.value_from_object(page) if getattr(field, "concrete", False) else None
        if isinstance(field, StreamField):
            passages += _of_block(value.stream_block, value, "")
        elif isinstance(field, models.CharField | models.TextField) and not field.choices and value:
            passages.append(Passage(capfirst(str(field.verbose_name)), _text(value)))
    return passages


def _of_block(block: blocks.Block, value: Any, label: str) -> Iterator[Passage]:
    if not value:
        return
    match block:
        case blocks.StreamBlock():
            for child in value:
                yield from _of_block(child.block, child.value, str(child.block.label))
        case blocks.ListBlock():
            for item in value:
                yield from _of_block(block.child_block, item, label)
        case BaseTypedTableBlock():
            yield from _of_table(value, label)
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                if name not in _LEFT_OUT:
                    yield from _of_block(
                        child, value.get(name), f"{label}: {child.label}" if label else str(child.label)
                    )
        case blocks.RichTextBlock():
            yield Passage(label, mark_safe(_LINK.sub("", Whitelister().clean(value.source))))
        case blocks.URLBlock() | blocks.EmailBlock() | blocks.ChooserBlock() | blocks.BooleanBlock():
            return
        case blocks.ChoiceBlock() | blocks.MultipleChoiceBlock():
            return
        case blocks.FieldBlock() if isinstance(value, str):
            yield Passage(label, _text(value))


def _of_table(table: Any, label: str) -> Iterator[Passage]:
    if table.caption:
        yield Passage(label, _text(table.caption))
    rows = [[column["heading"] for column in table.columns]]
    rows += [[str(cell.value if cell.value is not None else "") for cell in row] for row in table.rows]
    yield Passage(label, format_html_join("", "<p>{}</p>", ((CELL_SEPARATOR.join(row),) for row in rows)))


def _text(value: str) -> SafeString:
    return mark_safe(linebreaks(escape(value)))
