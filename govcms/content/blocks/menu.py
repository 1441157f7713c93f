"""The entries of a menu."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks.link import LinkBlock


class MenuLinkBlock(LinkBlock):
    """A link of a menu."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=80, help_text=_("Empty: the title of the page.")
    )


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
