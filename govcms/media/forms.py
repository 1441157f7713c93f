"""The forms of pictures and documents."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.log_actions import log
from wagtail.utils.file import hash_filelike

from govcms.media.errors import STORE_AWAY, FileStoreAway
from govcms.media.folders import own_folder
from govcms.media.models import FileVersion, Licence
from govcms.media.reading.facts import AT_ONCE_BYTES, AT_ONCE_S, Facts, note_facts, read_facts
from govcms.media.reading.kinds import check_kind
from govcms.media.signals import picture_uploaded
from govcms.media.svg import MAX_BYTES, clean_svg


class KeepsFormerFileMixin:
    """Keeps the file that another takes the place of: what it was is for the record, see ``FileVersion``."""

    changed_data: Any
    fields: Any
    initial: Any
    instance: Any
    original_file: Any
    kept_for: str

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]
        self.user = user
        if user is not None and self.instance.pk is None and "collection" in self.fields:
            folder = own_folder(user)
            if folder is not None and self.instance.collection.is_root():
                self.initial["collection"] = folder

    def save(self, commit: bool = True) -> Any:
        """Save, and remember the former file in the same transaction."""
        is_replaced = commit and "file" in self.changed_data and bool(self.original_file) and self.instance.pk
        if not is_replaced:
            return super().save(commit=commit)  # type: ignore[misc]
        former = FileVersion(
            agency=self.instance.agency,
            file=self.original_file.name,
            file_size=self.instance.file_size,
            file_hash=self.instance.file_hash,
            replaced_by=self.user,
            **{self.kept_for: self.instance},
        )
        # Wagtail would delete it.
        self.original_file = None
        with transaction.atomic():
            saved = super().save(commit=commit)  # type: ignore[misc]
            former.save()
            data = {"version": str(former.uid), "file_hash": former.file_hash}
            log(instance=saved, action="media.replace_file", user=self.user, data=data)
        return saved


class KeepsFileMixin:
    """Puts the file into its store as the last check of the form: a store that is away is an error beside the field.

    Uploads of several files at once keep them before they are described, and copy them from there with the form of a
    new object that has no file: for those the store is asked whether it is there.
    """

    cleaned_data: Any
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


class AgencyImageForm(KeepsFormerFileMixin, KeepsFileMixin, BaseImageForm):
    """Wagtail's, which reads a new picture to its end before it is believed to be one."""

    kept_for = "image"
    _drawn_from = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "licence" in self.fields:
            self.fields["licence"].choices = [("", _("Not stated")), *Licence.choices]
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = WholeImageField(
                label=field.label, required=field.required, help_text=field.help_text, widget=field.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Save; whoever draws its sizes is told."""
        is_new = self.instance.pk is None
        if commit and not is_new and "file" in self.changed_data:
            self.instance.renditions.all().delete()
        image = super().save(commit=commit)
        if commit and (is_new or self._drawn_from & set(self.changed_data)):
            picture_uploaded.send(sender=type(image), image=image)
        return image


class AgencyDocumentForm(KeepsFormerFileMixin, KeepsFileMixin, BaseDocumentForm):
    """Wagtail's, which looks into a new file and keeps it before it says yes."""

    kept_for = "document"

    def clean_file(self) -> Any:
        """Refuse a file that is not what its name says, and read what it says of itself.

        What takes longer than a person waits is read in the background, see ``tasks.read_unread``.
        """
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not isinstance(file, UploadedFile):
            return file
        check_kind(file)
        file.seek(0)
        is_small = (file.size or 0) <= AT_ONCE_BYTES
        facts = read_facts(file, file.name or "", within_s=AT_ONCE_S) if is_small else None
        note_facts(self.instance, facts or Facts(), file_hash=hash_filelike(file) if facts else "")
        file.seek(0)
        return file
