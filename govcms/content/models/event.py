"""The event."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from govcms.content.event_times import words_of_times
from govcms.content.linked import address_for, rendering_with
from govcms.content.models.base import BELOW_SECTIONS, ContentPage, facts_with_words, image_key, web_address
from govcms.pages.models import Page
from tenants.moments import check_year

# The last word of the address of the file that calendars read.
CALENDAR_FILE = "calendar.ics"


class EventPage(ContentPage):
    """Something people can come to, on a day and at a place.

    Days and times are those at the place itself and mean the agency's time zone: whoever writes them may have chosen
    another one for herself, and the agency may move to another one.
    """

    starts_on = models.DateField(_("first day"), default=timezone.localdate, db_index=True)
    starts_at = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("The time at the place itself. Empty: all day.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: the first day."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Such as “Town hall, room 3”."))
    address = models.TextField(
        _("address"), max_length=400, blank=True, help_text=_("Street and town, as on an envelope.")
    )
    online_url = web_address(_("online at"), help_text=_("Where people take part from home."))
    booking_url = web_address(_("book at"), help_text=_("Where people book a place, if they have to."))
    price = models.CharField(_("price"), max_length=120, blank=True, help_text=_("Such as “12 crowns” or “Free”."))
    is_cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("The page stays and says so; calendars are told.")
    )
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    image = image_key(verbose_name=_("picture"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at")]),
                FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_at")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("address", widget=AdminAutoHeightTextInput),
                FieldPanel("online_url"),
                FieldPanel("booking_url"),
                FieldPanel("price"),
            ],
            heading=_("Where and how"),
        ),
        MultiFieldPanel(
            [FieldPanel("is_cancelled"), FieldPanel("cancelled_reason")], heading=pgettext_lazy("event", "Cancel")
        ),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    image_fields = ("image",)
    template = "content/event_page.html"
    name_for_readers = _("event")
    page_description = _("Something people can come to, on a day and at a place or online.")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def picture_id(self) -> int | None:
        """The picture."""
        return self.image_id

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with when, where and how, and its file for calendars."""
        context = super().get_context(request, *args, **kwargs)
        with rendering_with(context["linked"]):
            address = address_for(self)
        context["calendar_url"] = f"{address}{CALENDAR_FILE}" if address else ""
        context["facts"] = facts_with_words(
            {"term": gettext("When"), "text": self.when},
            {"term": gettext("Where"), "text": "\n".join(filter(None, [self.place, self.address]))},
            {
                "term": gettext("Online"),
                "text": gettext("Take part online") if self.online_url else "",
                "url": self.online_url,
            },
            {"term": gettext("Price"), "text": self.price},
        )
        return context

    def facts_for_readers(self) -> list[str]:
        """When and where, and that it is cancelled."""
        cancelled = gettext("Cancelled") if self.is_cancelled else ""
        place = self.place or (gettext("Online") if self.online_url else "")
        return [fact for fact in (cancelled, self.when, place) if fact]

    @property
    def when(self) -> str:
        """Its days and times as readers write them."""
        return words_of_times(self.starts_on, self.starts_at, self.ends_on, self.ends_at)

    @property
    def last_day(self) -> datetime.date:
        """The day it ends."""
        return self.ends_on or self.starts_on

    @property
    def starts(self) -> datetime.datetime:
        """When it begins; an event of whole days begins at midnight."""
        return datetime.datetime.combine(self.starts_on, self.starts_at or datetime.time(), tzinfo=self._zone)

    @property
    def ends(self) -> datetime.datetime:
        """When it is over; without a time, at the end of its last day."""
        if self.ends_at is not None:
            return datetime.datetime.combine(self.last_day, self.ends_at, tzinfo=self._zone)
        return datetime.datetime.combine(self.last_day + datetime.timedelta(days=1), datetime.time(), tzinfo=self._zone)

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.ends <= timezone.now()

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.agency.time_zone if self.agency is not None else "UTC")

    def clean(self) -> None:
        """Refuse an end before the beginning, and an end without a beginning."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("starts_on", "ends_on"):
            try:
                check_year(getattr(self, name) or timezone.localdate())
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day is before the first.")
        elif self.ends_at and not self.starts_at:
            errors["starts_at"] = _("Say when it begins, or leave both times out.")
        elif self.starts_at and self.ends_at and self.last_day == self.starts_on and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("It ends before it begins.")
        if errors:
            raise ValidationError(errors)

    def body_words(self) -> Iterator[str]:
        """When and where it is, then the body."""
        yield from filter(None, [self.when, self.place, self.address, self.price, self.cancelled_reason])
        yield from super().body_words()
