"""The layout variants: how the parts of a page can be laid out, whatever their colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Layout = Mapping[str, str]

PARTS: Mapping[str, StrPromise] = {
    "header": _("Header"),
    "hero": _("Opening of the home page"),
    "home": _("Sections of the home page"),
    "cards": _("Cards"),
    "footer": _("Footer"),
}

# Each is one class of the html element, styled in frontend/scss: "theme--header-band".
VARIANTS: Mapping[str, Mapping[str, StrPromise]] = {
    "header": {
        "band": _("A band of colour"),
        "rule": _("A line of the brand above"),
        "masthead": _("The name in the middle, as in a newspaper"),
        "plain": _("One quiet row"),
        "float": _("A rounded sheet on the page"),
    },
    "hero": {
        "block": _("A block of colour from edge to edge"),
        "panel": _("A rounded panel"),
        "editorial": _("A front page"),
        "plain": _("Words first"),
        "photo": _("The picture from edge to edge"),
    },
    "home": {
        "tinted": _("Every other one tinted"),
        "ruled": _("Set apart by lines"),
        "open": _("Set apart by white space"),
    },
    "cards": {
        "flat": _("A heavy line above"),
        "raised": _("Raised sheets"),
        "columns": _("Columns between thin lines"),
        "list": _("A list of links"),
        "tinted": _("Rounded and tinted"),
    },
    "footer": {
        "dark": _("A block of colour"),
        "light": _("Light, below a thin line"),
        "ruled": _("Below a double line"),
        "rounded": _("Rounded at the top"),
    },
}


def clean_layout(layout: object) -> dict[str, str]:
    """Return the variants an agency chose itself.

    Raises ValidationError with every part or variant that does not exist.
    """
    if not isinstance(layout, Mapping):
        raise ValidationError(_("A layout is a list of parts and variants."), code="layout")
    errors = [
        ValidationError(
            _("There is no layout “%(variant)s” of “%(part)s”."),
            code="layout",
            params={"variant": variant, "part": part},
        )
        for part, variant in layout.items()
        if not isinstance(variant, str) or variant not in VARIANTS.get(part, {})
    ]
    if errors:
        raise ValidationError(errors)
    return dict(layout)


def layout_classes(layout: Layout) -> str:
    """The classes of the html element that switch the variants on."""
    return " ".join(f"theme--{part}-{layout[part]}" for part in PARTS)
