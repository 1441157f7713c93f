"""The groups of the block chooser, in the order in which ``BodyBlock`` lists their blocks."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
MEDIA = _("Pictures and video")
LINKS = _("Lists and links")
DATA = _("Data")
PEOPLE = _("People and places")
