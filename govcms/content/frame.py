"""Header and footer of a site, drawn once for all pages that mark the same menu entries."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from govcms.content.chrome import Chrome, Link
from themes.templatetags.theme_tags import current_state

# A menu of a hundred links has this many ways of being marked, most of which nobody asks for.
MAX_DRAWN = 250


def header_html(chrome: Chrome, path: str, *, hide_search: bool = False) -> SafeString:
    """The header as seen from ``path``: it differs from page to page only in the entries marked as current."""
    states = tuple(current_state(link.url, path) for link in _links(chrome.menu))
    context = {"chrome": chrome, "current_path": path, "hide_search": hide_search}
    return _draw(chrome, ("header", hide_search, states), "components/header.html", context)


def footer_html(chrome: Chrome) -> SafeString:
    """The footer, the same on all pages of the site."""
    return _draw(chrome, "footer", "components/footer.html", {"chrome": chrome})


def _draw(chrome: Chrome, key: Any, template: str, context: dict[str, Any]) -> SafeString:
    html = chrome.drawn.get(key)
    if html is None:
        html = render_to_string(template, context)
        if len(chrome.drawn) < MAX_DRAWN:
            chrome.drawn[key] = html
    return html


def _links(menu: tuple[Link, ...]) -> Iterator[Link]:
    for link in menu:
        yield link
        yield from link.children
