"""Small questions the components ask while they render."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.simple_tag
def current_state(url: str | None, current_path: str | None) -> str:
    """Answer "page" for a link to the page shown, "true" for a section it lies in, otherwise nothing."""
    path = urlsplit(url or "").path
    if not path or not current_path:
        return ""
    if path == current_path:
        return "page"
    # Every page lies below the home page, so a link to "/" would always be marked.
    if path != "/" and path.endswith("/") and current_path.startswith(path):
        return "true"
    return ""


@register.filter
def beside(cells: Sequence[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair the cells of a row with their columns; a short row is filled with empty cells."""
    return list(zip_longest(cells, columns, fillvalue=""))
