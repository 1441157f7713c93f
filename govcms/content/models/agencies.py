"""The page of the portal that names all agencies."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from govcms.content.models.base import ContentPage


class PortalPage(ContentPage):
    """A page that shows something of all agencies, so only the platform's own site may have it."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta(ContentPage.Meta):
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Only on the platform's site."""
        return super().can_create_at(parent) and parent.agency is not None and parent.agency.is_platform


class AgenciesPage(PortalPage):
    """The A to Z of all live agencies."""

    template = "content/agencies_page.html"
    page_description = _("The A to Z of all agencies that have a live site.")

    class Meta:
        verbose_name = _("A to Z of agencies")
        verbose_name_plural = _("A to Z of agencies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with all live agencies by letter."""
        from govcms.content.listings import live_agencies

        return super().get_context(request, *args, **kwargs) | {"letters": live_agencies()}
