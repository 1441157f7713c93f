"""What every block with a link shares: a page of one's own or a web address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks.choosers import LinkedPage
from govcms.content.linked import address_for
from tenants.addresses import address_map


class LinkValue(blocks.StructValue):
    """A link with what it lacks taken from the page it leads to."""

    @property
    def link(self) -> str:
        """Where it leads; empty when the page is not live."""
        page = self.get("page")
        if page is not None:
            return address_for(page) if page.live else ""
        return self.get("url") or ""

    @property
    def name(self) -> str:
        """Its own title, otherwise that of a live page."""
        page = self.get("page")
        return self.get("title") or (page.title if page is not None and page.live else "")

    @property
    def words(self) -> str:
        """Its own text, otherwise the summary of a live page."""
        page = self.get("page")
        return self.get("text") or (page.summary if page is not None and page.live else "")

    @property
    def languages(self) -> dict[str, str]:
        """The language of the title and of the text, each where it is taken from the page."""
        page = self.get("page")
        taken = [name for name in ("title", "text") if page is not None and not self.get(name)]
        return dict.fromkeys(taken, address_map.language_of(page.path)) if taken else {}


class LinkBlock(blocks.StructBlock):
    """A title, and a page or a web address to go to."""

    # Whether it must lead somewhere; those that need not may still lead to one place only.
    leads_somewhere = True

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=120, help_text=_("Empty: the title of the page.")
    )
    page = LinkedPage(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a link to nowhere, to two places or without words."""
        value = super().clean(value)
        page, url = value.get("page"), value.get("url")
        errors = {}
        if page and url:
            errors["url"] = ValidationError(_("Choose a page or write a web address, not both."))
        elif self.leads_somewhere and not page and not url and not self.is_deferred_validation:
            errors["page"] = ValidationError(_("Choose a page or write a web address: one of the two."))
        if url and not value.get("title") and not self.is_deferred_validation:
            errors["title"] = ValidationError(_("Name the link."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}{page}"
        value_class = LinkValue
