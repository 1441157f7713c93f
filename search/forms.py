"""What a visitor asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from search.query import MAX_PAGE, MAX_QUERY_CHARS, clean_text

# Nobody ticks more; somebody's script might.
_MAX_VALUES = 40
_MAX_VALUE_CHARS = 100


class QueryField(forms.CharField):
    """Words to look for, cleaned of what cannot be looked for before they are judged."""

    def to_python(self, value: Any) -> str:
        """One line without control characters and broken characters."""
        return clean_text(value or "")


class PageNumberField(forms.IntegerField):
    """The number of a page of results; whatever is not one is the first."""

    def clean(self, value: Any) -> int:
        """A number from 1 to the last page that can be asked for."""
        digits = str(value or "").strip()
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
        return min(max(number, 1), MAX_PAGE)


class ValuesField(forms.Field):
    """The values chosen in a filter; what no page has simply finds nothing."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        """Without empty, repeated and absurd ones."""
        values = (clean_text(item) for item in (value or [])[:_MAX_VALUES])
        return tuple(dict.fromkeys(item for item in values if item and len(item) <= _MAX_VALUE_CHARS))


class SearchForm(forms.Form):
    """A question in a query string."""

    q = QueryField(
        required=False,
        max_length=MAX_QUERY_CHARS,
        error_messages={
            "max_length": ngettext_lazy(
                "Your search is too long. Use %(limit_value)d character or fewer.",
                "Your search is too long. Use %(limit_value)d characters or fewer.",
                "limit_value",
            )
        },
        label=_("Search"),
    )
    agency = ValuesField(required=False)
    type = ValuesField(required=False)
    topic = ValuesField(required=False)
    language = ValuesField(required=False)
    everywhere = forms.BooleanField(required=False)
    page = PageNumberField(required=False)
