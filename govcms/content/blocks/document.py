"""The document block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedDocument, LinkedImage
from govcms.content.previews import DOCUMENT, PICTURE


class DocumentBlock(blocks.StructBlock):
    """One file to download, with its cover and what it is about."""

    document = LinkedDocument(label=_("Document"))
    text = blocks.TextBlock(
        label=_("What it is about"),
        required=False,
        max_length=400,
        help_text=_("Two sentences, so that readers know whether they need it."),
    )
    cover = LinkedImage(label=_("Picture of the cover"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        group = groups.LINKS
        label = _("Document")
        template = "content/blocks/document.html"
        description = _(
            "One important file with its cover, kind and size. Not for several files: that is a list of documents."
        )
        help_text = _(
            "Readers can open this file from the moment this page is published until no published page shows it."
        )
        label_format = "{document}"

    def get_preview_value(self) -> Any:
        """An invented document and its cover."""
        return self.normalize(
            {
                "document": DOCUMENT,
                "text": _("What we did last year, what it cost, and what we plan."),
                "cover": PICTURE,
            }
        )
