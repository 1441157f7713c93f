"""The page of the portal with the latest news of all agencies."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from govcms.content.models.agencies import PortalPage


class LatestNewsPage(PortalPage):
    """The news of all live agencies, newest first."""

    template = "content/latest_news_page.html"
    page_description = _("The news of all agencies, newest first.")

    class Meta:
        verbose_name = _("latest news of all agencies")
        verbose_name_plural = _("latest news of all agencies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with the screen of the news that was asked for."""
        from govcms.content.listings import list_latest_news
        from govcms.content.presentation import add_listing

        context = super().get_context(request, *args, **kwargs)
        add_listing(context, lambda: list_latest_news(request))
        return context
