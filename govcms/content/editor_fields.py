"""The fields of forms that scripts of the editor fill in: what no editor sends is a bad request, no error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField, BlockWidget
from wagtail.fields import StreamField

# Ids of blocks and the words around a table are stored as they come; PostgreSQL refuses NUL in any text.
_UNCHECKED = ("-id", "-caption", "-heading")


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor of rich text."""

    def format_value(self, value: Any) -> Any:
        """The text as the editor reads it."""
        # Wagtail's reader keeps what it reads in itself, and is shared by all requests of a process: two that draw an
        # editor at the same time would get each other's words.
        own = copy(self)
        own.converter = copy(self.converter)
        own.converter.html_to_contentstate_handler = copy(self.converter.html_to_contentstate_handler)
        return super(RichTextArea, own).format_value(value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The text as it is stored. Raises BadRequest for what is no content of an editor."""
        with _sent_by_an_editor(name):
            text = super().value_from_datadict(data, files, name)
        # Browsers may cut an emoji in two, and half of one is no text that can be stored.
        return text and text.encode(errors="ignore").decode()


class StreamInput(BlockWidget):
    """Wagtail's editor of blocks."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The blocks. Raises BadRequest where their numbers and order are missing, and for NUL where no field looks."""
        with _sent_by_an_editor(name):
            if any("\x00" in data[key] for key in data if key.startswith(name) and key.endswith(_UNCHECKED)):
                raise ValueError
            return super().value_from_datadict(data, files, name)


class StreamFormField(BlockField):
    """Wagtail's form field of a stream, with that editor."""

    def __init__(self, block: Any = None, **kwargs: Any) -> None:
        super().__init__(block=block, **{"widget": StreamInput(block), **kwargs})


def use_stream_input() -> None:
    """Have every form of the admin take streams in that editor."""
    register_form_field_override(StreamField, override={"form_class": StreamFormField})


@contextmanager
def _sent_by_an_editor(name: str) -> Iterator[None]:
    # Those who read what is sent do not check its shape.
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadRequest(f"{name}: no editor sends this.") from error
