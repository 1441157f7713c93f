"""The words that were looked for, marked in a title and in the passage that holds most of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from heapq import merge
from html import escape
from itertools import islice
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.analysis import base_language, combining_marks, fold, is_unspaced, stem

_PASSAGE_CHARS = 240
_LEAD_CHARS = 60
# A passage is looked for in the first part of a long text and among its first matches: showing ten results must
# not cost more than finding them.
READ_CHARS = 8_000
_READ_MATCHES = 400
# Words that begin like a term are few enough from here on.
_BEGINNING_CHARS = 4


class Match(NamedTuple):
    """A stretch of text that was looked for."""

    start: int
    end: int
    term: str


class Highlighter:
    """Marks the terms of one question in texts of one language.

    ``terms`` maps each term to the number of the word it stands for: a word may be looked for in several forms.
    """

    def __init__(self, terms: Mapping[str, int], language: str) -> None:
        self._language = base_language(language)
        self._terms = terms
        self._word_count = len(set(terms.values()))
        self._pairs = tuple(term for term in terms if is_unspaced(term))
        spaced = [term for term in terms if len(term) > 1 and term not in self._pairs]
        # Marks belong to the word: without them Tamil words would end at their first vowel sign.
        has_marks = not all(term.isascii() for term in spaced)
        self._candidates = _candidates(frozenset(map(_beginning, spaced)), with_marks=has_marks)
        self._seen: dict[str, str] = {}

    def mark(self, text: str) -> SafeString:
        """The whole text, escaped, with the terms in ``<mark>``."""
        return _marked(text, self._matches(text))

    def passage(self, *texts: str) -> SafeString:
        """The passage with most different words, escaped and marked; of equals the one from the earlier text.

        Without any word it is the beginning of the first text that has words.
        """
        most, passage, start = -1, "", 0
        for text in texts:
            read = text[:READ_CHARS].strip()
            count, first = self._best_window(read)
            if read and count > most:
                most, passage, start = count, read, first
            if most == self._word_count:
                break
        return self._cut(passage, start)

    def _matches(self, text: str) -> Iterator[Match]:
        if not self._pairs:
            return islice(self._spaced_matches(text), _READ_MATCHES)
        found = (self._spaced_matches(text), *(_pair_matches(text, pair) for pair in self._pairs))
        return islice(merge(*found, key=lambda match: match.start), _READ_MATCHES)

    def _spaced_matches(self, text: str) -> Iterator[Match]:
        if self._candidates:
            for found in self._candidates.finditer(text):
                term = self._term_of(found.group())
                if term:
                    yield Match(found.start(), found.end(), term)

    def _term_of(self, word: str) -> str:
        """The term that a word of the text stands for; empty when it was not looked for."""
        term = self._seen.get(word)
        if term is None:
            forms = (stem(word, self._language), fold(word))
            term = self._seen[word] = next((form for form in forms if form in self._terms), "")
        return term

    def _best_window(self, text: str) -> tuple[int, int]:
        """How many different words the best passage holds, and where it starts; reads no further than it must."""
        best, best_start = 0, 0
        window: deque[Match] = deque()
        for match in self._matches(text):
            window.append(match)
            while match.end - window[0].start > _PASSAGE_CHARS:
                window.popleft()
            count = len({self._terms[held.term] for held in window})
            if count > best:
                best, best_start = count, window[0].start
                if best == self._word_count:
                    break
        return best, best_start

    def _cut(self, text: str, around: int) -> SafeString:
        start = _passage_start(text, around)
        end = start + _PASSAGE_CHARS
        if end < len(text):
            # Where words have no spaces between them there may be no space to cut at.
            earliest = start + _PASSAGE_CHARS // 2
            end = max(text.rfind(" ", earliest, end), text.rfind("\n", earliest, end))
            end = end if end > 0 else start + _PASSAGE_CHARS
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return mark_safe(f"{before}{self.mark(text[start:end])}{after}")


def _pair_matches(text: str, pair: str) -> Iterator[Match]:
    start = text.find(pair)
    while start >= 0:
        yield Match(start, start + len(pair), pair)
        start = text.find(pair, start + len(pair))


def _passage_start(text: str, around: int) -> int:
    """The start of the sentence or line if it is near, else of a word some way before."""
    if around <= _LEAD_CHARS:
        return 0
    lead = text[around - _LEAD_CHARS : around]
    sentence = max(lead.rfind(mark) + len(mark) if mark in lead else 0 for mark in (". ", "? ", "! ", "\n", "。"))
    return around - _LEAD_CHARS + (sentence or lead.find(" ") + 1)


def _marked(text: str, matches: Iterable[Match]) -> SafeString:
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


def _beginning(term: str) -> str:
    """How words that stem to a term begin: a stemmer may change the last letter it leaves."""
    return term[: min(max(len(term) - 1, 2), _BEGINNING_CHARS)]


@lru_cache(maxsize=1_000)
def _candidates(beginnings: frozenset[str], *, with_marks: bool) -> re.Pattern[str] | None:
    """Finds the words that may stem to a term, and some that do not.

    Asking the stemmer about every word of every result would cost more than the search itself.
    """
    if not beginnings:
        return None
    firsts = "".join(map(_forms_of, sorted({beginning[0] for beginning in beginnings})))
    others = sorted({"".join(map(_form_or_beyond_ascii, beginning[1:])) for beginning in beginnings})
    rest = rf"\w{combining_marks()}" if with_marks else r"\w"
    # Looking back after the first letter, not before it, lets the scan skip to the letters in question.
    return re.compile(rf"[{firsts}](?<!\w\w)(?:{'|'.join(others)})[{rest}]*")


def _forms_of(char: str) -> str:
    """A letter in both cases, with and without accents, for a character class."""
    return re.escape(char + char.upper() + _accented().get(char, ""))


def _form_or_beyond_ascii(char: str) -> str:
    """A pattern for a letter in both cases and all that may be a form of it.

    Naming each accented form would make a pattern that takes longer to compile than to use.
    """
    return rf"(?:[{re.escape(char + char.upper())}]|[^\x00-\x7f])"


@cache
def _accented() -> dict[str, str]:
    forms: defaultdict[str, str] = defaultdict(str)
    for char in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        plain = unicodedata.normalize("NFKD", char)[0].lower()
        if plain.isascii():
            forms[plain] += char
    return dict(forms)
