"""The card grid block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedImage, LinkedPage
from govcms.content.blocks.link import LinkBlock


class CardBlock(LinkBlock):
    """One way further, or a card of words only."""

    leads_somewhere = False

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(
        label=_("Text"), required=False, max_length=300, help_text=_("Empty: the summary of the page.")
    )
    page = LinkedPage(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)
    image = LinkedImage(label=_("Image"), required=False)

    class Meta:
        label = _("Card")
        label_format = "{title}"


class CardGridBlock(blocks.StructBlock):
    """Ways further, side by side."""

    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), min_num=1, max_num=24)

    class Meta:
        icon = "grip"
        group = groups.LINKS
        label = _("Cards")
        template = "content/blocks/card_grid.html"
        description = _("Leads on to other pages; three or six look best. Not for more than nine: those are links.")
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
