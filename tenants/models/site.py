"""A site of an agency, and what the platform knows of it beyond Wagtail's own row."""

import time
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def default_language() -> str:
    """The platform's default language."""
    return settings.LANGUAGE_CODE


def language_name(code: str) -> str:
    """A language of the platform under its own name."""
    return dict(settings.LANGUAGES).get(code, code)


class AgencySite(models.Model):
    """One website of an agency: the owner of a Wagtail site, its languages and its version.

    Not AgencyOwned: the host middleware reads it before any agency is in scope.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("tenants.Agency", on_delete=models.PROTECT, related_name="sites")
    site = models.OneToOneField("wagtailcore.Site", on_delete=models.PROTECT, related_name="agency_site")
    name = models.CharField(_("name"), max_length=200)
    default_language = models.CharField(_("default language"), max_length=12, default=default_language)
    languages = models.JSONField(_("languages"), default=list, help_text=_("Codes, the default language among them."))
    # Another one with every change of menus, theme, settings or alerts; read with the host, so that each
    # process knows in its first query whether what it remembers is still true.
    version = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def bump_version(agency_site_id: int) -> None:
    """Tell every process that what it remembers of this site's menus, theme and settings is stale."""
    # The time, not a count, which would be reached twice when a transaction is rolled back.
    AgencySite.objects.filter(pk=agency_site_id).update(version=time.time_ns())


def bump_every_version() -> None:
    """Tell every process that what it remembers of any site is stale."""
    AgencySite.objects.update(version=time.time_ns())
