"""Where new pages go: tree paths, slugs and URL paths, worked out without a query a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.utils.text import slugify
from treebeard.exceptions import PathOverflow

from govcms.pages.models import Page

_MAX_SLUG = 255
_MAX_PATH = 255


@dataclass(slots=True)
class NewPage:
    """A page that is not stored yet, and the pages to go below it in their order."""

    page: Page
    children: list[NewPage] = field(default_factory=list)

    def walk(self) -> Iterator[Page]:
        """The page and all below it, parents before children."""
        yield self.page
        for child in self.children:
            yield from child.walk()


def place(parent: Page, new_pages: Sequence[NewPage]) -> list[Page]:
    """Give each page its place below ``parent``, after the children that are there; parents before children.

    A slug that a sibling has already, or that is reserved at this place, gets a number. One query.
    Raises PathOverflow below depth 63.
    """
    siblings = Page.objects.filter(
        path__range=Page._get_children_path_interval(parent.path), depth=parent.depth + 1
    ).values_list("path", "slug")
    taken = set()
    last_step = 0
    for path, slug in siblings:
        taken.add(slug)
        last_step = max(last_step, Page._str2int(path[-Page.steplen :]))
    _place_below(parent, new_pages, first_step=last_step + 1, taken=taken)
    return [page for new_page in new_pages for page in new_page.walk()]


def _place_below(parent: Page, new_pages: Sequence[NewPage], *, first_step: int, taken: set[str]) -> None:
    if new_pages and len(parent.path) + Page.steplen > _MAX_PATH:
        raise PathOverflow("The new pages are too deep in the tree.")
    for step, new_page in enumerate(new_pages, first_step):
        page = new_page.page
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.numchild = len(new_page.children)
        page.slug = free_slug(page.slug or page.title, taken, page.reserved_slugs())
        taken.add(page.slug)
        page.set_url_path(parent)
        _place_below(page, new_page.children, first_step=1, taken=set())


def free_slug(words: str, *refused: AbstractSet[str]) -> str:
    """A slug of ``words`` that is in none of the sets ``refused``."""
    base = slugify(words, allow_unicode=True)[:_MAX_SLUG].strip("-") or "page"
    slug = base
    number = 1
    while any(slug in slugs for slugs in refused):
        number += 1
        suffix = f"-{number}"
        slug = base[: _MAX_SLUG - len(suffix)] + suffix
    return slug
