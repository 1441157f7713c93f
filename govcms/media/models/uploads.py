"""Large files on their way here."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned


class PendingUpload(AgencyOwned):
    """A large file of which the parts come one after the other; its uploader's alone, and gone after a day.

    The parts lie in the private store, each under where it begins, so that any machine can take the next.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, editable=False, related_name="+")
    name = models.CharField(_("file name"), max_length=255, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    # How many bytes are here, from the beginning without a gap.
    received = models.PositiveBigIntegerField(default=0, editable=False)
    touched_at = models.DateTimeField(auto_now=True)
    # Since when a request is putting the parts together.
    claimed_at = models.DateTimeField(null=True, editable=False)
    # What it became; it has no parts any more, and is kept for a browser that did not hear the answer.
    made_uid = models.UUIDField(null=True, editable=False)
    user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("upload under way")
        verbose_name_plural = _("uploads under way")
        constraints = [
            models.UniqueConstraint(fields=["agency", "user", "name", "size"], name="upload_of_a_file_once_per_person")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        """Whether all of it is here."""
        return self.received == self.size

    @property
    def folder(self) -> str:
        """Where its parts lie."""
        return f"{self.agency.uid}/uploads/{self.uid}"

    def part_key(self, start: int) -> str:
        """Where the part lies that begins at this byte."""
        return f"{self.folder}/{start}"

    def part_keys(self) -> list[str]:
        """Where its parts lie, in order."""
        keys, start = [], 0
        while start < self.received:
            key = self.part_key(start)
            keys.append(key)
            start += default_storage.size(key)
        return keys
