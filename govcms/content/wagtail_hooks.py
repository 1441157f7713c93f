"""What the content app adds to Wagtail."""

from typing import Any

from wagtail import hooks

from govcms.content.rich_text import DocumentLinkHandler, PageLinkHandler
from govcms.content.viewsets import MenuViewSet, SiteSettingsViewSet


# After Wagtail's own, which these replace.
@hooks.register("register_rich_text_features", order=100)
def register_link_handlers(features: Any) -> None:
    """Links that show readers nothing they may not open."""
    features.register_link_type(PageLinkHandler)
    features.register_link_type(DocumentLinkHandler)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Settings → Menus, Settings → Site settings."""
    return [MenuViewSet(), SiteSettingsViewSet()]
