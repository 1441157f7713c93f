"""Rows of pages: one in the table of all pages, one in each table that a page type adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models.constants import OnConflict
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_m2m_relations

from govcms.pages.models import Page

# What a rewrite leaves alone: where a page is, whose it is, what it is.
_FIXED_FIELDS = frozenset(
    {
        "id",
        "uid",
        "path",
        "depth",
        "numchild",
        "slug",
        "url_path",
        "agency",
        "owner",
        "content_type",
        "locale",
        "translation_key",
        "alias_of",
        "latest_revision",
        "live_revision",
        "first_published_at",
    }
)


def insert_base_rows(pages: Sequence[Page]) -> None:
    """Store new pages in the table of all pages; they get their primary keys."""
    fields = [field for field in Page._meta.local_concrete_fields if not field.primary_key]
    keys = _insert(Page, pages, fields)
    for page, (key,) in zip(pages, keys, strict=True):
        page.id = key
        for table in _tables_below(type(page)):
            setattr(page, table._meta.pk.attname, key)
        page._state.adding = False
        page._state.db = "default"


def insert_type_rows(pages: Sequence[Page]) -> None:
    """Store what the types of new pages add, which Django's bulk_create refuses to do."""
    for table, members in _by_table(pages).items():
        _insert(table, members, table._meta.local_concrete_fields)


def update_rows(pages: Sequence[Page]) -> None:
    """Store what changed in pages that exist; neither tree nor ownership changes.

    An insert that meets the row and updates it takes one statement a batch, an update per row would take one a page.
    """
    _update(Page, pages)
    for table, members in _by_table(pages).items():
        _update(table, members)


def set_many_to_many(pages: Sequence[Page], *, are_new: bool) -> None:
    """Store the many-to-many relations (topics) that were set on the pages."""
    chosen: dict[ParentalManyToManyField, list[tuple[int, list[models.Model]]]] = defaultdict(list)
    for page in pages:
        held = getattr(page, "_cluster_related_objects", {})
        for field in get_all_child_m2m_relations(type(page)):
            if field.name in held:
                chosen[field].append((page.id, held.pop(field.name)))
    for field, choices in chosen.items():
        through = field.remote_field.through
        source, target = field.m2m_field_name() + "_id", field.m2m_reverse_field_name() + "_id"
        if not are_new:
            through._base_manager.filter(**{f"{source}__in": [key for key, _ in choices]}).delete()
        through._base_manager.bulk_create(
            through(**{source: key, target: item.pk}) for key, items in choices for item in items
        )


def _tables_below(page_type: type[Page]) -> list[type[Page]]:
    """The tables of a page type beyond the table of all pages, parents first."""
    parents = [parent for parent in reversed(page_type._meta.get_parent_list()) if parent is not Page]
    return parents if page_type is Page else [*parents, page_type]


def _by_table(pages: Iterable[Page]) -> dict[type[Page], list[Page]]:
    members = defaultdict(list)
    for page in pages:
        for table in _tables_below(type(page)):
            members[table].append(page)
    return members


def _insert(table: type[Page], pages: Sequence[Page], fields: Sequence[Any], **options: Any) -> list[tuple[Any, ...]]:
    # The part of bulk_create below its refusal of models with parents; it batches by the database's limits.
    rows: list[tuple[Any, ...]] = table._base_manager.get_queryset()._batched_insert(
        pages, fields, batch_size=None, **options
    )
    return rows


def _update(table: type[Page], pages: Sequence[Page]) -> None:
    fields = table._meta.local_concrete_fields
    changing = [field for field in fields if not field.primary_key and field.name not in _FIXED_FIELDS]
    if changing:
        key = table._meta.pk
        _insert(table, pages, fields, on_conflict=OnConflict.UPDATE, update_fields=changing, unique_fields=[key])
