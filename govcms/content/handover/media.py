"""Copies of pictures and documents for another agency: the bytes too, since each agency's files are its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from govcms.media.models import AgencyDocument, AgencyImage
from tenants.models import Agency
from tenants.scope import tenant_scope

_OWN = frozenset({"id", "uid", "agency", "collection", "file", "created_at", "width", "height"})


def copy_media(
    model: type[AgencyImage] | type[AgencyDocument], keys: Iterable[int], *, to: Agency, files: list[FieldFile]
) -> dict[int, int]:
    """Copy these files, note the files of the copies in ``files``; returns the copies' keys by the originals'."""
    copies = {}
    for original in model._base_manager.filter(pk__in=sorted(set(keys))).exclude(agency=to):
        with tenant_scope(original.agency):
            tags = sorted(original.tags.names())
        with tenant_scope(to):
            copies[original.pk] = _copy(original, to, tags, files).pk
    return copies


def _copy(original: Any, to: Agency, tags: list[str], files: list[FieldFile]) -> Any:
    taken_over = {
        field.attname: getattr(original, field.attname)
        for field in original._meta.concrete_fields
        if field.name not in _OWN
    }
    with original.file.open("rb") as stored:
        content = stored.read()
    name = str(original.file.name).rsplit("/", 1)[-1]
    copy = type(original)(**taken_over, collection=to.root_collection, file=ContentFile(content, name=name))
    copy.save()
    files.append(copy.file)
    if tags:
        copy.tags.set(tags)
        copy.save()
    return copy
