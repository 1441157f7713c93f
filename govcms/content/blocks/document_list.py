"""The document list block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedDocument
from govcms.content.previews import DOCUMENT


class DocumentListBlock(blocks.StructBlock):
    """Files to download, with kind and size."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    documents = blocks.ListBlock(LinkedDocument(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        group = groups.LINKS
        label = _("Documents")
        template = "content/blocks/document_list.html"
        description = _("Files to download. Not the only place of what matters: many readers cannot open a file.")
        help_text = _(
            "Readers can open these files from the moment this page is published until no published page shows them."
        )
        label_format = "{title}"

    def get_preview_value(self) -> Any:
        """An invented document."""
        return self.normalize({"title": _("Forms"), "documents": [DOCUMENT]})
