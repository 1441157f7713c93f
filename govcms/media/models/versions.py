"""Files that pictures and documents had before."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from govcms.media.models.documents import AgencyDocument
from govcms.media.models.images import AgencyImage
from govcms.media.models.owned import MAX_KEY, file_key
from tenants.models import AgencyOwned


def version_upload_to(instance: FileVersion, filename: str) -> str:
    """The key of a file that is stored as a former one; one that was replaced keeps the key it had."""
    return file_key(agency_uid=instance.agency.uid, kind="versions", uid=instance.uid, name=filename)


class FileVersion(AgencyOwned):
    """A file that was replaced, kept for the record as long as the picture or document it belonged to."""

    image = models.ForeignKey(AgencyImage, on_delete=models.CASCADE, null=True, editable=False, related_name="versions")
    document = models.ForeignKey(
        AgencyDocument, on_delete=models.CASCADE, null=True, editable=False, related_name="versions"
    )
    file = models.FileField(_("file"), upload_to=version_upload_to, max_length=MAX_KEY, editable=False)
    file_size = models.PositiveBigIntegerField(_("size"), null=True, editable=False)
    # SHA-1, as of the picture or document when it had the file.
    file_hash = models.CharField(_("checksum"), max_length=40, blank=True, editable=False)
    replaced_at = models.DateTimeField(_("replaced at"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Whose a former file is, is no use of the picture or document in Wagtail's sense.
    image.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    document.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    replaced_by.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")
        ordering = ["-replaced_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image=None, document__isnull=False) | Q(image__isnull=False, document=None),
                name="version_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def filename(self) -> str:
        """What the file was called."""
        return PurePosixPath(self.file.name or "").name

    @property
    def thing(self) -> Any:
        """The picture or document that had it."""
        return self.image or self.document
