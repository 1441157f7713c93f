"""The related pages block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedPage
from govcms.content.previews import PAGES


class RelatedPagesBlock(blocks.StructBlock):
    """Pages that belong together, by their own titles and summaries."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, default=_("Related pages"))
    pages = blocks.ListBlock(LinkedPage(label=_("Page")), label=_("Pages"), min_num=1, max_num=12)

    class Meta:
        icon = "doc-empty-inverse"
        group = groups.LINKS
        label = _("Related pages")
        template = "content/blocks/related_pages.html"
        description = _("Pages of this agency with their own titles and summaries. Not for other sites: use links.")

    def get_preview_value(self) -> Any:
        """Invented pages."""
        return self.normalize({"title": _("Related pages"), "pages": list(PAGES)})
