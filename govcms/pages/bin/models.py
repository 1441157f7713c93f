"""What lies in the bins of agencies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned

KEPT_FOR = timedelta(days=30)


class BinnedPage(AgencyOwned):
    """A page in the bin with all that was below it, where it was, and who put it there when."""

    page = models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, on_delete=models.CASCADE, related_name="binned")
    parent = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("old place"),
    )
    address = models.CharField(_("old address"), max_length=2_000, blank=True)
    pages_below = models.PositiveIntegerField(_("pages below"), default=0)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("put in the bin by"),
    )
    binned_at = models.DateTimeField(_("put in the bin"), default=timezone.now, db_index=True)

    # Links between a page and its place in the bin are no use of the page.
    page.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    parent.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("page in the bin")
        verbose_name_plural = _("pages in the bin")
        ordering = ["-binned_at", "-pk"]

    def __str__(self) -> str:
        return self.page.title

    @property
    def deleted_at(self) -> datetime:
        """When it is deleted for good unless somebody restores it."""
        return self.binned_at + KEPT_FOR

    @property
    def days_left(self) -> int:
        """Days until then, a begun one counted; at least 0."""
        return max(-((timezone.now() - self.deleted_at) // timedelta(days=1)), 0)
