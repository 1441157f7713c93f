"""Problems that citizens report."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned, AgencySite

MAX_WORDS = 3_000
MAX_ADDRESS = 1_000


class ProblemReport(AgencyOwned):
    """What a citizen found wrong on a site of the agency, in her own words."""

    class Status(models.TextChoices):
        """How far the agency is with it."""

        NEW = "new", _("New")
        SETTLED = "settled", _("Settled")

    agency_site = models.ForeignKey(
        AgencySite, on_delete=models.CASCADE, editable=False, related_name="+", verbose_name=_("site")
    )
    page = models.ForeignKey(
        "pages.Page", on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("page")
    )
    # A report is no use of its page.
    page.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    # On the site's host, as the citizen saw it; the page may have moved since.
    address = models.CharField(_("address"), max_length=MAX_ADDRESS, editable=False)
    words = models.TextField(_("what went wrong"), max_length=MAX_WORDS, editable=False)
    reply_to = models.EmailField(_("e-mail address for an answer"), blank=True, editable=False)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    # When the people of the agency were mailed that there are reports.
    told_at = models.DateTimeField(null=True, editable=False)
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.NEW)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    note = models.TextField(
        _("note"),
        blank=True,
        max_length=MAX_WORDS,
        help_text=_("What you found and did. Only people of your agency read it."),
    )

    class Meta:
        verbose_name = _("problem report")
        verbose_name_plural = _("problem reports")
        ordering = ["-reported_at"]
        indexes = [models.Index(fields=["agency", "status", "-reported_at"], name="problem_report_by_state")]

    def __str__(self) -> str:
        first_line = self.words.strip().splitlines()[0] if self.words.strip() else self.address
        return first_line if len(first_line) <= 80 else f"{first_line[:79]}…"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the day of settling follows the state."""
        if self.status == self.Status.SETTLED:
            self.settled_at = self.settled_at or timezone.now()
        else:
            self.settled_at = None
        super().save(*args, **kwargs)
