"""Large files that come in parts, so that a broken connection costs one part and not all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from govcms.media.models import AgencyDocument, PendingUpload
from tenants.models import Agency
from tenants.scope import every_agency

# What a browser sends at once; two of these fit into a minute of a slow connection.
PART_BYTES = 5 * 1024 * 1024
LARGEST_PART_BYTES = 2 * PART_BYTES
KEPT_FOR = timedelta(days=1)
# So that nobody fills the store with what is never finished.
MOST_UNDER_WAY = 5
# Longer than the largest file takes; whoever claimed it before is gone.
CLAIM_HOLDS_FOR = timedelta(minutes=5)


class PartOutOfPlace(Exception):
    """There is a gap before the part, or it is of another file than the parts before it."""


@transaction.atomic
def receive_part(*, agency: Agency, user: Any, name: str, size: int, start: int, part: File[Any]) -> PendingUpload:
    """Keep a part of a file; a file that was begun before goes on where it ended.

    A part that is here already is compared and not kept again: whoever comes back with the same file learns from
    ``received`` where to go on. Of a file that became a document, each part but the first is here already; with the
    first, it is begun anew. Raises PartOutOfPlace.
    """
    length = part.size or 0
    if not 0 < length <= LARGEST_PART_BYTES or start + length > size:
        raise PartOutOfPlace
    # What a browser calls it is no path.
    name = PurePosixPath(name.replace("\\", "/")).name[-255:]
    uploads = PendingUpload.objects.select_for_update().filter(agency=agency, user=user)
    upload = uploads.filter(name=name, size=size).first()
    if upload is None and start:
        raise PartOutOfPlace
    if upload is not None and start and upload.made_uid:
        return upload
    if upload is not None and start < upload.received and (upload.made_uid or not _is_same(upload, start, part)):
        if start:
            raise PartOutOfPlace
        forget_upload(upload)
        upload = None
    if upload is None:
        under_way = uploads.filter(made_uid=None)
        _forget_all_but(under_way.order_by("-touched_at")[: MOST_UNDER_WAY - 1], under_way)
        upload = PendingUpload.objects.create(agency=agency, user=user, name=name, size=size)
    if start > upload.received:
        raise PartOutOfPlace
    if start == upload.received:
        _store(upload.part_key(start), part)
        upload.received += length
        upload.save(update_fields=["received", "touched_at"])
    return upload


def put_together(upload: PendingUpload) -> TemporaryUploadedFile:
    """The whole file, as if it had been sent at once."""
    whole = TemporaryUploadedFile(upload.name, None, upload.size, None)
    for key in upload.part_keys():
        with default_storage.open(key) as part:
            shutil.copyfileobj(part, whole)
    whole.seek(0)
    return whole


def claim_upload(upload: PendingUpload) -> bool:
    """Whether the caller is the one who puts it together: of requests with the same last part, one is."""
    now = timezone.now()
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_HOLDS_FOR)
    return bool(PendingUpload.objects.filter(is_free, pk=upload.pk, made_uid=None).update(claimed_at=now))


def release_upload(upload: PendingUpload) -> None:
    """Let the next who brings the last part put it together."""
    PendingUpload.objects.filter(pk=upload.pk).update(claimed_at=None)


def finish_upload(upload: PendingUpload, *, made_uid: UUID) -> None:
    """Note what it became; its parts go."""
    PendingUpload.objects.filter(pk=upload.pk).update(made_uid=made_uid)
    transaction.on_commit(partial(_delete_parts, upload.folder), robust=True)


def what_became_of(upload: PendingUpload) -> AgencyDocument | None:
    """The document; None while it is being made. Raises PartOutOfPlace where there is none any more."""
    found = PendingUpload.objects.filter(pk=upload.pk).first()
    if found is None:
        raise PartOutOfPlace
    if found.made_uid is None:
        return None
    document = AgencyDocument.objects.filter(uid=found.made_uid).first()
    if document is None:
        raise PartOutOfPlace
    return document


def forget_upload(upload: PendingUpload) -> None:
    """Delete an upload, and its parts when that is certain."""
    folder = upload.folder
    upload.delete()
    transaction.on_commit(partial(_delete_parts, folder), robust=True)


def _delete_parts(folder: str) -> None:
    # As they lie there: of some, the row was never written.
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def forget_old_uploads() -> int:
    """Delete the uploads that nobody has gone on with for a day; returns how many."""
    with every_agency(reason="uploads that nobody goes on with"):
        old = list(PendingUpload.objects.filter(touched_at__lt=timezone.now() - KEPT_FOR).select_related("agency"))
        for upload in old:
            # While the store is away, the row stays and says what is left.
            _delete_parts(upload.folder)
            upload.delete()
    return len(old)


def _is_same(upload: PendingUpload, start: int, part: File[Any]) -> bool:
    key = upload.part_key(start)
    if not default_storage.exists(key):
        return False
    part.seek(0)
    with default_storage.open(key) as kept:
        same: bool = kept.read() == part.read()
    part.seek(0)
    return same


def _store(key: str, part: File[Any]) -> None:
    # Where a row was not written, its part may lie there still; a store would call the next one by another name.
    default_storage.delete(key)
    part.seek(0)
    default_storage.save(key, part)


def _forget_all_but(kept: Iterable[PendingUpload], uploads: Any) -> None:
    for upload in uploads.exclude(pk__in=[each.pk for each in kept]):
        forget_upload(upload)
