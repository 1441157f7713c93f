"""What the media app adds to Wagtail."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from govcms.media.tag_views import TagViewSet


@hooks.register("register_admin_viewset")
def register_tags() -> Any:
    """Settings → Tags."""
    return TagViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept what is done to tags and files."""
    actions.register_action("media.replace_file", _("Replace a file"), _("File replaced; the former one is kept"))
    actions.register_action("media.rename_tag", _("Rename tag"), _("Tag renamed"))
    actions.register_action("media.merge_tags", _("Merge tags"), _("Tags merged"))
    actions.register_action("media.delete_tags", _("Delete unused tags"), _("Unused tags deleted"))
