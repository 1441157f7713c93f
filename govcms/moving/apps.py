"""The app that brings the command."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovingConfig(AppConfig):
    """Has no tables: what was carried shows in what is there."""

    name = "govcms.moving"
    label = "moving"
    verbose_name = _("Moving to servers")
