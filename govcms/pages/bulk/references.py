"""The reference index of many pages, read from stored block values instead of loaded objects.

Wagtail's own extraction turns each chooser's number into an object first, at a query a block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.base import Block
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from govcms.pages.models import Page

# (model, primary key, path of the field in the model, path of the value in the content)
Found = tuple[type[models.Model], str, str, str]


def write_references(pages: Sequence[Page], *, are_new: bool) -> None:
    """Bring the index up to date with what the pages refer to."""
    base_type = ContentType.objects.get_for_model(Page)
    if not are_new:
        ReferenceIndex.objects.filter(
            base_content_type=base_type, object_id__in=[str(page.pk) for page in pages]
        ).delete()
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type_id=page.content_type_id,
            base_content_type=base_type,
            object_id=str(page.pk),
            to_content_type_id=_base_type_id(model),
            to_object_id=key,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for page in pages
        for model, key, model_path, content_path in dict.fromkeys(references_of(page))
    )


def references_of(page: Page) -> Iterator[Found]:
    """What a page refers to, in Wagtail's terms."""
    for field in _referring_fields(type(page)):  # type: ignore[arg-type]  # a model class is hashable
        value = field.value_from_object(page)
        if value is None:
            continue
        if isinstance(field, StreamField):
            found: Iterable[Found] = in_stored_value(field.stream_block, field.stream_block.get_prep_value(value))
        elif hasattr(field, "extract_references"):
            found = field.extract_references(value)
        else:
            yield field.related_model, str(value), field.name, field.name
            continue
        for model, key, model_path, content_path in found:
            yield model, key, f"{field.name}.{model_path}", f"{field.name}.{content_path}"


def in_stored_value(block: Block, value: Any) -> Iterator[Found]:
    """What the stored value of a block refers to."""
    if value is None:
        return
    # A block that brings its own rule (Wagtail's or ours) is asked itself.
    reader = _READERS.get(type(block).extract_references)
    yield from reader(block, value) if reader else block.extract_references(block.to_python(value))


def _in_stream(block: StreamBlock, value: list[dict[str, Any]]) -> Iterator[Found]:
    for item in value:
        child = block.child_blocks.get(item["type"])
        if child is not None:
            yield from _below(in_stored_value(child, item["value"]), item["type"], item["id"])


def _in_struct(block: StructBlock, value: dict[str, Any]) -> Iterator[Found]:
    for name, child in block.child_blocks.items():
        yield from _below(in_stored_value(child, value.get(name)), name, name)


def _in_list(block: ListBlock, value: list[dict[str, Any]]) -> Iterator[Found]:
    for item in value:
        yield from _below(in_stored_value(block.child_block, item["value"]), "item", item["id"])


def _in_table(block: TypedTableBlock, value: dict[str, Any]) -> Iterator[Found]:
    columns = [block.child_blocks.get(column["type"]) for column in value.get("columns", ())]
    for row, cells in enumerate(value.get("rows", ())):
        for column, (child, cell) in enumerate(zip(columns, cells["values"], strict=False)):
            if child is not None:
                place = f"values.{column}"
                yield from _below(in_stored_value(child, cell), f"rows.item.{place}", f"rows.{row}.{place}")


def _in_chooser(block: ChooserBlock, value: Any) -> Iterator[Found]:
    if issubclass(block.model_class, models.Model):
        yield block.model_class, str(value), "", ""


def _in_rich_text(block: RichTextBlock, value: str) -> Iterator[Found]:
    yield from extract_references_from_rich_text(value)


def _below(found: Iterable[Found], model_step: str, content_step: str) -> Iterator[Found]:
    for model, key, model_path, content_path in found:
        yield (
            model,
            key,
            f"{model_step}.{model_path}" if model_path else model_step,
            f"{content_step}.{content_path}" if content_path else content_step,
        )


_READERS: dict[Callable[..., Any], Callable[[Any, Any], Iterator[Found]]] = {
    Block.extract_references: lambda block, value: iter(()),
    StreamBlock.extract_references: _in_stream,
    StructBlock.extract_references: _in_struct,
    ListBlock.extract_references: _in_list,
    TypedTableBlock.extract_references: _in_table,
    ChooserBlock.extract_references: _in_chooser,
    RichTextBlock.extract_references: _in_rich_text,
}


@cache
def _referring_fields(page_type: type[Page]) -> list[Any]:
    """The fields of a page type that Wagtail's index follows."""
    return [
        field
        for field in page_type._meta.get_fields()
        if hasattr(field, "extract_references")
        or (
            field.is_relation
            and field.many_to_one
            and not isinstance(field, ParentalKey | GenericForeignKey)
            and not getattr(field, "wagtail_reference_index_ignore", False)
            and not getattr(field.related_model, "wagtail_reference_index_ignore", False)
        )
    ]


@cache
def _base_model(model: type[models.Model]) -> type[models.Model]:
    parents: list[type[models.Model]] = model._meta.get_parent_list()
    return parents[-1] if parents else model


def _base_type_id(model: type[models.Model]) -> int:
    # Content types are remembered by Django per process, and per test forgotten: hence not cached here.
    return ContentType.objects.get_for_model(_base_model(model), for_concrete_model=False).pk
