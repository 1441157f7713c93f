"""The listing page."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from govcms.content.models.base import EVERYDAY_PAGE_TYPES, ContentPage


class ListingPage(ContentPage):
    """Lists the pages below it, newest news first, with filters and a feed."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage", "content.ListingPage"]
    subpage_types: ClassVar[list[str]] = ["content.NewsPage", *EVERYDAY_PAGE_TYPES]
    template = "content/listing_page.html"
    name_for_readers = _("list of pages")
    page_description = _("Lists the pages below it with filters by topic and year: news, services, reports.")

    class Meta:
        verbose_name = _("listing page")
        verbose_name_plural = _("listing pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with the screen of its list that was asked for."""
        from govcms.content.feeds import feed_address
        from govcms.content.listings import list_children
        from govcms.content.presentation import add_listing

        context = super().get_context(request, *args, **kwargs)
        add_listing(context, lambda: list_children(self, request))
        context["meta"].feed_url = feed_address(self)
        context["meta"].feed_title = self.title
        return context
