"""The standard page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from govcms.content.models.base import EVERYDAY_PAGE_TYPES, ContentPage


class StandardPage(ContentPage):
    """A page that explains one thing; most pages are this."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage", "content.ListingPage"]
    subpage_types: ClassVar[list[str]] = [*EVERYDAY_PAGE_TYPES]
    template = "content/standard_page.html"
    name_for_readers = _("information")
    page_description = _("Explains one thing: a service, a right, who you are. Most pages are this.")

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
