"""What goes wrong with files."""

from django.utils.translation import gettext_lazy as _


class FileStoreAway(OSError):
    """The file store does not answer, or refuses to; an OSError, since whoever reads files expects those."""


# To an editor; what she typed stands beside it.
STORE_AWAY = _("Files cannot be stored at the moment, so nothing was saved. Try again in a few minutes.")
