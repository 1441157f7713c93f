"""The details block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class DetailsBlock(blocks.StructBlock):
    """One explanation that opens where a few readers need it."""

    summary = blocks.CharBlock(
        label=_("What readers open"), max_length=120, help_text=_("A question or a few words: “I have no passport”.")
    )
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "expand-right"
        group = groups.TEXT
        label = _("Details")
        template = "content/blocks/details.html"
        description = _(
            "One short explanation that a few readers open. Not for what most need, nor for several in a row: "
            "that is an accordion."
        )
        preview_value = {
            "summary": _("What counts as proof of address"),
            "text": _("<p>A bill or a letter from a public office, not older than three months.</p>"),
        }
        label_format = "{summary}"
