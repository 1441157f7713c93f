"""What topics are called in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language

from govcms.pages.models import Topic


def names_for_readers(names: Iterable[str]) -> dict[str, str]:
    """Topics by their own names, as they are called in the active language; one query, none in the platform's own."""
    language, wanted = get_language(), set(names)
    if not wanted or language in {None, settings.LANGUAGE_CODE}:
        return {name: name for name in wanted}
    known = dict(Topic.objects.filter(name__in=wanted).values_list("name", "names"))
    return {name: known.get(name, {}).get(language) or name for name in wanted}
