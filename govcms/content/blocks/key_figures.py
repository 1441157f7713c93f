"""The key figures block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups


class KeyFigureBlock(blocks.StructBlock):
    """One number and what it counts."""

    value = blocks.CharBlock(
        label=_("Figure"), max_length=20, help_text=_("With its unit, as it should read: 38 %, 1.2 million.")
    )
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)

    class Meta:
        icon = "decimal"
        label = _("Figure")
        label_format = "{value} {label}"


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers, large."""

    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), min_num=1, max_num=8)
    source = blocks.CharBlock(
        label=_("Source"), required=False, max_length=200, help_text=_("Who counted, and when: Annual report, 2026.")
    )

    class Meta:
        icon = "decimal"
        group = groups.DATA
        label = _("Key figures")
        template = "content/blocks/key_figures.html"
        description = _("Two to four numbers that tell a story. Not for many numbers, nor for comparing: use a table.")
        preview_value = {
            "figures": [
                {"value": "1 240", "label": _("beds in public hospitals")},
                {"value": "38 %", "label": _("of people over sixty had the flu vaccine")},
                {"value": _("9 days"), "label": _("to the first appointment")},
            ],
            "source": _("Annual report, 2026"),
        }
