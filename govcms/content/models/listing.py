"""The listing page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from govcms.content.models.base import ContentPage


class ListingPage(ContentPage):
    """Lists the pages below it, newest news first, with filters and a feed."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage", "content.ListingPage"]
    subpage_types: ClassVar[list[str]] = ["content.NewsPage", "content.StandardPage", "content.ListingPage"]
    template = "content/listing_page.html"
    page_description = _("Lists the pages below it with filters by topic and year: news, services, reports.")

    class Meta:
        verbose_name = _("listing page")
        verbose_name_plural = _("listing pages")
