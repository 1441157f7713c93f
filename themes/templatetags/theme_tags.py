"""Small questions the components ask while they render."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.forms import BoundField
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from themes.filters import FilterOption
from themes.words import day_in_words, listed, size_in_words

register = template.Library()
register.filter("listed", listed)
register.filter("size_in_words", size_in_words)

_SELECTED = mark_safe(" selected")
_NOTHING = mark_safe("")
_AFTER_SIGN = re.compile(r"(?<=[@.])(?=.)")


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


@register.filter
def dialled(number: str) -> str:
    """A telephone number as people write it, without the signs that telephones do not dial."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that goes on in the next line after its @ and its dots, not within a word."""
    return mark_safe(_AFTER_SIGN.sub("<wbr>", escape(address)))


@register.filter
def said_in(language: str | None) -> SafeString:
    """The attributes of an element whose words are in ``language``; none where the page is in it too."""
    if not language or language == get_language():
        return _NOTHING
    return _said_in(language)


@lru_cache(maxsize=100)
def _said_in(language: str) -> SafeString:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def select_options(options: Iterable[FilterOption]) -> SafeString:
    """The options of a select; not by a template, since a list of agencies has hundreds."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                option.value,
                _SELECTED if option.selected else "",
                option.title,
                "" if option.count is None else f" ({option.count})",
            )
            for option in options
        ),
    )


_CONTROL_CLASSES = {"textarea": "govuk-textarea", "select": "govuk-select"}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form field, described by its hint and its messages."""
    kind = getattr(field.field.widget, "input_type", "") or type(field.field.widget).__name__.lower()
    classes = _CONTROL_CLASSES.get(kind, "govuk-input")
    described_by = [f"{field.id_for_label}-hint"] if field.help_text else []
    attrs: dict[str, str | bool] = {"class": classes}
    if field.errors:
        attrs |= {"class": f"{classes} {classes}--error", "aria-invalid": "true"}
        described_by.append(f"{field.id_for_label}-error")
    if described_by:
        attrs["aria-describedby"] = " ".join(described_by)
    return field.as_widget(attrs=attrs)


@register.filter(expects_localtime=True)
def time_element(moment: date | datetime) -> SafeString:
    """The day of a moment as readers write it, in an element that machines read."""
    return day_element(moment.date() if isinstance(moment, datetime) else moment, get_language())


@lru_cache(maxsize=4_096)
def day_element(day: date, language: str | None) -> SafeString:
    """Lists show the same days again and again, and writing one takes longer than all else about a hit."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), day_in_words(day))
