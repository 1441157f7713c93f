"""The public corpus."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.versions import version_now


class Entry(models.Model):
    """What the public finds of one published page; it exists exactly while the page is public.

    Not AgencyOwned: everything in it may be read by anyone, and search across agencies is the point.
    Only search.corpus writes it.
    """

    uid = models.UUIDField(unique=True, editable=False)
    page = models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, on_delete=models.CASCADE, related_name="search_entry")
    agency = models.ForeignKey("tenants.Agency", on_delete=models.CASCADE, related_name="search_entries")
    agency_site = models.ForeignKey("tenants.AgencySite", on_delete=models.CASCADE, related_name="search_entries")
    type = models.CharField(_("type"), max_length=100)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(
        _("facts"),
        default=list,
        help_text=_("What readers want to know beside the title, in the language of the page."),
    )
    topics = models.JSONField(_("topics"), default=list, help_text=_("Keys."))
    language = models.CharField(_("language"), max_length=12)
    path = models.TextField(_("path on the host"))
    source_url = models.CharField(_("original address"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    updated_at = models.DateTimeField(_("updated at"), null=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    version = models.PositiveBigIntegerField(default=version_now)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
