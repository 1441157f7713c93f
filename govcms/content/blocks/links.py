"""The links block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.link import LinkBlock


class ListedLinkBlock(LinkBlock):
    """One link of a list."""

    text = blocks.CharBlock(label=_("What is there"), required=False, max_length=200)


class LinksBlock(blocks.StructBlock):
    """Links to pages and other sites, one below the other."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    links = blocks.ListBlock(ListedLinkBlock(), label=_("Links"), min_num=1, max_num=40)

    class Meta:
        icon = "list-ul"
        group = groups.LINKS
        label = _("Links")
        template = "content/blocks/links.html"
        description = _(
            "Links to pages and other sites, in a list. Not for the main thing to do: that is a call to action."
        )
        preview_value = {
            "title": _("Forms and advice"),
            "links": [
                {"title": _("Ask for an appointment"), "text": "", "page": None, "url": "https://example.org/"},
                {
                    "title": _("The law on passports"),
                    "text": _("The full text, with what changed this year."),
                    "page": None,
                    "url": "https://example.org/",
                },
            ],
        }
        label_format = "{title}"
