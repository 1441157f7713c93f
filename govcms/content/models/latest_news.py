"""The page of the portal with the latest news of all agencies."""

from django.utils.translation import gettext_lazy as _

from govcms.content.models.agencies import PortalPage


class LatestNewsPage(PortalPage):
    """The news of all live agencies, newest first."""

    template = "content/latest_news_page.html"
    page_description = _("The news of all agencies, newest first.")

    class Meta:
        verbose_name = _("latest news of all agencies")
        verbose_name_plural = _("latest news of all agencies")
