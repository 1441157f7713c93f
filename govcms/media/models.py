"""Images and documents; each belongs to one agency and lies in one of its collections."""

import uuid
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.models import Collection

from govcms.media.errors import FileStoreAway
from govcms.media.metadata import FilterWithoutMetadata
from tenants.models import Agency, AgencyOwned, AgencyOwnedManager
from tenants.scope import current_agency

# Two UUIDs, the kind and the slashes take 85 characters; with a name this long a key fits MAX_KEY.
MAX_STEM = 120
MAX_KEY = 255


def file_key(*, agency_uid: uuid.UUID, kind: str, uid: uuid.UUID, name: str) -> str:
    """``<agency uid>/<kind>/<uid>/<name>``: whose a file is shows in its key, and nobody guesses it."""
    path = PurePosixPath(get_valid_filename(PurePosixPath(name).name) or "file")
    return f"{agency_uid}/{kind}/{uid}/{path.stem[:MAX_STEM]}{path.suffix[:16].lower()}"


class AgencyTag(TagBase, AgencyOwned):
    """A tag of one agency; two agencies may each have one of the same name."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

    # Named again because taggit's own manager comes first in the inheritance and sees every agency.
    objects: ClassVar[AgencyOwnedManager] = AgencyOwnedManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="tag_name_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "slug"], name="tag_slug_once_per_agency"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a tag made by typing it into a form belongs to the agency in scope."""
        if self.agency_id is None:
            self.agency = current_agency()
        super().save(*args, **kwargs)


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


class TaggedImage(ItemBase):
    """A tag on an image."""

    tag = models.ForeignKey(AgencyTag, on_delete=models.CASCADE, related_name="tagged_images")
    content_object = models.ForeignKey("media.AgencyImage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of an image")
        verbose_name_plural = _("tags of images")


class TaggedDocument(ItemBase):
    """A tag on a document."""

    tag = models.ForeignKey(AgencyTag, on_delete=models.CASCADE, related_name="tagged_documents")
    content_object = models.ForeignKey("media.AgencyDocument", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of a document")
        verbose_name_plural = _("tags of documents")


class AgencyImage(OwnedByAgency, AbstractImage):
    """A picture of one agency, with what a person who cannot see it is told."""

    alt_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("Say what the picture shows to someone who cannot see it. Leave out “picture of”."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It adds nothing to the words around it; screen readers skip it.")
    )
    file = WagtailImageField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height", max_length=MAX_KEY
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it, and the licence."))
    tags = TaggableManager(_("tags"), blank=True, through=TaggedImage, help_text=None)

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_agencyimage", "Can choose image")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; size and hash follow a new file, whoever stores it."""
        if self.file and not self.file._committed:  # Django names it nowhere else.
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        """What stands in ``alt`` where a page says nothing of its own."""
        return "" if self.is_decorative else self.alt_text

    def clean(self) -> None:
        """Refuse a picture with neither words nor the word that none are needed."""
        super().clean()
        if not self.alt_text.strip() and not self.is_decorative:
            raise ValidationError(
                {"alt_text": _("Describe the picture, or mark it as decorative.")}, code="alt_text_missing"
            )

    def create_rendition(self, filter: Filter) -> AbstractRendition:
        """A size of the picture, drawn and kept; raises SourceImageIOError also where it cannot be kept."""
        try:
            return super().create_rendition(filter)
        except FileStoreAway as error:
            raise SourceImageIOError(str(error)) from error

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """A size of the picture, without what the camera noted: many know the place to the metre."""
        return super().generate_rendition_file(FilterWithoutMetadata(spec=filter.spec), source=source)

    def get_upload_to(self, filename: str) -> str:
        """The key of the original; originals are private."""
        agency = self._agency_of_file()
        return file_key(agency_uid=agency.uid, kind="images", uid=self.uid, name=filename)


class Rendition(AbstractRendition):
    """A size of an image that the public sees."""

    image = models.ForeignKey(AgencyImage, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
        max_length=MAX_KEY,
    )

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_spec")
        ]

    def get_upload_to(self, filename: str) -> str:
        """The key of the rendition: another for each file, since browsers keep it for good, and each size.

        Who has seen one size must not find the others from it: the admin draws the picture as it was uploaded.
        """
        drawn_from = f"{self.image.uid} {self.image.get_file_hash()} {filename}"
        name = f"{salted_hmac('rendition', drawn_from, algorithm='sha256').hexdigest()[:20]}-{filename}"
        return file_key(agency_uid=self.image.agency.uid, kind="renditions", uid=self.image.uid, name=name)


def document_upload_to(instance: "AgencyDocument", filename: str) -> str:
    """The key of a document's file; the public address is another matter and does not contain it."""
    agency = instance._agency_of_file()
    return file_key(agency_uid=agency.uid, kind="documents", uid=instance.uid, name=filename)


class AgencyDocument(OwnedByAgency, AbstractDocument):
    """A file of one agency that citizens can download at an address that survives its replacement."""

    file = models.FileField(_("file"), upload_to=document_upload_to, max_length=MAX_KEY)
    tags = TaggableManager(_("tags"), blank=True, through=TaggedDocument, help_text=None)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_agencydocument", "Can choose document")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; size and hash follow a new file, whoever stores it."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # Django names it nowhere else.
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        """The address, for the public and for members: it names the document, not its file."""
        return reverse("document", args=[self.uid])
