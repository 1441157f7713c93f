"""Days, sizes and lists in the words of the active language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.html import avoid_wrapping
from django.utils.translation import gettext, pgettext


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """A day as readers write it; the first of a month is an ordinal in some languages."""
    form = pgettext("the first of a month", "j F Y") if day.day == 1 else pgettext("a day", "j F Y")
    return date_format(day, f"l {form}" if weekday else form)


def listed(words: Iterable[str]) -> str:
    """Words one after the other."""
    return pgettext("between the items of a list", ", ").join(words)


def size_in_words(size_bytes: float) -> str:
    """The size of a file, in the unit in which it has few digits; its number and unit stay on one line."""
    if size_bytes < 1024**2:
        words, size = gettext("%(size)s KB"), max(size_bytes / 1024, 0.1)
    elif size_bytes < 1024**3:
        words, size = gettext("%(size)s MB"), size_bytes / 1024**2
    else:
        words, size = gettext("%(size)s GB"), size_bytes / 1024**3
    return avoid_wrapping(words % {"size": number_format(round(size, 1), 1)})
