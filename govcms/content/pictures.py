"""Images as pages show them: a few fixed sizes, each made once.

A page that needs a picture draws its sizes in WebP, and one in JPEG, where they are not there yet. AVIF is smaller by a
third and takes ten times as long: it is drawn in the background (``drawing.py``), and shown once all of it is there.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Where a picture stands: the sizes it is made in, smallest first, and how wide it is drawn.

    A use without ``sizes`` has one size, in one format.
    """

    operations: tuple[str, ...]
    sizes: str = ""
    # Of the size that every program reads.
    format: str = "jpeg"

    def specs(self, format: str) -> tuple[str, ...]:
        """What its sizes are called in a format."""
        return tuple(f"{operation}|format-{format}" for operation in self.operations)

    @property
    def fallback(self) -> str:
        """What a browser gets that reads neither AVIF nor WebP, and other sites."""
        return f"{self.operations[-1]}|format-{self.format}"

    @property
    def takes_drawings(self) -> bool:
        """Whether a drawing in SVG may stand there; other sites show none."""
        return bool(self.sizes) or self.format == PNG

    @property
    def drawing(self) -> str:
        """A drawing in SVG fits every width; it is only cut to shape."""
        return self.operations[-1]

    @property
    def at_once(self) -> tuple[str, ...]:
        """The sizes a page waits for."""
        return (*self.specs(WEBP), self.fallback) if self.sizes else (self.fallback,)

    @property
    def later(self) -> tuple[str, ...]:
        """The sizes that are drawn in the background."""
        return self.specs(AVIF) if self.sizes else ()


AVIF, WEBP, PNG = "avif", "webp", "png"
_WIDTHS = ("width-480", "width-800", "width-1280")

BODY = PictureUse(_WIDTHS, "(min-width: 48rem) 45rem, 100vw")
CARD = PictureUse(("fill-480x270", "fill-640x360"), "(min-width: 64rem) 20rem, (min-width: 40rem) 50vw, 100vw")
HERO = PictureUse(_WIDTHS, "(min-width: 64rem) 32rem, 100vw")
# What other sites show beside a link; some of them read nothing but JPEG.
SHARING = PictureUse(("fill-1200x630",))
# Of the site itself, in the header and beside the name of a tab; what is clear in them stays clear.
LOGO = PictureUse(("max-640x160",), format=PNG)
ICON = PictureUse(("fill-180x180",), format=PNG)

ALL_USES = (BODY, CARD, HERO, SHARING)
PHOTO_SPECS = tuple(dict.fromkeys(spec for use in ALL_USES for spec in (*use.at_once, *use.later)))
DRAWING_SPECS = tuple(dict.fromkeys(use.drawing for use in ALL_USES if use.sizes))
ALL_SPECS = PHOTO_SPECS + DRAWING_SPECS + tuple(spec for use in (LOGO, ICON) for spec in (use.fallback, use.drawing))
_FILTERS = {spec: Filter(spec=spec) for spec in ALL_SPECS}


@dataclass(frozen=True, slots=True)
class Source:
    """The sizes of a picture in one format."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What components/image.html needs."""

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()
    sizes: str = ""
    credit: str = ""
    # The address of its largest size, for those who want to see more of it.
    largest: str = ""


def picture_of(image: AgencyImage | None, use: PictureUse, *, alt: str | None = None) -> Picture | None:
    """An image as it stands somewhere; None without an image or when its file cannot be read.

    ``alt`` overrides the words of the library; an empty string makes it decorative.
    """
    if image is None or (image.is_svg() and not use.takes_drawings):
        return None
    try:
        drawn = _drawn(image, use)
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        # A page with one picture less is better than no page.
        logger.warning("picture cannot be drawn", extra={"image": str(image.uid), "error": str(error)})
        noted = _left_out.get()
        if noted is not None and FileStoreAway in {type(error), type(error.__cause__)}:
            noted.append(image)
        return None
    needed = [use.drawing] if image.is_svg() else use.at_once
    widest = max((drawn[spec] for spec in needed), key=lambda rendition: rendition.width)
    return Picture(
        src=drawn[use.drawing if image.is_svg() else use.fallback].url,
        width=widest.width,
        height=widest.height,
        alt=image.default_alt_text if alt is None else alt,
        sources=() if image.is_svg() else tuple(_sources(drawn, use)),
        sizes=use.sizes,
        credit=image.credit_line,
        largest=widest.url,
    )


def _drawn(image: AgencyImage, use: PictureUse) -> Mapping[str, Rendition]:
    """The sizes of an image that are there, by what they are called; those a page cannot do without are drawn."""
    needed, later = ((use.drawing,), ()) if image.is_svg() else (use.at_once, use.later)
    found = image.find_existing_renditions(*(_FILTERS[spec] for spec in (*needed, *later)))
    drawn: dict[str, Rendition] = {filter.spec: rendition for filter, rendition in found.items()}
    if missing := [_FILTERS[spec] for spec in needed if spec not in drawn]:
        drawn |= image.get_renditions(*missing)
    return drawn


def _sources(drawn: Mapping[str, Rendition], use: PictureUse) -> Iterator[Source]:
    """The formats of which every size is there, the smallest first; a browser takes the first that it reads."""
    for format in (AVIF, WEBP) if use.sizes else ():
        if all(spec in drawn for spec in use.specs(format)):
            # An original smaller than a size is not enlarged, so two sizes may come out alike.
            by_width = {drawn[spec].width: drawn[spec].url for spec in use.specs(format)}
            srcset = ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))
            yield Source(type=f"image/{format}", srcset=srcset)


def draw_all(image: AgencyImage) -> int:
    """Draw every size of an image that is not there yet; returns how many were not.

    Raises what drawing raises where the file cannot be read.
    """
    filters = [_FILTERS[spec] for spec in (DRAWING_SPECS if image.is_svg() else PHOTO_SPECS)]
    missing = set(filters) - image.find_existing_renditions(*filters).keys()
    if missing:
        image.get_renditions(*missing)
    return len(missing)


def attach_renditions(images: Iterable[AgencyImage], renditions: Sequence[Rendition]) -> None:
    """Let each image know its renditions, so that drawing it asks the database nothing."""
    by_pk = {image.pk: image for image in images}
    for image in by_pk.values():
        image.prefetched_renditions = []
    for rendition in renditions:
        image = by_pk[rendition.image_id]
        rendition.image = image
        image.prefetched_renditions.append(rendition)
