"""What a site says above everything else, for a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.fields import StreamField

from govcms.content.blocks.alert_words import AlertTranslationsBlock
from tenants.models import AgencyOwned, AgencySite


class SiteAlert(AgencyOwned):
    """A message at the top of every page of a site, from one time until another."""

    class Level(models.TextChoices):
        """How urgent it is."""

        INFORMATION = "information", gettext_lazy("Information")
        WARNING = "warning", gettext_lazy("Warning")
        EMERGENCY = "emergency", gettext_lazy("Emergency")

    agency_site = models.ForeignKey(
        AgencySite, on_delete=models.CASCADE, related_name="alerts", verbose_name=gettext_lazy("site")
    )
    on_all_sites = models.BooleanField(
        gettext_lazy("on all sites"),
        default=False,
        help_text=gettext_lazy("Above the pages of every agency, beside the alerts of its own."),
    )
    level = models.CharField(
        gettext_lazy("level"),
        max_length=20,
        choices=Level.choices,
        default=Level.INFORMATION,
        help_text=gettext_lazy("Emergency is for danger to life or health, and for nothing else."),
    )
    title = models.CharField(
        gettext_lazy("title"), max_length=120, help_text=gettext_lazy("What has happened, in a few words.")
    )
    text = models.CharField(
        gettext_lazy("text"), max_length=400, blank=True, help_text=gettext_lazy("What people should do.")
    )
    link_text = models.CharField(gettext_lazy("words of the link"), max_length=80, blank=True)
    link_address = models.URLField(
        gettext_lazy("address of the link"), max_length=500, blank=True, help_text=gettext_lazy("Where to read more.")
    )
    starts_at = models.DateTimeField(gettext_lazy("from"), default=timezone.now)
    ends_at = models.DateTimeField(
        gettext_lazy("until"), help_text=gettext_lazy("It goes by itself. Make it longer when it has to stay.")
    )
    translations = StreamField(
        AlertTranslationsBlock(),
        blank=True,
        verbose_name=gettext_lazy("in other languages"),
        help_text=gettext_lazy(
            "The words above are in the first language of the site. Readers of others see them until you add theirs."
        ),
    )

    class Meta:
        verbose_name = gettext_lazy("alert")
        verbose_name_plural = gettext_lazy("alerts")
        ordering = ["-ends_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="alert_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an end before the start, half a link, and a second alert of the site at the same time."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.on_all_sites and not self.agency.is_platform:
            errors["on_all_sites"] = _("The platform alone speaks on all sites.")
        if bool(self.link_text) != bool(self.link_address):
            missing = "link_text" if self.link_address else "link_address"
            errors[missing] = _("A link needs both: its words and its address.")
        if self.starts_at and self.ends_at:
            if self.ends_at <= self.starts_at:
                errors["ends_at"] = _("The end has to be after the start.")
            elif (other := self._other_at_that_time()) is not None:
                errors["starts_at"] = _(
                    "“%(title)s” is shown from %(start)s until %(end)s, and a site shows one alert at a time."
                    " Choose other times, or end that one first."
                ) % {"title": other.title, "start": other.shown_from, "end": other.shown_until}
        if errors:
            raise ValidationError(errors)

    def _other_at_that_time(self) -> SiteAlert | None:
        if not self.agency_site_id:
            return None
        others = SiteAlert.objects.filter(agency_site=self.agency_site_id).exclude(pk=self.pk)
        return others.filter(starts_at__lt=self.ends_at, ends_at__gt=self.starts_at).order_by("starts_at").first()

    @property
    def state(self) -> str:
        """Whether readers see it now, in words."""
        now = timezone.now()
        if self.ends_at <= now:
            return pgettext("alert", "Over")
        return _("Shown now") if self.starts_at <= now else _("To come")

    @property
    def shown_from(self) -> str:
        """When it comes, as people write it."""
        return _moment(self.starts_at)

    @property
    def shown_until(self) -> str:
        """When it goes, as people write it."""
        return _moment(self.ends_at)


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
