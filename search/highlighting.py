"""The words that were looked for, marked in a title and in the passage that holds most of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import base_language, combining_marks, fold, is_unspaced, stem

_PASSAGE_CHARS = 240
_LEAD_CHARS = 60
# A passage is looked for in the first part of a long text and among its first matches: showing ten results must
# not cost more than finding them.
READ_CHARS = 12_000
_READ_MATCHES = 400


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that was looked for."""

    start: int
    end: int
    term: str


class Highlighter:
    """Marks the terms of one question in texts of one language."""

    def __init__(self, terms: frozenset[str], language: str) -> None:
        self._language = base_language(language)
        self._terms = terms
        self._pairs = tuple(term for term in terms if is_unspaced(term))
        self._prefixes = frozenset(term[:2] for term in terms if len(term) > 1 and term not in self._pairs)
        self._candidates = _candidates(self._prefixes)
        self._seen: dict[str, str] = {}

    def mark(self, text: str) -> SafeString:
        """The whole text, escaped, with the terms in ``<mark>``."""
        return _marked(text, self._matches(text))

    def passage(self, *texts: str) -> SafeString:
        """The passage with most different terms, escaped and marked; of equals the one from the earlier text.

        Without any term it is the beginning of the first text that has words.
        """
        best: tuple[int, str, int, list[Match]] | None = None
        for text in texts:
            read = text[:READ_CHARS].strip()
            matches = self._matches(read)
            count, start = _best_window(matches)
            if read and (best is None or count > best[0]):
                best = (count, read, start, matches)
        if best is None:
            return mark_safe("")
        _count, read, start, matches = best
        return _cut(read, start, matches)

    def _matches(self, text: str) -> list[Match]:
        matches = []
        if self._candidates:
            for found in self._candidates.finditer(text):
                term = self._term_of(found.group())
                if term:
                    matches.append(Match(found.start(), found.end(), term))
        for pair in self._pairs:
            matches += [Match(found.start(), found.end(), pair) for found in re.finditer(re.escape(pair), text)]
        return sorted(matches, key=lambda match: match.start)[:_READ_MATCHES]

    def _term_of(self, word: str) -> str:
        """The term that a word of the text stands for; empty when it was not looked for."""
        term = self._seen.get(word)
        if term is None:
            start = word[:2]
            is_candidate = (start.lower() if start.isascii() else fold(start)) in self._prefixes
            forms = (stem(word, self._language), fold(word)) if is_candidate else ()
            term = self._seen[word] = next((form for form in forms if form in self._terms), "")
        return term


def _best_window(matches: Sequence[Match]) -> tuple[int, int]:
    """How many different terms the best passage holds, and where it starts."""
    best, best_start = 0, 0
    held: Counter[str] = Counter()
    first = 0
    for match in matches:
        held[match.term] += 1
        while match.end - matches[first].start > _PASSAGE_CHARS:
            held[matches[first].term] -= 1
            held += Counter()
            first += 1
        if len(held) > best:
            best, best_start = len(held), matches[first].start
    return best, best_start


def _cut(text: str, around: int, matches: Sequence[Match]) -> SafeString:
    start = _passage_start(text, around)
    end = start + _PASSAGE_CHARS
    if end < len(text):
        # Where words have no spaces between them there may be no space to cut at.
        end = max(text.rfind(" ", start + _PASSAGE_CHARS // 2, end), text.rfind("\n", start + _PASSAGE_CHARS // 2, end))
        end = end if end > 0 else start + _PASSAGE_CHARS
    inside = [
        Match(match.start - start, match.end - start, match.term)
        for match in matches
        if match.start >= start and match.end <= end
    ]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{_marked(text[start:end], inside)}{after}")


def _passage_start(text: str, around: int) -> int:
    """The start of the sentence or line if it is near, else of a word some way before."""
    if around <= _LEAD_CHARS:
        return 0
    lead = text[around - _LEAD_CHARS : around]
    sentence = max(lead.rfind(mark) + len(mark) if mark in lead else 0 for mark in (". ", "? ", "! ", "\n", "。"))
    return around - _LEAD_CHARS + (sentence or lead.find(" ") + 1)


def _marked(text: str, matches: Sequence[Match]) -> SafeString:
    parts = []
    position = 0
    for match in matches:
        if match.end <= position:
            continue
        start = max(match.start, position)
        parts += [escape(text[position:start]), "<mark>", escape(text[start : match.end]), "</mark>"]
        position = match.end
    parts.append(escape(text[position:]))
    # Neighbouring pairs of an unspaced script are one stretch to the reader.
    return mark_safe("".join(parts).replace("</mark><mark>", ""))


def _candidates(prefixes: frozenset[str]) -> re.Pattern[str] | None:
    """Finds the words that may stem to a term: a stem begins as its words do.

    Asking the stemmer about every word of every result would cost more than the search itself.
    """
    if not prefixes:
        return None
    firsts = "".join(_forms_of(prefix[0]) for prefix in prefixes)
    seconds = "".join(_forms_of(prefix[1]) for prefix in prefixes)
    # Marks belong to the word: without them Tamil words would end at their first vowel sign.
    # Looking back after the first letter, not before it, lets the scan skip to the letters in question.
    return re.compile(rf"[{re.escape(firsts)}](?<!\w\w)[{re.escape(seconds)}][\w{combining_marks()}]*")


def _forms_of(char: str) -> str:
    """A letter in both cases, with and without accents."""
    return char + char.upper() + _accented().get(char, "")


@cache
def _accented() -> dict[str, str]:
    forms: defaultdict[str, str] = defaultdict(str)
    for char in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        plain = unicodedata.normalize("NFKD", char)[0].lower()
        if plain.isascii():
            forms[plain] += char
    return dict(forms)
