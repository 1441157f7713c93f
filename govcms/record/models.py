"""Rows that are written once: the database refuses to change or delete them."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned


def hash_of(text: str) -> str:
    """The name under which a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


class PublishedText(AgencyOwned):
    """A text that the public could read, kept once however often it was shown."""

    sha256 = models.CharField(max_length=64)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        constraints = [models.UniqueConstraint(fields=["agency", "sha256"], name="published_text_once_per_agency")]

    def __str__(self) -> str:
        return self.sha256


class PublicationEvent(AgencyOwned):
    """From its moment on a page was shown so, or not shown any more; it holds until the page's next event.

    A page is named by its uid: the row outlives it.
    """

    class Kind(models.TextChoices):
        """What happened."""

        SHOWN = "shown", _("Shown")
        TAKEN_AWAY = "taken", _("Taken away")

    kind = models.CharField(_("what happened"), max_length=5, choices=Kind)
    at = models.DateTimeField(_("from"), default=timezone.now)
    page_uid = models.UUIDField(_("page"))
    # Empty, as all that follows, where the page was taken away.
    host = models.CharField(_("host"), max_length=253, blank=True)
    path = models.TextField(_("path on the host"), blank=True)
    # Of host and path: paths may be longer than what a database puts into an index.
    address_sha256 = models.CharField(max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    # Names a PublishedText of the agency.
    text_sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    files = models.JSONField(
        _("files"), default=list, help_text=_("Kind, uid, title and SHA-1 of each image and document.")
    )
    # The uid of an account; names lie where they can be erased.
    published_by = models.UUIDField(_("by"), null=True)

    class Meta:
        verbose_name = _("publication event")
        verbose_name_plural = _("publication events")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["page_uid", "id"], name="event_by_page"),
            models.Index(fields=["address_sha256", "id"], name="event_by_address"),
            models.Index(fields=["agency", "at"], name="event_by_agency_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.host}{self.path}".rstrip()

    @property
    def is_shown(self) -> bool:
        """Whether the page was there for readers from now on."""
        return self.kind == self.Kind.SHOWN


# What makes one event say something other than the one before it.
SAID_FIELDS = (
    "kind",
    "host",
    "path",
    "language",
    "title",
    "summary",
    "text_sha256",
    "withdrawn_on",
    "withdrawn_reason",
    "files",
)
