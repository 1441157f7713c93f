"""Images as pages show them: a few fixed sizes, each made once."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from govcms.media.errors import FileStoreAway
from govcms.media.models import AgencyImage, Rendition

logger = logging.getLogger(__name__)

_left_out: ContextVar[list[AgencyImage] | None] = ContextVar("left_out", default=None)


@contextmanager
def noting_left_out() -> Iterator[list[AgencyImage]]:
    """The pictures that could not be drawn in here for the time being: what was made without them must not be kept."""
    images: list[AgencyImage] = []
    token = _left_out.set(images)
    try:
        yield images
    finally:
        _left_out.reset(token)


@dataclass(frozen=True, slots=True)
class PictureUse:
    """Where a picture stands: the sizes it is made in, and how wide it is drawn."""

    specs: tuple[str, ...]
    sizes: str = ""


def _webp(*operations: str) -> tuple[str, ...]:
    return tuple(f"{operation}|format-webp" for operation in operations)


# WebP alone: every browser that still gets security updates reads it.
BODY = PictureUse(_webp("width-480", "width-800", "width-1280"), "(min-width: 48rem) 45rem, 100vw")
CARD = PictureUse(_webp("fill-480x270", "fill-640x360"), "(min-width: 64rem) 20rem, (min-width: 40rem) 50vw, 100vw")
HERO = PictureUse(_webp("width-640", "width-1280"), "(min-width: 64rem) 32rem, 100vw")
# What other sites show beside a link; some of them do not read WebP.
SHARING = PictureUse(("fill-1200x630|format-jpeg",))

ALL_SPECS = tuple(spec for use in (BODY, CARD, HERO, SHARING) for spec in use.specs)
_FILTERS = {spec: Filter(spec=spec) for spec in ALL_SPECS}


@dataclass(frozen=True, slots=True)
class Picture:
    """What components/image.html needs."""

    src: str
    width: int
    height: int
    alt: str
    srcset: str = ""
    sizes: str = ""
    credit: str = ""


def picture_of(image: AgencyImage | None, use: PictureUse, *, alt: str | None = None) -> Picture | None:
    """An image as it stands somewhere; None without an image or when its file cannot be read.

    ``alt`` overrides the words of the library; an empty string makes it decorative.
    """
    if image is None:
        return None
    try:
        renditions = _renditions(image, use)
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        # A page with one picture less is better than no page.
        logger.warning("picture cannot be drawn", extra={"image": str(image.uid), "error": str(error)})
        noted = _left_out.get()
        if noted is not None and FileStoreAway in {type(error), type(error.__cause__)}:
            noted.append(image)
        return None
    # An original smaller than a size is not enlarged, so two sizes may come out alike.
    by_width = {rendition.width: rendition for rendition in renditions}
    widest = by_width[max(by_width)]
    srcset = ", ".join(f"{by_width[width].url} {width}w" for width in sorted(by_width)) if len(by_width) > 1 else ""
    return Picture(
        src=widest.url,
        width=widest.width,
        height=widest.height,
        alt=image.default_alt_text if alt is None else alt,
        srcset=srcset,
        sizes=use.sizes if srcset else "",
        credit=image.credit,
    )


def _renditions(image: AgencyImage, use: PictureUse) -> Sequence[Rendition]:
    filters = [_FILTERS[spec] for spec in use.specs]
    found = image.get_renditions(*filters)
    return [found[spec] for spec in use.specs]


def attach_renditions(images: dict[int, AgencyImage], renditions: Sequence[Rendition]) -> None:
    """Let each image know its renditions, so that drawing it asks the database nothing."""
    for image in images.values():
        image.prefetched_renditions = []
    for rendition in renditions:
        image = images[rendition.image_id]
        rendition.image = image
        image.prefetched_renditions.append(rendition)
