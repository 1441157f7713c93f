"""References between the parts of a site's files: ``@page:/services/``, ``@image:key``, ``@snippet:key`` and so on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as write_date

from tenants.addresses import root_url_of
from tenants.errors import UserError

# An address of a site of the platform, which no file can know: ``{site:transport}/services/``.
_SITE = re.compile(r"\{site:([a-z0-9-]+)\}")
# A day that is yet to come, as a day or in the words of the site: ``{on:2026-11-28}``, ``Saturday {date:2026-11-28}``.
_DAY = re.compile(r"\{(on|day|date|long_date):(\d{4}-\d{2}-\d{2})\}")
# No line ends between a day and its month.
_DAY_FORMATS = {"on": "Y-m-d", "day": "j", "date": "j\N{NO-BREAK SPACE}F", "long_date": "j\N{NO-BREAK SPACE}F Y"}
# Such days are written for the winter of this year; a site launched in another moves them to its own.
_WRITTEN_FOR = 2026
_REFERENCE = re.compile(r"@(page|image|document|snippet):([^\s\"'<>]+)")


def references_in(value: Any, kind: str) -> Iterator[str]:
    """What a value (and all values within it) refers to, of one kind."""
    if isinstance(value, str):
        yield from (match[2] for match in _REFERENCE.finditer(value) if match[1] == kind)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references_in(item, kind)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references_in(item, kind)


def day_to_come(day: datetime.date, *, year: int) -> datetime.date:
    """``day`` as it falls in the winter of ``year``: on the same day of the week, around Christmas on the same date."""
    years = max(0, year - _WRITTEN_FOR)
    if not (1, 2) < (day.month, day.day) < (12, 24):
        return day.replace(year=day.year + years)
    return day + datetime.timedelta(weeks=52 * years)


class Resolver:
    """Puts primary keys in the place of references; kinds become known one after the other."""

    def __init__(self, words: Mapping[str, str], language: str = "") -> None:
        self._words = words
        self._language = language or settings.LANGUAGE_CODE
        self._known: dict[str, dict[str, int]] = {}

    def learn(self, kind: str, keys: Mapping[str, int]) -> None:
        """From now on references of ``kind`` are resolved, and unknown ones refused."""
        self._known[kind] = dict(keys)

    def resolve(self, value: Any) -> Any:
        """A copy of ``value`` with what is known by now put in place.

        A string that is nothing but a reference becomes a number; within text the number is written into it.
        Raises UserError for a reference to nothing.
        """
        if isinstance(value, str):
            return self._resolve_text(value)
        if isinstance(value, Mapping):
            return {key: self.resolve(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolve(item) for item in value]
        return value

    def _resolve_text(self, text: str) -> str | int | datetime.date:
        whole = _REFERENCE.fullmatch(text)
        if whole is not None:
            return self._key_of(whole) if whole[1] in self._known else text
        day = _DAY.fullmatch(text)
        if day is not None and day[1] == "on":
            return _moved(day)
        for word, replacement in self._words.items():
            text = text.replace(word, replacement)
        text = _DAY.sub(self._words_of_day, text)
        text = _SITE.sub(lambda match: root_url_of(f"{match[1]}.{settings.BASE_HOST}"), text)
        return _REFERENCE.sub(lambda match: str(self._key_of(match)) if match[1] in self._known else match[0], text)

    def _words_of_day(self, match: re.Match[str]) -> str:
        with translation.override(self._language):
            return write_date(_moved(match), _DAY_FORMATS[match[1]])

    def _key_of(self, match: re.Match[str]) -> int:
        try:
            return self._known[match[1]][match[2]]
        except KeyError:
            raise UserError(f"Nothing answers to the reference {match[0]}.") from None


def _moved(day: re.Match[str]) -> datetime.date:
    return day_to_come(datetime.date.fromisoformat(day[2]), year=timezone.localdate().year)
