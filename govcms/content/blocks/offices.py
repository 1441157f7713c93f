"""The offices block."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedPage
from govcms.content.blocks.contact import ReachableValue
from govcms.content.linked import current_linked
from govcms.content.maps import map_address

_COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_BAD_COORDINATES = _("Write latitude and longitude with a comma between them, as 51.5007, -0.1246.")


def place_of(text: str) -> tuple[str, str] | None:
    """Latitude and longitude; None for anything else."""
    match = _COORDINATES.match(text)
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return None
    return match[1], match[2]


class OfficeValue(ReachableValue):
    """An office as the page shows it."""

    @property
    def map_url(self) -> str:
        """A map around the office; empty without a place."""
        place = place_of(self.get("coordinates") or "")
        if place is None:
            return self.described.map_url if self.described else ""
        return map_address(*place)

    @property
    def heading(self) -> str:
        """Its own name, otherwise the title of its page."""
        page = self.page_link
        return self.get("name") or (page["title"] if page else "")

    @property
    def described(self) -> Any:
        """The page that says where it is and when it is open, where no address is typed here; otherwise None."""
        page, linked = self.get("page"), current_linked()
        return (
            linked.offices.get(page.pk) if page is not None and linked is not None and not self.get("address") else None
        )

    @property
    def whole_address(self) -> str:
        """Where it is."""
        return self.get("address") or (self.described.whole_address if self.described else "")

    @property
    def all_hours(self) -> str:
        """When it is open."""
        return self.get("hours") or (self.described.hours_in_lines if self.described else "")

    @property
    def languages(self) -> dict[str, str]:
        """The language of its name and of what is said of it, where they are taken from its page."""
        page = self.page_link
        if page is None:
            return {}
        return {"text": page["language"], "name": "" if self.get("name") else page["language"]}

    @property
    def words(self) -> str:
        """What its page says of it, where no address is typed here."""
        page = self.get("page")
        return page.summary if page is not None and page.live and not self.get("address") else ""


class OfficeBlock(blocks.StructBlock):
    """One place to go to."""

    name = blocks.CharBlock(
        label=_("Name"), required=False, max_length=120, help_text=_("Empty: the title of the page.")
    )
    page = LinkedPage(label=_("Page of the office"), required=False)
    address = blocks.TextBlock(label=_("Address"), required=False, max_length=400, rows=3)
    hours = blocks.TextBlock(
        label=_("Hours"), required=False, max_length=400, rows=3, help_text=_("One line a day or group of days.")
    )
    coordinates = blocks.CharBlock(
        label=_("Place on the map"),
        required=False,
        max_length=50,
        help_text=_("Latitude and longitude, as maps show them: 51.5007, -0.1246."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an office without a name or a way to find it, and a place that is on no map."""
        value = super().clean(value)
        errors = {}
        if not self.is_deferred_validation:
            if not value.get("name") and not value.get("page"):
                errors["name"] = ValidationError(_("Name the office, or choose its page."))
            if not value.get("address") and not value.get("page"):
                errors["address"] = ValidationError(_("Write the address, or choose the page of the office."))
        if value.get("coordinates") and place_of(value["coordinates"]) is None:
            errors["coordinates"] = ValidationError(_BAD_COORDINATES)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "home"
        label = _("Office")
        label_format = "{name}{page}"
        value_class = OfficeValue


class OfficesBlock(blocks.StructBlock):
    """Where people can go, as a list with links to a map."""

    offices = blocks.ListBlock(OfficeBlock(), label=_("Offices"), min_num=1, max_num=60)

    class Meta:
        icon = "crosshairs"
        group = groups.PEOPLE
        label = _("Offices")
        template = "content/blocks/offices.html"
        description = _(
            "Places that people can go to, each with address, hours and a link to a map. "
            "Not for telephone and e-mail alone: use a contact."
        )
        preview_value = {
            "offices": [
                {
                    "name": _("Town hall"),
                    "page": None,
                    "address": _("12 Market Square\nHarbour Town"),
                    "hours": _("Monday to Friday, 9:00 to 17:00"),
                    "coordinates": "54.4858, -0.6206",
                },
                {
                    "name": _("Library on the quay"),
                    "page": None,
                    "address": _("3 Quayside\nHarbour Town"),
                    "hours": _("Tuesday to Saturday, 10:00 to 19:00"),
                    "coordinates": "",
                },
            ]
        }
