"""What a page links to and shows, gathered for a whole rendering instead of block by block."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tenants.addresses import address_map

if TYPE_CHECKING:
    from govcms.content.models import OfficePage, Snippet
    from govcms.media.models import AgencyDocument, AgencyImage
    from govcms.pages.models import Page


@dataclass(frozen=True, slots=True)
class Destination:
    """A live page as a link needs it: making whole pages of fifty links would take longer than all else."""

    pk: int
    path: str
    url_path: str
    title: str
    summary: str = ""
    live: bool = True

    @property
    def language(self) -> str:
        """Of its words."""
        return address_map.language_of(self.path)

    def get_url_parts(self) -> tuple[int, str, str] | None:
        """(Wagtail site id, root URL, path on the host), as of the page itself."""
        address = address_map.get(self.path)
        return None if address is None else (address.site_id, address.root_url, address.path_of(self.url_path))


@dataclass(frozen=True, slots=True)
class Linked:
    """Pages, images, documents and reusable content by primary key; what is not in here is not there for the reader."""

    pages: Mapping[int, Destination] = field(default_factory=dict)
    images: Mapping[int, AgencyImage] = field(default_factory=dict)
    documents: Mapping[int, AgencyDocument] = field(default_factory=dict)
    snippets: Mapping[int, Snippet] = field(default_factory=dict)
    # Of the pages above, those that an office is described by.
    offices: Mapping[int, OfficePage] = field(default_factory=dict)
    # The site being rendered: links within it are paths, links to others whole addresses.
    site_id: int | None = None

    @property
    def fingerprint(self) -> Hashable:
        """All that shows of these objects: where it is the same, so is what is drawn from them."""
        return (
            self.site_id,
            tuple(sorted(self.pages.items())),
            tuple(sorted((pk, _shown_of_image(image)) for pk, image in self.images.items())),
            tuple(sorted((pk, _shown_of_document(document)) for pk, document in self.documents.items())),
            tuple(sorted((pk, *_shown_of_snippet(snippet)) for pk, snippet in self.snippets.items())),
            tuple(sorted((pk, _shown_of_office(office)) for pk, office in self.offices.items())),
        )


def _shown_of_snippet(snippet: Snippet) -> tuple[str, str]:
    return snippet.language, repr(list(snippet.content.raw_data))


def _shown_of_image(image: AgencyImage) -> Hashable:
    focus = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    known = getattr(image, "prefetched_renditions", ())
    drawn = sorted((rendition.filter_spec, rendition.focal_point_key, rendition.file.name) for rendition in known)
    return image.alt_text, image.is_decorative, image.credit_line, image.file.name, str(focus), tuple(drawn)


def _shown_of_document(document: AgencyDocument) -> Hashable:
    file = document.file.name or "", document.file_size or 0, document.page_count or 0, document.language
    return document.title, str(document.uid), *file


def _shown_of_office(office: OfficePage) -> Hashable:
    ways = office.whole_address, office.phone, office.email, office.map_url
    return *ways, repr(list(office.opening_hours.raw_data))


_linked: ContextVar[Linked | None] = ContextVar("linked", default=None)


def current_linked() -> Linked | None:
    """What was gathered for the rendering under way; None where nothing was."""
    return _linked.get()


@contextmanager
def rendering_with(linked: Linked) -> Iterator[None]:
    """Let choosers and rich text take what they need from ``linked`` instead of the database."""
    token = _linked.set(linked)
    try:
        yield
    finally:
        _linked.reset(token)


def address_for(page: Page | Destination) -> str:
    """Where a link to ``page`` leads from the rendering under way; empty for a page without an address."""
    parts = page.get_url_parts()
    if parts is None:
        return ""
    site_id, root_url, path = parts
    linked = _linked.get()
    return path if linked is not None and linked.site_id == site_id else root_url + path
