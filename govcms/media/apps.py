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
        """Let a picture of too many pixels be refused by its first bytes: read whole, it takes all memory."""
        from django.conf import settings
        from PIL import Image

        # Twice this is an error, beyond this a warning that nobody reads.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 2
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
