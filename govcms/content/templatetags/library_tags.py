"""What the screens of pictures and documents say beside their forms."""

from dataclasses import replace
from typing import Any

from django import template

from govcms.content.library.findings import Remedy, remedies_for
from govcms.content.library.uses import MOST_SHOWN, Thing, Uses, uses_of
from govcms.content.pictures import CARD, HERO, SHARING, Picture, picture_of
from govcms.media.models import AgencyDocument, AgencyImage

register = template.Library()

CROPS = {"card": CARD, "hero": HERO, "sharing": SHARING}


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
def crops(image: AgencyImage) -> dict[str, Picture | None]:
    """What pages show of a picture, by where it stands."""
    return {name: picture_of(image, use, alt="") for name, use in CROPS.items()}


@register.filter
def is_image(thing: Any) -> bool:
    """Whether it is a picture, and no document."""
    return isinstance(thing, AgencyImage)
