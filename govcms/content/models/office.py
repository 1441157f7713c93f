"""The office, or any other point of contact."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

from govcms.content.blocks.opening_hours import HoursExceptionsBlock, OpeningHoursBlock, Weekday
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES
from govcms.content.maps import map_address
from govcms.content.models.base import (
    BELOW_SECTIONS,
    ContentPage,
    facts_with_words,
    image_key,
    telephone_link,
    web_address,
)
from govcms.pages.models import Page
from themes.words import listed


class OfficePage(ContentPage):
    """A place or a desk that people turn to: how to reach it, and when."""

    address = models.TextField(
        _("address"), max_length=400, blank=True, help_text=_("Street and number, as on an envelope, without the town.")
    )
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True, help_text=_("Lists can be narrowed to it."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    contact_url = web_address(_("contact form"), help_text=_("The address of a form, if there is one."))
    opening_hours = StreamField(
        OpeningHoursBlock(),
        blank=True,
        verbose_name=_("opening hours"),
        help_text=_("A break at noon is two entries for the same days."),
    )
    hours_exceptions = StreamField(
        HoursExceptionsBlock(),
        blank=True,
        verbose_name=_("other hours on some days"),
        help_text=_("Holidays, and days with other hours. Past ones are not shown."),
    )
    accessibility = RichTextField(
        _("getting in and around"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Steps, lifts, toilets, parking, hearing loops, sign language: also what is missing."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Such as 59.437000. With the longitude, readers get a link to a map."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    image = image_key(verbose_name=_("picture"), help_text=_("Of the entrance, so that people find it."))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("address", widget=AdminAutoHeightTextInput),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("contact_url")], heading=_("How to reach it")
        ),
        FieldPanel("opening_hours"),
        FieldPanel("hours_exceptions"),
        FieldPanel("accessibility"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    image_fields = ("image",)
    template = "content/office_page.html"
    name_for_readers = _("office")
    page_description = _("A place, a desk or a line that people turn to: address, telephone, opening hours.")

    class Meta:
        verbose_name = _("office or contact point")
        verbose_name_plural = _("offices and contact points")

    @property
    def picture_id(self) -> int | None:
        """The picture."""
        return self.image_id

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with ways to reach the office, its week and the days that are not like others."""
        context = super().get_context(request, *args, **kwargs)
        context["week"], context["exceptions"] = self.week, self.exceptions_to_come
        context["facts"] = facts_with_words(
            {"term": gettext("Address"), "text": self.whole_address},
            {
                "term": gettext("Map"),
                "text": gettext("Show on OpenStreetMap") if self.map_url else "",
                "url": self.map_url,
            },
            {"term": gettext("Telephone"), "text": self.phone, "url": telephone_link(self.phone)},
            {"term": gettext("E-mail"), "text": self.email, "url": f"mailto:{self.email}"},
            {
                "term": gettext("Contact form"),
                "text": gettext("Write to us") if self.contact_url else "",
                "url": self.contact_url,
            },
        )
        return context

    @property
    def whole_address(self) -> str:
        """The address with the town, as on an envelope."""
        return "\n".join(filter(None, [self.address, f"{self.postcode} {self.town}".strip()]))

    @property
    def hours(self) -> list[Any]:
        """The hours of a week as they were written, without those of a draft that are not complete yet."""
        values = [entry.value for entry in self.opening_hours]
        return [value for value in values if value["opens"] and value["closes"]]

    @property
    def week(self) -> list[dict[str, Any]]:
        """All days of the week with their hours, earliest first; empty where no hours are known."""
        entries = sorted(self.hours, key=lambda value: value["opens"])
        days = [
            {"day": day.label, "hours": [value for value in entries if str(day.value) in value["days"]]}
            for day in Weekday
        ]
        return days if entries else []

    @property
    def hours_in_lines(self) -> str:
        """The hours of a week as text: days that follow one another and have the same hours share a line."""
        lines = []
        for spans, days in groupby(self.week, key=lambda each: listed(map(_span, each["hours"]))):
            names = [str(each["day"]) for each in days]
            if spans:
                days_in_words = " – ".join(dict.fromkeys([names[0], names[-1]]))
                lines.append(gettext("%(days)s: %(hours)s") % {"days": capfirst(days_in_words), "hours": spans})
        return "\n".join(lines)

    @property
    def exceptions_to_come(self) -> list[Any]:
        """The days that are not like others, from today on."""
        values = [entry.value for entry in self.hours_exceptions if entry.value["first_day"]]
        to_come = [value for value in values if (value["last_day"] or value["first_day"]) >= timezone.localdate()]
        return sorted(to_come, key=lambda value: value["first_day"])

    def facts_for_readers(self) -> list[str]:
        """Where it is and its telephone."""
        return [fact for fact in (self.town, self.phone) if fact]

    @property
    def map_url(self) -> str:
        """The place on a map that asks nothing of readers; empty without coordinates."""
        if self.latitude is None or self.longitude is None:
            return ""
        return map_address(self.latitude, self.longitude)

    def clean(self) -> None:
        """Refuse half of a place on the map."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "longitude" if self.longitude is None else "latitude"
            raise ValidationError({missing: _("A place on the map takes both numbers.")})

    def body_words(self) -> Iterator[str]:
        """Where it is and how to reach it, then the body."""
        yield from filter(None, [self.address, f"{self.postcode} {self.town}".strip(), self.phone, self.email])
        if self.accessibility:
            yield get_text_for_indexing(self.accessibility)
        for each in self.week:
            if each["hours"]:
                spans = listed(f"{span['opens']:%H:%M}–{span['closes']:%H:%M}" for span in each["hours"])
                yield gettext("%(days)s: %(hours)s") % {"days": each["day"], "hours": spans}
        yield from super().body_words()


def _span(hours: Any) -> str:
    note = f" ({hours['note']})" if hours["note"] else ""
    return f"{hours['opens']:%H:%M}–{hours['closes']:%H:%M}{note}"
