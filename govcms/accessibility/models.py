"""What the last check of a site found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned, AgencySite


class SiteCheck(AgencyOwned):
    """The last check of all published pages of a site."""

    agency_site = models.OneToOneField(
        AgencySite, on_delete=models.CASCADE, editable=False, related_name="+", verbose_name=_("site")
    )
    checked_at = models.DateTimeField(_("checked"))
    pages = models.PositiveIntegerField(_("pages checked"))
    # [{"rule": key, "count": number of pages, "pages": [the first of their primary keys]}]
    findings = models.JSONField(_("findings"), default=list)

    class Meta:
        verbose_name = _("accessibility check")
        verbose_name_plural = _("accessibility checks")

    def __str__(self) -> str:
        return str(self.agency_site)

    @property
    def page_ids(self) -> set[int]:
        """The pages that the findings name."""
        found: list[dict[str, Any]] = self.findings
        return {pk for finding in found for pk in finding["pages"]}
