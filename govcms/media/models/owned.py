"""What pictures and documents share: whose they are, and where their files lie."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from tenants.models import Agency
from tenants.scope import current_agency

# Two UUIDs, the kind and the slashes take 85 characters; with a name this long a key fits MAX_KEY.
MAX_STEM = 120
MAX_KEY = 255


def file_key(*, agency_uid: uuid.UUID, kind: str, uid: uuid.UUID, name: str) -> str:
    """``<agency uid>/<kind>/<uid>/<name>``: whose a file is shows in its key, and nobody guesses it."""
    path = PurePosixPath(get_valid_filename(PurePosixPath(name).name) or "file")
    return f"{agency_uid}/{kind}/{uid}/{path.stem[:MAX_STEM]}{path.suffix[:16].lower()}"


class OwnedByAgency(models.Model):
    """What images and documents share: an identity for the outside and the agency of their collection."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, editable=False, related_name="+")
    # Whose a file is, is no use of the agency in Wagtail's sense.
    agency.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    collection: Collection

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save below the collection of an agency; a collection of nobody is refused with ValidationError."""
        self.agency = self._agency_of_collection()
        super().save(*args, **kwargs)

    def _agency_of_file(self) -> Agency:
        """The agency in whose folder the file goes: that of the collection.

        Wagtail stores the file of an upload before its form has put it into a collection; it goes to the
        agency in scope then, and saving refuses it if the collection turns out to be another's.
        """
        return current_agency() if self.collection.is_root() else self._agency_of_collection()

    def _agency_of_collection(self) -> Agency:
        """The agency whose root collection is the collection or an ancestor of it."""
        # Depth 2 names the agency; one level is four characters of a treebeard path.
        root_path = self.collection.path[:8]
        known = self.agency if self.agency_id else None
        if known is not None and known.root_collection and known.root_collection.path == root_path:
            return known
        agency = Agency.objects.select_related("root_collection").filter(root_collection__path=root_path).first()
        if agency is None:
            raise ValidationError({"collection": _("Choose a collection of your agency.")})
        if known is not None and known != agency:
            raise ValidationError({"collection": _("Choose a collection of your agency.")})
        return agency
