"""Pictures of agencies, and the sizes the public sees."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from taggit.managers import TaggableManager
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

from govcms.media.errors import FileStoreAway
from govcms.media.metadata import FilterWithoutMetadata
from govcms.media.models.owned import MAX_KEY, OwnedByAgency, file_key
from govcms.media.models.tags import TaggedImage
from govcms.media.svg import MAX_BYTES, clean_svg


class PictureFile(WagtailImageFieldFile):
    """The file of a picture; whoever stores a drawing in SVG, what is kept of it draws and does no more."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store it. Raises ValidationError for a drawing that cannot be made harmless."""
        if name.lower().endswith(".svg"):
            content.seek(0)
            content = ContentFile(clean_svg(content.read(MAX_BYTES + 1)), name=name)
        super().save(name, content, save=save)


class PictureField(WagtailImageField):
    """Where the file of a picture is named."""

    attr_class = PictureFile


class Licence(models.TextChoices):
    """On which terms others may use a picture."""

    OWN = "own", _("Ours, all rights reserved")
    GOVERNMENT = "government", _("Open government licence")
    CC_BY = "cc-by", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    CC0 = "cc0", _("CC0, no rights reserved")
    OTHER = "other", _("Another")


# These let everybody use a picture if they name who made it.
_NAMING_LICENCES = {Licence.CC_BY, Licence.CC_BY_SA}


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
    file = PictureField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height", max_length=MAX_KEY
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it. It stands below the picture.")
    )
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, blank=True, help_text=_("On which terms you may use it.")
    )
    licence_text = models.CharField(
        _("other licence"), max_length=200, blank=True, help_text=_("The terms in a few words, if none above fits.")
    )
    tags = TaggableManager(_("tags"), blank=True, through=TaggedImage, help_text=None)

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "credit",
        "licence",
        "licence_text",
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
        # Whether the agency has a file already is asked at each upload.
        indexes = [models.Index(fields=["agency", "file_hash"], name="image_by_content")]

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

    @property
    def credit_line(self) -> str:
        """Who made it and on which terms, as it stands below the picture."""
        terms = {"": "", Licence.OWN: "", Licence.OTHER: self.licence_text}
        licence = terms.get(self.licence, self.get_licence_display())
        return pgettext("between the items of a list", ", ").join(map(str, filter(None, [self.credit, licence])))

    def clean(self) -> None:
        """Refuse a picture with neither words nor the word that none are needed, and terms that are not kept."""
        super().clean()
        errors = {}
        if not self.alt_text.strip() and not self.is_decorative:
            errors["alt_text"] = ValidationError(
                _("Describe the picture, or mark it as decorative."), code="alt_text_missing"
            )
        if self.licence in _NAMING_LICENCES and not self.credit.strip():
            errors["credit"] = ValidationError(
                _("Say who made it: this licence asks for the name."), code="credit_missing"
            )
        if self.licence == Licence.OTHER and not self.licence_text.strip():
            errors["licence_text"] = ValidationError(
                _("Say on which terms you may use it."), code="licence_text_missing"
            )
        if errors:
            raise ValidationError(errors)

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
