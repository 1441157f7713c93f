"""The quote block."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from govcms.content.blocks import groups


class QuoteBlock(blocks.StructBlock):
    """The words of a person, with her name."""

    text = blocks.TextBlock(label=_("Words"), max_length=600, help_text=_("Without quotation marks around them."))
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=pgettext_lazy("office held", "Role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        group = groups.TEXT
        label = _("Quotation")
        template = "content/blocks/quote.html"
        description = _("What a person said. Not for words of your own that should look important.")
        preview_value = {
            "text": _("I had my new card within a week, and nobody asked me for the same paper twice."),
            "name": _("Maren Holt"),
            "role": _("Baker in Harbour Town"),
        }
        label_format = "{name}"
