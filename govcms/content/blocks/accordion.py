"""The accordion block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class AccordionSectionBlock(blocks.StructBlock):
    """One section that opens and closes."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "bars"
        label = _("Section")
        label_format = "{heading}"


class AccordionBlock(blocks.StructBlock):
    """Sections of which a reader needs one or two; what everybody needs stays in view."""

    sections = blocks.ListBlock(AccordionSectionBlock(), label=_("Sections"), min_num=1)

    class Meta:
        icon = "collapse-down"
        group = groups.TEXT
        label = _("Accordion")
        template = "content/blocks/accordion.html"
        description = _("Sections that readers open one by one. Not for what everybody has to read.")
        preview_value = {
            "sections": [
                {"heading": _("If you live abroad"), "text": _("<p>Apply at the embassy nearest to you.</p>")},
                {"heading": _("If you are under 18"), "text": _("<p>A parent applies for you.</p>")},
            ]
        }
