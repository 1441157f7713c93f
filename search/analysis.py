"""How text becomes terms: one analysis for what is indexed, what is asked and what is highlighted."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import tantivy

# Combining marks belong to the word: without them Tamil, Hindi and Thai words break at every vowel sign.
_WORD_PATTERN = r"[\p{L}\p{M}\p{N}]+"
MAX_TERM_BYTES = 80
# The same words come in question after question.
_REMEMBERED_WORDS = 20_000

# Scripts written without spaces between words: a run of them becomes overlapping pairs of characters.
_UNSPACED_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"
)
# Joiners change how letters are drawn, soft hyphens where a line may break: neither changes the word.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# One look that most texts pass: outside these, neither of the two finds anything.
_MAY_CHANGE = re.compile("[^\x00-\u00ac\u00ae-\u0dff\u2010-\u205f]")

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
STOP_WORDS = frozenset({"da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "nl", "no", "pt", "ru", "sv"})


def base_language(code: str) -> str:
    """The language of a language code without its region or script: ``zh-hans`` is ``zh``."""
    return code.lower().replace("_", "-").partition("-")[0]


def normalise(text: str) -> str:
    """Text in one Unicode form, with unspaced scripts cut into pairs of characters."""
    # "\0" comes from copied and binary text; lone surrogates from broken decoding: neither can be stored or encoded.
    text = text.replace("\0", " ")
    if text.isascii():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    # Most texts are in this form already, and looking takes a fifth of the time.
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _UNSPACED_RUN.sub(_pairs, _INVISIBLE.sub("", text)) if _MAY_CHANGE.search(text) else text


def is_unspaced(term: str) -> bool:
    """Whether a term is written in a script without spaces between words."""
    return _UNSPACED_RUN.fullmatch(term) is not None


def _pairs(match: re.Match[str]) -> str:
    run = match.group()
    pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "


def pre_tokenize(text: str, language: str) -> tantivy.PreTokenizedString:
    """The terms of a normalised text in a language, with their positions."""
    return analyser(language, with_marks=_has_marks(text)).pre_tokenize(text)


@cache
def analyser(language: str, *, with_marks: bool = True) -> tantivy.TextAnalyzer:
    """The chain from text to stems for one language; an unknown language is only lower-cased and folded.

    Without marks it is several times as fast, and right for text that has none.
    """
    builder = _lower_case_words(with_marks=with_marks)
    stemmer = STEMMERS.get(language)
    if stemmer and language in STOP_WORDS:
        builder = builder.filter(tantivy.Filter.stopword(stemmer))
    if stemmer:
        builder = builder.filter(tantivy.Filter.stemmer(stemmer))
    # Folded after stemming: the stemmers of accented languages read the accents.
    return builder.filter(tantivy.Filter.ascii_fold()).build()


@cache
def word_analyser() -> tantivy.TextAnalyzer:
    """The chain from text to whole words, neither stemmed nor stopped: for spelling and exact titles."""
    return _lower_case_words().filter(tantivy.Filter.ascii_fold()).build()


@cache
def accented_word_analyser() -> tantivy.TextAnalyzer:
    """As ``word_analyser`` but with accents, which the stemmers and stop words of many languages need."""
    return _lower_case_words().build()


@lru_cache(maxsize=_REMEMBERED_WORDS)
def fold(word: str) -> str:
    """A word without accents."""
    return next(iter(word_analyser().analyze(word)), "")


@lru_cache(maxsize=_REMEMBERED_WORDS)
def stem(word: str, language: str) -> str:
    """The term that a word is indexed as in a language; empty for a stop word."""
    return next(iter(analyser(language).analyze(word)), "")


@cache
def combining_marks() -> str:
    """The ranges of combining marks, for a character class: ``\\w`` lacks them."""
    codes = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _has_marks(text: str) -> bool:
    return not text.isascii() and _mark().search(text) is not None


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{combining_marks()}]")


def _lower_case_words(*, with_marks: bool = True) -> tantivy.TextAnalyzerBuilder:
    tokenizer = tantivy.Tokenizer.regex(_WORD_PATTERN) if with_marks else tantivy.Tokenizer.simple()
    builder = tantivy.TextAnalyzerBuilder(tokenizer)
    return builder.filter(tantivy.Filter.remove_long(MAX_TERM_BYTES)).filter(tantivy.Filter.lowercase())
