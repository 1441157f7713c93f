"""The card grid block."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks.choosers import LinkedImage, LinkedPage
from govcms.content.linked import address_for


class CardValue(blocks.StructValue):
    """A card with its defaults taken from the page it leads to."""

    @property
    def link(self) -> str:
        """Where the card leads; empty when the page is not live."""
        page = self.get("page")
        if page is not None:
            return address_for(page) if page.live else ""
        return self.get("url") or ""

    @property
    def words(self) -> str:
        """The text of the card, otherwise the summary of its page."""
        page = self.get("page")
        return self.get("text") or (page.summary if page is not None and page.live else "")


class CardBlock(blocks.StructBlock):
    """One way further."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(
        label=_("Text"), required=False, max_length=300, help_text=_("Empty: the summary of the page.")
    )
    page = LinkedPage(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)
    image = LinkedImage(label=_("Image"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a card that leads to two places."""
        value = super().clean(value)
        if value.get("page") and value.get("url"):
            message = ValidationError(_("Choose a page or write a web address, not both."))
            raise StructBlockValidationError(block_errors={"url": message})
        return value

    class Meta:
        icon = "link"
        label = _("Card")
        label_format = "{title}"
        value_class = CardValue


class CardGridBlock(blocks.StructBlock):
    """Ways further, side by side."""

    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), min_num=1, max_num=24)

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "content/blocks/card_grid.html"
        description = _("Leads on to other pages. Three or six cards look best; more than nine are a list.")
        preview_value = {
            "cards": [
                {"title": _("Apply for a passport"), "text": _("It takes ten minutes."), "url": "https://example.org/"},
                {
                    "title": _("Renew a passport"),
                    "text": _("Up to a year before it ends."),
                    "url": "https://example.org/",
                },
                {"title": _("A lost passport"), "text": _("Tell us at once."), "url": "https://example.org/"},
            ]
        }
