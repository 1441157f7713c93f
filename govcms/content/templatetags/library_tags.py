"""What the screens of pictures and documents say beside their forms."""

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from govcms.content.library.findings import Remedy, remedies_for
from govcms.content.library.uses import MOST_SHOWN, Thing, Uses, uses_of
from govcms.content.pictures import CARD, HERO, ICON, SHARING, Picture, picture_of
from govcms.media.models import AgencyDocument, AgencyImage

register = template.Library()


@dataclass(frozen=True, slots=True)
class Crop:
    """What a page shows of a picture, and where."""

    label: str | Promise
    # How wide and high it is.
    shape: str
    # As it was last saved; None where it is drawn for nothing but a site that uses it.
    saved: Picture | None
    # Cut in the browser, which knows no focal point.
    is_from_middle: bool = False

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.shape.split("x")[0])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.shape.split("x")[1])


@register.simple_tag(takes_context=True)
def where_used(context: template.Context, thing: Thing) -> Uses:
    """Where a picture or document is used, up to a number; Wagtail's list has all."""
    uses = uses_of(thing, context["request"].user)
    return replace(uses, listed=uses.listed[:MOST_SHOWN])


@register.simple_tag
def remedies(document: AgencyDocument) -> list[Remedy]:
    """What is wrong with a document, and what to do about it."""
    return remedies_for(document)


@register.simple_tag
def crops(image: AgencyImage) -> list[Crop]:
    """What pages show of a picture; nothing where it cannot be read."""
    card, hero, sharing = (picture_of(image, use, alt="") for use in (CARD, HERO, SHARING))
    if card is None:
        return []
    shapes = {use: use.drawing.removeprefix("fill-") for use in (CARD, SHARING, ICON)}
    found = [
        Crop(_("In cards and lists"), shapes[CARD], card),
        Crop(_("At the top of a home page, from its middle"), "1280x720", hero, is_from_middle=True),
    ]
    # Other sites show no drawing.
    if sharing is not None:
        found.append(Crop(_("Beside a link on other sites"), shapes[SHARING], sharing))
    return [*found, Crop(_("As the icon of a site"), shapes[ICON], None)]


@register.filter
def is_image(thing: Any) -> bool:
    """Whether it is a picture, and no document."""
    return isinstance(thing, AgencyImage)
