"""Which page numbers a long list shows, and where they lead."""

from typing import TypedDict
from urllib.parse import urlencode

from django.http import QueryDict


class PageLink(TypedDict, total=False):
    """One step of a pagination: a numbered page, or a gap between two of them."""

    number: int
    url: str
    current: bool
    gap: bool


class Pagination(TypedDict):
    """What components/pagination.html needs; the addresses are empty where there is no such page."""

    previous_url: str
    next_url: str
    items: list[PageLink]


def page_links(*, number: int, total: int, query: QueryDict | None = None, parameter: str = "page") -> Pagination:
    """Return the links around page ``number`` of ``total``: the first, the last and one neighbour on each side.

    The other parameters of ``query`` are kept, so that a filter survives turning the page.
    """
    kept = [(name, value) for name, values in (query.lists() if query else []) if name != parameter for value in values]

    def url_of(page: int) -> str:
        # Page one is the list's own address: one page, one address.
        pairs = kept + ([(parameter, str(page))] if page > 1 else [])
        return "?" + urlencode(pairs) if pairs else "?"

    shown = sorted({1, total, *range(max(1, number - 1), min(total, number + 1) + 1)})
    items: list[PageLink] = []
    before = 0
    for page in shown:
        if page - before == 2:
            items.append({"number": page - 1, "url": url_of(page - 1), "current": False})
        elif page - before > 2:
            items.append({"gap": True})
        items.append({"number": page, "url": url_of(page), "current": page == number})
        before = page
    return {
        "previous_url": url_of(number - 1) if number > 1 else "",
        "next_url": url_of(number + 1) if number < total else "",
        "items": items,
    }
