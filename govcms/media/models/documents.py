"""Documents of agencies, with what was read out of their files."""

from collections.abc import Iterable
from typing import Any

from django.conf.locale import LANG_INFO
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from govcms.media.models.owned import MAX_KEY, OwnedByAgency, file_key
from govcms.media.models.tags import TaggedDocument


def document_upload_to(instance: "AgencyDocument", filename: str) -> str:
    """The key of a document's file; the public address is another matter and does not contain it."""
    agency = instance._agency_of_file()
    return file_key(agency_uid=agency.uid, kind="documents", uid=instance.uid, name=filename)


class Finding(models.TextChoices):
    """What is wrong with a file for people who read it with help, or at all."""

    ENCRYPTED = "encrypted", _("Protected by a password")
    SCANNED = "scanned", _("Scanned, without text")
    UNTAGGED = "untagged", _("Without tags")
    NO_LANGUAGE = "no-language", _("Without a language")
    NO_TITLE = "no-title", _("Without a title")
    UNREADABLE = "unreadable", _("Could not be read")


class AgencyDocument(OwnedByAgency, AbstractDocument):
    """A file of one agency that citizens can download at an address that survives its replacement."""

    file = models.FileField(_("file"), upload_to=document_upload_to, max_length=MAX_KEY)
    tags = TaggableManager(_("tags"), blank=True, through=TaggedDocument, help_text=None)

    # What its file says of itself; where the checksum of what was read is not that of the file, it is yet to be read.
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    language = models.CharField(_("language"), max_length=35, blank=True, editable=False)
    inner_title = models.CharField(_("title in the file"), max_length=255, blank=True, editable=False)
    finding_codes = models.CharField(max_length=120, blank=True, editable=False)
    read_hash = models.CharField(max_length=40, blank=True, editable=False)
    # When a worker was last asked to read it.
    read_asked_at = models.DateTimeField(null=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_agencydocument", "Can choose document")]
        # Whether the agency has a file already is asked at each upload.
        indexes = [models.Index(fields=["agency", "file_hash"], name="document_by_content")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; size and hash follow a new file, whoever stores it."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # Django names it nowhere else.
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a kind of file that is not kept here; of one that was refused already, no more is said."""
        if self.file:
            super().clean()

    @property
    def is_read(self) -> bool:
        """Whether what is said of the file is about the one that is there now."""
        return bool(self.read_hash) and self.read_hash == self.file_hash

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with its file."""
        return [Finding(code) for code in self.finding_codes.strip(",").split(",") if code in Finding.values]

    @findings.setter
    def findings(self, found: Iterable[str]) -> None:
        # Between commas, each is found by looking for it with one on either side.
        codes = ",".join(found)
        self.finding_codes = f",{codes}," if codes else ""

    @property
    def known_language(self) -> str:
        """The code of its language; empty where it is not known."""
        code = self.language.lower()
        known = (each for each in (code, code.partition("-")[0]) if "name" in LANG_INFO.get(each, {}))
        return next(known, "")

    @property
    def language_name(self) -> str:
        """Its language in words; empty where it is not known."""
        code = self.known_language
        return gettext(LANG_INFO[code]["name"]) if code else ""

    @property
    def url(self) -> str:
        """The address, for the public and for members: it names the document, not its file."""
        return reverse("document", args=[self.uid])
