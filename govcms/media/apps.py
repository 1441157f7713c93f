"""The media app."""

import warnings

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Media."""

    name = "govcms.media"
    label = "media"
    verbose_name = _("Media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who keeps tags; let a picture of too many pixels be refused by its first bytes."""
        from django.conf import settings
        from PIL import Image

        from govcms.media import signal_handlers  # noqa: F401
        from govcms.media.models import AgencyTag, FileVersion, PendingUpload
        from govcms.media.parts import forget_old_uploads
        from govcms.media.tasks import read_unread
        from tenants.admin_rules import neutral, owned, register_admin_rule
        from tenants.models import Role
        from tenants.roles import register_role_rights
        from tenants.schedule import register_schedule

        keeping = ["view", "change", "delete"]
        register_role_rights(AgencyTag, {Role.AGENCY_ADMIN: keeping, Role.PUBLISHER: keeping})
        # Who may change the picture or document may see what it was; the view asks.
        register_role_rights(FileVersion, {})
        # An upload under way is its uploader's; no screen lists them.
        register_role_rights(PendingUpload, {})
        register_schedule("media.forget_old_uploads", 60 * 60, forget_old_uploads)
        register_schedule("media.read_unread", 60, read_unread)
        register_admin_rule(["tags:index", "tags:index_results", "tags:unused"], neutral)
        register_admin_rule(["tags:edit", "tags:merge"], owned(AgencyTag, "pk"))
        # Read whole, it takes all memory. Twice this is an error, beyond this a warning that nobody reads.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 2
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
