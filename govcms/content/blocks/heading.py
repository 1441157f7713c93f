"""The heading block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups


class HeadingBlock(blocks.StructBlock):
    """The heading of a part of the page; readers and search engines find their way by it."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Part of the page")), ("h3", _("Section within a part"))],
        default="h2",
        help_text=_("Begin with parts; do not skip a level to get smaller letters."),
    )

    class Meta:
        icon = "title"
        group = groups.TEXT
        label = _("Heading")
        template = "content/blocks/heading.html"
        description = _("Names the part of the page that follows. Not for emphasis.")
        preview_value = {"text": _("Who can apply"), "level": "h2"}
        label_format = "{text}"
