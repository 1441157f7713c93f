"""The table block."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES

# A browser edits this many with ease, and few read more: the rest is a document.
MAX_ROWS = 300
MAX_COLUMNS = 12


class TableBlock(TypedTableBlock):
    """Facts in rows and columns; the first column names the row."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    # Text, because a figure comes with its currency, its unit or “none”; the column stands right-aligned.
    number = blocks.CharBlock(label=pgettext_lazy("table", "Number"), required=False, max_length=40)
    rich_text = blocks.RichTextBlock(label=_("Text with links"), required=False, features=SHORT_TEXT_FEATURES)

    def clean(self, value: Any) -> Any:
        """Refuse a table that nobody reads on a page."""
        for found, limit, message in (
            (value.row_data, MAX_ROWS, _("This table has %(number)d rows; a page shows at most %(limit)d.")),
            (value.columns, MAX_COLUMNS, _("This table has %(number)d columns; a page shows at most %(limit)d.")),
        ):
            if len(found) > limit:
                remedy = _("Put the whole table into a document, and here what most readers look for.")
                error = ValidationError(f"{message} {remedy}", params={"number": len(found), "limit": limit})
                raise TypedTableBlockValidationError(non_block_errors=[error])
        return super().clean(value)

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
