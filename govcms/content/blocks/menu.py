"""The entries of a menu."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks.choosers import LinkedPage


class MenuLinkBlock(blocks.StructBlock):
    """A link of a menu."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=80, help_text=_("Empty: the title of the page.")
    )
    page = LinkedPage(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a link to nowhere, to two places or without words."""
        value = super().clean(value)
        errors = {}
        if bool(value.get("page")) == bool(value.get("url")):
            errors["page"] = ValidationError(_("Choose a page or write a web address: one of the two."))
        if value.get("url") and not value.get("title"):
            errors["title"] = ValidationError(_("Name the link."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}{page}"


class MenuItemBlock(MenuLinkBlock):
    """A first-level entry with the links below it."""

    children = blocks.ListBlock(MenuLinkBlock(), label=_("Links below it"), required=False, default=[], max_num=12)

    class Meta:
        label = _("Menu entry")


class SocialLinkBlock(blocks.StructBlock):
    """An account of the agency somewhere else."""

    title = blocks.CharBlock(label=_("Name"), max_length=60)
    url = blocks.URLBlock(label=_("Web address"))

    class Meta:
        icon = "link"
        label = _("Account")
        label_format = "{title}"
