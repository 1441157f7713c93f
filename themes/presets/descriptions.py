"""What makes each preset, for whoever chooses one; here and not beside the colours, so that it is translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DESCRIPTIONS: Mapping[str, StrPromise] = {
    "civic": _("Bold and flat: a dark header band, square corners, large headings, cards without boxes."),
    "gazette": _(
        "Editorial: serif throughout, the name in the middle between thin lines, columns as in a newspaper, warm paper."
    ),
    "harbour": _("Light and airy: a white header under a line of the brand colour, rounded panels, raised cards."),
    "meadow": _(
        "Warm and round: a picture from edge to edge, sand-coloured cards, soft corners, a footer like a hill."
    ),
    "register": _(
        "Words first: black on white, one quiet row on top, lists of links instead of boxes."
        " For services that people come to get done."
    ),
}
