"""A language of our own making, in which each string that can be translated stands between ⟦ and ⟧."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings
from django.utils.translation import trans_real

from infrastructure.catalogues import words_of_source
from themes.templatetags.theme_tags import day_element

# It takes the place of French, so that addresses and settings need not know it.
CODE = "fr"
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
# Names, addresses and kinds of files are the same in all languages.
_NAMES = re.compile(
    r"https?://\S+|\S+@\S+|[\w-]+(?:\.[\w-]+)*\.(?:test|example|localhost)\S*|\b[A-Z]{2,}\b"
    r"|\b(?:Wagtail|English|Français|Español|Bahasa Melayu|Government content platform)\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_SHOWN_ATTRIBUTES = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "embed"})
# What nobody reads, and what is somebody's own words; what is in another language says so.
_HIDDEN = frozenset({"script", "style", "code", "kbd", "svg", "textarea"})


@contextmanager
def pseudo_language(folder: Path) -> Iterator[None]:
    """Speak it in place of French: our words, Django's and Wagtail's."""
    catalogue = Catalog(locale=CODE)
    for key, _words in trans_real.translation(CODE)._catalog.items():  # type: ignore[attr-defined]
        context, _mark, words = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")
        if words:
            marked = f"⟦{words}⟧"
            is_plural = isinstance(key, tuple)
            catalogue.add(
                (words, words) if is_plural else words,
                (marked, marked) if is_plural else marked,
                context=context or None,
            )
    for message in words_of_source():
        if not message.id:
            continue
        catalogue.delete(_first(message.id), context=message.context)
        if isinstance(message.id, tuple | list):
            catalogue.add(message.id, tuple(f"⟦{form}⟧" for form in message.id), context=message.context)
        else:
            catalogue.add(message.id, f"⟦{message.id}⟧", context=message.context)
    compiled = folder / CODE / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    known = trans_real._translations  # type: ignore[attr-defined]
    before = known.pop(CODE, None)
    day_element.cache_clear()
    try:
        with override_settings(LOCALE_PATHS=[folder]):
            trans_real.translation(CODE)
            yield
    finally:
        known.pop(CODE, None)
        if before is not None:
            known[CODE] = before
        day_element.cache_clear()


def _first(words: Any) -> str:
    return str(words[0] if isinstance(words, tuple | list) else words)


def greek(value: Any) -> Any:
    """Content whose words nobody takes for English; keys, references and addresses stay."""
    if isinstance(value, dict):
        return {key: item if key in _KEYS else greek(item) for key, item in value.items()}
    if isinstance(value, list):
        return [greek(item) for item in value]
    if not isinstance(value, str) or _CODE.fullmatch(value):
        return value
    parts = _TAG.split(value)
    return "".join(part if number % 2 else part.translate(_TO_GREEK) for number, part in enumerate(parts))


_KEYS = frozenset({"type", "level", "tone", "topics", "slug", "owner_team", "email", "url", "image", "style", "page"})
_CODE = re.compile(r"[a-z_][a-z0-9_-]*|[\d:.-]*|@\w+:\S+|[\w.-]+@\S+|(?:https?://|mailto:|tel:)\S+")
_TAG = re.compile(r"(<[^>]*>|@\w+:[^\s\"'<>]+|[\w.-]+@[\w.-]+|\{\w+(?::[^{}]*)?\}|&\w+;)")
_TO_GREEK = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ΑΒΓΔΕΦΓΗΙΙΚΛΜΝΟΠΘΡΣΤΥΩΩΞΥΖαβγδεφγηιικλμνοπθρστυωωξυζ"
)


def unmarked(text: str) -> list[str]:
    """The lines in words of our letters that are left when everything that was translated is taken out."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    return [" ".join(line.split()) for line in text.splitlines() if _WORD.search(_NAMES.sub(" ", line))]


def untranslated_in(html: str) -> list[str]:
    """The texts of a page, and those in its attributes, that are in no catalogue."""
    reader = _Reader()
    reader.feed(html)
    # A string may go over several elements.
    return list(dict.fromkeys(unmarked("\n".join(" ".join(text.split()) for text in reader.texts))))


class _Reader(HTMLParser):
    """Gathers what people see or hear; pieces of a sentence around links and emphasis belong together."""

    _INLINE = frozenset({"a", "strong", "em", "b", "i", "span", "time", "bdi", "abbr"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at its attributes."""
        values = dict(attrs)
        if tag in _VOID:
            pass
        elif self._hidden or tag in _HIDDEN or values.get("lang") not in {None, "", CODE}:
            self._hidden += 1
        if not self._hidden:
            self.texts += [value or "" for name, value in attrs if name in _SHOWN_ATTRIBUTES]
            if tag == "input" and values.get("type") in {"submit", "button"}:
                self.texts.append(values.get("value") or "")
        self._begin(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As any other, but nothing is in it."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Its text ends."""
        if self._hidden and tag not in _VOID:
            self._hidden -= 1
        self._begin(tag)

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._hidden:
            self.texts[-1] += data

    def _begin(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.texts.append("")
