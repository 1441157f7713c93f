"""The forms of pictures and documents."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from govcms.media.errors import STORE_AWAY, FileStoreAway
from govcms.media.signals import picture_uploaded
from govcms.media.svg import MAX_BYTES, clean_svg


class KeepsFileMixin:
    """Puts the file into its store as the last check of the form: a store that is away is an error beside the field.

    Uploads of several files at once keep them before they are described, and copy them from there with the form of a
    new object that has no file: for those the store is asked whether it is there.
    """

    fields: Any
    files: Any
    instance: Any
    is_valid: Any
    errors: Any
    add_error: Any

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        is_asked_for = "file" in self.fields
        is_new = "file" in self.changed_data if is_asked_for else self.instance.pk is None  # type: ignore[attr-defined]
        if not is_new or "file" in self.errors:
            return
        try:
            if is_asked_for and not self.errors:
                keep_now(self.instance.file)
            else:
                check_store(self.instance.file)
        except FileStoreAway:
            self.add_error("file" if is_asked_for else None, STORE_AWAY)


def keep_now(file: FieldFile) -> None:
    """Put a file that was assigned to its object into the store; saving the object then has no more to do for it."""
    name = file.field.generate_filename(file.instance, file.name or "")
    file.name = file.storage.save(name, file.file, max_length=file.field.max_length)
    file._committed = True  # type: ignore[attr-defined]  # Django names it nowhere else.


def check_store(file: FieldFile) -> None:
    """Raise FileStoreAway where a file could not be kept; a disk is always there."""
    if check := getattr(file.storage, "check", None):
        check()


class WholeImageField(WagtailImageField):
    """A picture that can be read to its end, or a drawing, of which only what draws is taken."""

    def to_python(self, data: Any) -> Any:
        """The file; a drawing is cleaned before anything else reads it."""
        if data and PurePosixPath(data.name).suffix.lower() == ".svg":
            # One byte more than may be: what is too large is refused by that.
            cleaned = clean_svg(data.read(MAX_BYTES + 1))
            data = SimpleUploadedFile(data.name, cleaned, content_type="image/svg+xml")
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse what is too large, and what is no picture after its first bytes."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:  # whatever reads pictures fails in its own way on one that is damaged
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class AgencyImageForm(KeepsFileMixin, BaseImageForm):
    """Wagtail's, which reads a new picture to its end before it is believed to be one."""

    _drawn_from = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = WholeImageField(
                label=field.label, required=field.required, help_text=field.help_text, widget=field.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Save; whoever draws its sizes is told."""
        is_new = self.instance.pk is None
        image = super().save(commit=commit)
        if commit and (is_new or self._drawn_from & set(self.changed_data)):
            picture_uploaded.send(sender=type(image), image=image)
        return image


class AgencyDocumentForm(KeepsFileMixin, BaseDocumentForm):
    """Wagtail's, which keeps a new file before it says yes."""
