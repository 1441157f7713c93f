"""The block that shows reusable content."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedSnippet


class ReusableBlock(LinkedSnippet):
    """Reusable content, by reference: changed once, it changes on every page."""

    class Meta:
        icon = "snippet"
        group = groups.TEXT
        label = _("Reusable content")
        template = "content/blocks/reusable.html"
        description = _(
            "Contact details, a notice or a fee that is kept in one place and changes on all pages at once. "
            "Not for words that only this page needs."
        )

    def get_preview_value(self) -> Any:
        """An example that is not stored: what is chosen cannot be made up in the class."""
        from govcms.content.models import Snippet

        snippet = Snippet(name="")
        contact = snippet.content.stream_block.child_blocks["contact"]
        snippet.content = [("contact", contact.get_preview_value())]
        return snippet
