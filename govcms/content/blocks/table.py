"""The table block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class TableBlock(TypedTableBlock):
    """Facts in rows and columns; the first column names the row."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    # Text, because a figure comes with its currency, its unit or “none”; the column stands right-aligned.
    number = blocks.CharBlock(label=_("Number"), required=False, max_length=40)
    rich_text = blocks.RichTextBlock(label=_("Text with links"), required=False, features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "table"
        group = groups.DATA
        label = _("Table")
        template = "content/blocks/table.html"
        description = _("Figures and facts to compare. Not for layout; a list reads better than a table of one column.")
        preview_value = {
            "caption": _("Fees"),
            "columns": [{"type": "text", "heading": _("Service")}, {"type": "number", "heading": _("Fee")}],
            "rows": [{"values": [_("Passport"), "60"]}, {"values": [_("Identity card"), "25"]}],
        }
