"""The rich text block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups

# Sizes, colours and raw HTML are left out: the theme decides how text looks.
TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
# For short text inside another block.
SHORT_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class BodyTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links: most of a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Wagtail's own block: migrations do not depend on where this class lives."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs

    class Meta:
        icon = "pilcrow"
        group = groups.TEXT
        label = _("Text")
        template = "content/blocks/rich_text.html"
        description = _("Paragraphs, lists and links. Keep paragraphs to three sentences.")
        preview_value = _(
            "<p>You can apply if you have lived here for two years. <b>It is free.</b></p>"
            "<ul><li>Have your identity card ready.</li><li>It takes ten minutes.</li></ul>"
        )
