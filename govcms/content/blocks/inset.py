"""The inset block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class InsetBlock(blocks.StructBlock):
    """A passage that belongs to the text around it and yet stands apart: an example, a rule, an extract."""

    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "doc-empty"
        group = groups.TEXT
        label = _("Inset text")
        template = "content/blocks/inset.html"
        description = _(
            "An example, a rule or an extract within the text. Not for news or warnings: those are callouts."
        )
        preview_value = {
            "text": _("<p><b>Example:</b> If you apply on 3 May, you hear from us by 24 May at the latest.</p>")
        }
