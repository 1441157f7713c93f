"""The contact block."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedPage
from govcms.content.linked import address_for
from tenants.addresses import address_map

_PHONE = r"^\+?[0-9][0-9 ()/.\-]{1,30}$"


class ReachableValue(blocks.StructValue):
    """A person, team or place, with what its links need."""

    @property
    def page_link(self) -> dict[str, str] | None:
        """Its page as a link; None when there is none or it is not live."""
        page = self.get("page")
        if page is None or not page.live:
            return None
        return {"title": page.title, "url": address_for(page), "language": address_map.language_of(page.path)}


class ContactBlock(blocks.StructBlock):
    """Whom to ask, and how."""

    WAYS = ("phone", "email", "page", "address")

    name = blocks.CharBlock(label=_("Name"), max_length=120, help_text=_("A team or a person: Passport office."))
    text = blocks.TextBlock(label=_("What to ask them"), required=False, max_length=300)
    phone = blocks.RegexBlock(
        regex=_PHONE,
        label=_("Telephone"),
        required=False,
        max_length=32,
        error_messages={"invalid": _("Write a telephone number in digits, as +44 20 7946 0000.")},
    )
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    page = LinkedPage(label=_("Contact page or form"), required=False)
    address = blocks.TextBlock(label=_("Address"), required=False, max_length=400, rows=3)
    hours = blocks.TextBlock(
        label=_("Hours"), required=False, max_length=400, rows=3, help_text=_("One line a day or group of days.")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a contact that nobody can reach."""
        value = super().clean(value)
        if not any(value.get(way) for way in self.WAYS) and not self.is_deferred_validation:
            message = ValidationError(_("Give at least one way: telephone, e-mail, page or address."))
            raise StructBlockValidationError(block_errors={"phone": message})
        return value

    class Meta:
        icon = "mail"
        group = groups.PEOPLE
        label = pgettext_lazy("details", "Contact")
        template = "content/blocks/contact.html"
        description = _("Whom to ask, with telephone, e-mail, address and hours. Not for a list of offices.")
        value_class = ReachableValue
        preview_value = {
            "name": _("Passport office"),
            "text": _("For lost passports and travel within a week."),
            "phone": "+44 20 7946 0000",
            "email": "passports@example.org",
            "page": None,
            "address": _("12 Market Square\nHarbour Town"),
            "hours": _("Monday to Friday, 9:00 to 17:00\nSaturday, 9:00 to 12:00"),
        }
        label_format = "{name}"
