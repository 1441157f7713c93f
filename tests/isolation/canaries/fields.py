"""Marked values for fields and blocks of any kind, so that a new field is marked without being listed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.fields import StreamField

from govcms.content.site_content.blocks import stored_form
from tests.isolation.canaries.words import Marks

# Written by the database layer from other fields, or what the row is found by.
_DERIVED = {"path", "url_path", "slug", "draft_title", "file_hash", "numchild", "depth"}


@dataclass
class Marking:
    """One of an agency's words, and what fields that refer to something refer to."""

    marks: Marks
    word: str
    # By model: the row that foreign keys and choosers point at.
    targets: Mapping[type[models.Model], Any] = field(default_factory=dict)

    def values(self, model: type[models.Model], *, leave: set[str] | None = None) -> dict[str, Any]:
        """A value for every field of the model that holds words or a body of blocks."""
        return {
            each.name: self._value(each)
            for each in model._meta.concrete_fields
            if each.name not in (leave or set()) | _DERIVED and is_text(each) and not each.choices
        }

    def row(self, model: type[models.Model], **given: Any) -> Any:
        """A stored row with every field filled: what a model without a factory of its own gets."""
        values: dict[str, Any] = self.values(model, leave=set(given))
        for each in model._meta.concrete_fields:
            if each.name in values or each.name in given or each.primary_key or each.has_default() or is_text(each):
                continue
            target = each.remote_field and self._target(each.remote_field.model)
            if target is not None:
                values[each.name] = target
            elif not each.null:
                values[each.name] = _plain(each)
        row = model(**{**values, **given})
        row.save()
        return row

    def block(self, block: blocks.Block, name: str = "text") -> Any:
        """A value of a block, in the plain form that site content has."""
        match block:
            case blocks.StreamBlock():
                return [{"type": key, "value": self.block(child, key)} for key, child in block.child_blocks.items()]
            case blocks.ListBlock():
                return [self.block(block.child_block, name)]
            case BaseTypedTableBlock():
                columns = [{"type": key, "heading": self.text(key)} for key in block.child_blocks]
                cells = [self.block(child, key) for key, child in block.child_blocks.items()]
                return {"caption": self.text("caption"), "columns": columns, "rows": [{"values": cells}]}
            case blocks.StructBlock():
                return {key: self.block(child, key) for key, child in block.child_blocks.items()}
            case blocks.ChooserBlock():
                target = self._target(resolve_model_string(block.target_model))
                return target.pk if target is not None else None
            case blocks.RichTextBlock():
                return f"<p>{self.text(name)}</p>"
            case blocks.ChoiceBlock():
                return next(key for key, _label in block.field.choices if key)
            case blocks.BooleanBlock():
                return True
            case blocks.IntegerBlock():
                return 1
            case blocks.DateBlock():
                return "2026-03-04"
            case blocks.URLBlock():
                return f"https://{self.word}.example/{name}/"
            case blocks.EmailBlock():
                return f"{name}@{self.word}.example"
        return self.text(name)

    def text(self, what: str, max_length: int | None = None) -> str:
        """Marked words."""
        return self.marks.text(self.word, what, max_length)

    def _target(self, model: Any) -> Any:
        return next((row for kind, row in self.targets.items() if issubclass(kind, model)), None)

    def _value(self, each: Any) -> Any:
        match each:
            case StreamField():
                return json.dumps(stored_form(each.stream_block, self.block(each.stream_block)))
            case models.JSONField():
                return {"note": self.text(each.name)}
            case models.EmailField():
                return f"{each.name}@{self.word}.example"
            case models.URLField():
                return f"https://{self.word}.example/{each.name}/"
            case models.SlugField():
                return self.text(each.name, each.max_length).replace(" ", "-")
            case models.FileField():
                return f"{self.word}/{uuid.uuid4()}.txt"
        return self.text(each.name, each.max_length)


def is_text(each: Any) -> bool:
    """Whether a field may hold words."""
    return isinstance(each, models.CharField | models.TextField | models.JSONField | models.FileField | StreamField)


def _plain(each: Any) -> Any:
    match each:
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.UUIDField():
            return uuid.uuid4()
        case models.BooleanField():
            return True
        case models.DurationField():
            return timezone.timedelta(days=1)
        case models.BinaryField():
            return b"1"
    return 1
