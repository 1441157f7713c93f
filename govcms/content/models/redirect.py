"""Old addresses of a site and where they lead now."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from govcms.content.blocks.guide import MAX_PART_SLUG
from govcms.pages.models import Page
from tenants.addresses import root_url_of
from tenants.models import AgencyOwned, AgencySite

MAX_PATH = 500
_SCHEME_AND_HOST = re.compile(r"\A[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


def clean_path(address: str) -> str:
    """The path of an address as it is stored and looked up: from the root, decoded, without a slash at its end."""
    # Not urlsplit: it refuses some of what anybody may ask a site for, as //[ is.
    path = re.split("[?#]", _SCHEME_AND_HOST.sub("", address.strip()), maxsplit=1)[0]
    return "/" + unquote(path).strip("/")


class Redirect(AgencyOwned):
    """An address of one of the agency's sites that no page answers at any more.

    Not Wagtail's redirects, whose site may be left out and which then count on the sites of all agencies.
    """

    agency_site = models.ForeignKey(
        AgencySite, on_delete=models.CASCADE, related_name="redirects", verbose_name=_("site")
    )
    old_path = models.CharField(
        _("old address"), max_length=MAX_PATH, help_text=_("The part after the host: /old/page.html")
    )
    page = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to the page"),
    )
    # The last word of the address where the page has several, as a guide has parts.
    part = models.CharField(_("part of the page"), max_length=MAX_PART_SLUG, blank=True, editable=False)
    address = models.URLField(_("or to the web address"), blank=True, max_length=1000)
    is_permanent = models.BooleanField(
        _("permanent"), default=True, help_text=_("Search engines remember a permanent one.")
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [models.UniqueConstraint(fields=["agency_site", "old_path"], name="redirect_once_per_site")]

    def __str__(self) -> str:
        return self.old_path

    def clean(self) -> None:
        """Keep the path alone; refuse the home page, two targets or none, and what another agency owns."""
        super().clean()
        self.old_path = clean_path(self.old_path)[:MAX_PATH]
        errors: dict[str, Any] = {}
        if self.old_path == "/":
            errors["old_path"] = _("The home page cannot be redirected.")
        if bool(self.page_id) == bool(self.address):
            errors["page"] = _("Choose a page or write a web address: one of the two.")
        elif (
            self.page_id
            and self.agency_site_id
            and not Page.objects.filter(pk=self.page_id, agency=self.agency_site.agency_id).exists()
        ):
            errors["page"] = _("Choose a page of your agency.")
        if errors:
            raise ValidationError(errors)

    @property
    def old_address(self) -> str:
        """The old address in full."""
        return root_url_of(self.agency_site.site.hostname) + self.old_path

    @property
    def leads_to(self) -> str:
        """Where it leads, or will once its page is published."""
        if self.page is None:
            return self.address
        url = self.page.url or ""
        return f"{url}{self.part}/" if url and self.part else url

    @property
    def target(self) -> str:
        """Where it leads; empty while its page is not public."""
        return self.leads_to if self.page is None or self.page.live else ""
