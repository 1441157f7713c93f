"""Which pages the published step by steps lead to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcms.pages.models import Page

# An index of PostgreSQL holds entries of 2.7 KB, and a character takes up to four bytes.
MAX_TARGET = 600


class StepLink(models.Model):
    """A link of one step of a published step by step, by which the page it leads to finds that it is part of it.

    Derived from published steps; only ``govcms.content.journeys`` writes it.
    """

    journey = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("step by step"))
    # The key that a page of the same agency shares with its translations, or host and path of a web address:
    # what stands there is asked when it is read, so nothing has to follow pages and hosts that come and go.
    target = models.CharField(_("leads to"), max_length=MAX_TARGET)
    number = models.PositiveSmallIntegerField(_("number of the step"))
    last_number = models.PositiveSmallIntegerField(_("number of the last step"))
    title = models.CharField(_("title"), max_length=120)
    previous_title = models.CharField(_("title of the step before"), max_length=120, blank=True)
    next_title = models.CharField(_("title of the step after"), max_length=120, blank=True)

    # It repeats what the steps refer to, and would count twice in Wagtail's index of references.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link of a step")
        verbose_name_plural = _("links of steps")
        indexes = [models.Index(fields=["target"], name="step_link_by_target")]

    def __str__(self) -> str:
        return f"{self.journey_id} · {self.number}"
