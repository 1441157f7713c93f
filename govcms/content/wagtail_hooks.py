"""What the content app adds to Wagtail."""

from typing import Any

from wagtail import hooks

from govcms.content.approval.action_menu import arrange_actions
from govcms.content.rich_text import DocumentLinkHandler, PageLinkHandler
from govcms.content.viewsets import ContentPageViewSet, MenuViewSet, SiteSettingsViewSet


# After Wagtail's own, which these replace.
@hooks.register("register_rich_text_features", order=100)
def register_link_handlers(features: Any) -> None:
    """Links that show readers nothing they may not open."""
    features.register_link_type(PageLinkHandler)
    features.register_link_type(DocumentLinkHandler)


# After the one of tenants, whose place it takes.
@hooks.register("register_admin_viewset", order=1)
def register_page_viewset() -> Any:
    """Every page type's views."""
    return ContentPageViewSet()


hooks.register("construct_page_action_menu", arrange_actions)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Settings → Menus, Settings → Site settings."""
    return [MenuViewSet(), SiteSettingsViewSet()]
