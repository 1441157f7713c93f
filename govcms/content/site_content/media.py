"""The pictures and documents of a site, made from their descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from govcms.media.models import AgencyDocument, AgencyImage
from tenants.errors import UserError
from tenants.models import Agency

_DEFAULT_SIZE = (1600, 900)


@contextmanager
def files_only_if_all_goes_well() -> Iterator[list[FieldFile]]:
    """Delete the files in the list again when the work fails: a database forgets what it wrote, a disk does not."""
    files: list[FieldFile] = []
    try:
        yield files
    except BaseException:
        for file in files:
            file.storage.delete(str(file.name))
        raise


def store_images(
    agency: Agency, described: Mapping[str, Mapping[str, Any]], used: Iterable[str], files: list[FieldFile]
) -> dict[str, int]:
    """Draw and store the pictures that are used, note their files; returns their primary keys by key."""
    used = sorted(set(used))
    if not used:
        return {}
    # The demo alone has pictures: a web process never loads what draws them.
    from govcms.content.demo.pictures import draw_picture

    stored = {}
    for key in used:
        picture = _description(described, key, "picture")
        left, top, width, height = picture.get("focal", (None, None, None, None))
        width_px, height_px = picture.get("size", _DEFAULT_SIZE)
        size = round(width_px * settings.DEMO_PICTURE_SCALE), round(height_px * settings.DEMO_PICTURE_SCALE)
        drawn = draw_picture(kind=picture["kind"], seed=picture["seed"], size=size, palette=picture["palette"])
        image = AgencyImage(
            title=picture["title"],
            alt_text=picture.get("alt", ""),
            is_decorative=picture.get("decorative", False),
            credit=picture.get("credit", ""),
            collection=agency.root_collection,
            file=ContentFile(drawn, name=f"{key}.jpg"),
            file_size=len(drawn),
            focal_point_x=left,
            focal_point_y=top,
            focal_point_width=width,
            focal_point_height=height,
        )
        image.save()
        files.append(image.file)
        stored[key] = image.pk
    return stored


def store_documents(
    agency: Agency, described: Mapping[str, Mapping[str, Any]], used: Iterable[str], files: list[FieldFile]
) -> dict[str, int]:
    """Write and store the documents that are used, note their files; returns their primary keys by key."""
    used = sorted(set(used))
    if not used:
        return {}
    from govcms.content.demo.documents import write_pdf

    stored = {}
    for key in used:
        text = _description(described, key, "document")
        paragraphs = [part.strip() for part in text["text"].strip().split("\n\n") if part.strip()]
        written = write_pdf(title=text["title"], paragraphs=paragraphs, language=text.get("language", "en"))
        file = ContentFile(written, name=f"{key}.pdf")
        document = AgencyDocument(
            title=text["title"], collection=agency.root_collection, file=file, file_size=len(written)
        )
        document.save()
        files.append(document.file)
        stored[key] = document.pk
    return stored


def _description(described: Mapping[str, Mapping[str, Any]], key: str, kind: str) -> Mapping[str, Any]:
    try:
        return described[key]
    except KeyError:
        raise UserError(f"There is no {kind} “{key}”.") from None
