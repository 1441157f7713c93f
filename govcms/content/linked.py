"""What a page links to and shows, gathered for a whole rendering instead of block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govcms.media.models import AgencyDocument, AgencyImage
    from govcms.pages.models import Page


@dataclass(frozen=True, slots=True)
class Linked:
    """Pages, images and documents by primary key; what is not in here does not exist for the reader."""

    pages: Mapping[int, Page] = field(default_factory=dict)
    images: Mapping[int, AgencyImage] = field(default_factory=dict)
    documents: Mapping[int, AgencyDocument] = field(default_factory=dict)
    # The site being rendered: links within it are paths, links to others whole addresses.
    site_id: int | None = None


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


def address_for(page: Page) -> str:
    """Where a link to ``page`` leads from the rendering under way; empty for a page without an address."""
    parts = page.get_url_parts()
    if parts is None:
        return ""
    site_id, root_url, path = parts
    linked = _linked.get()
    return path if linked is not None and linked.site_id == site_id else root_url + path
