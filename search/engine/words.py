"""From a question to the words that are looked for, and to the terms each may be indexed as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.analysis import accented_word_analyser, base_language, fold, is_unspaced, normalise, stem

# Bounds on the work that one question can cause.
_MAX_WORDS = 32
_MAX_CORRECTIONS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question.

    ``typed`` is the word that is looked for with its accents, ``whole`` the same without; ``terms`` is what it may be
    indexed as, the likeliest first.
    """

    position: int
    typed: str
    terms: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The word without accents, as indexes of whole words have it."""
        return fold(self.typed)


@dataclass(slots=True)
class ParsedText:
    """The words of a question that are worth looking for; ``languages`` are those of the index, the likeliest first."""

    words: list[Word] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    corrections: dict[str, str] = field(default_factory=dict)
    exact: str = ""
    # Nothing but stop words: the index of whole words still has them.
    stop_words_only: tuple[str, ...] = ()

    @property
    def terms(self) -> dict[str, int]:
        """All terms that are looked for, each with the number of the word it stands for."""
        terms = {term: number for number, term in enumerate(self.stop_words_only)}
        for word in self.words:
            for term in word.terms:
                terms.setdefault(term, word.position)
        return terms

    @property
    def different_words(self) -> list[Word]:
        """The words without those that mean the same."""
        return list({word.terms: word for word in self.words}.values())


class Vocabulary(Protocol):
    """What an index knows of words."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of its documents."""
        ...

    def knows_term(self, term: str) -> bool:
        """Whether any document has the term."""
        ...

    def correction(self, word: str) -> str | None:
        """The nearest known word."""
        ...

    def terms_from(self, prefix: str) -> Sequence[str]:
        """Terms that begin so; a character of an unspaced script alone is the first of a pair in the index."""
        ...


def parse_text(text: str, *, language: str, vocabulary: Vocabulary) -> ParsedText:
    """The words of ``text`` with their terms in the languages of the index; nothing in the text is an operator."""
    typed = accented_word_analyser().analyze(normalise(text))[:_MAX_WORDS]
    parsed = ParsedText(exact=" ".join(fold(word) for word in typed))
    languages = _by_likelihood(typed, preferred=base_language(language), present=vocabulary.languages)
    parsed.languages = tuple(languages)
    for position, word in enumerate(typed):
        if stem(word, languages[0]):
            terms = _known_terms(word, languages, vocabulary)
            parsed.words.append(
                Word(position, word, terms) if terms else _corrected(position, word, languages, vocabulary, parsed)
            )
    if not parsed.words:
        parsed.stop_words_only = tuple(dict.fromkeys(fold(word) for word in typed))
    return parsed


def _by_likelihood(words: Sequence[str], *, preferred: str, present: Sequence[str]) -> list[str]:
    """The languages of the index; first the one whose stop words the question has most of, else the preferred one."""
    languages = [preferred, *(language for language in present if language != preferred)]
    counts = {language: sum(not stem(word, language) for word in words) for language in languages}
    return sorted(languages, key=lambda language: -counts[language])


def _known_terms(word: str, languages: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    if len(word) == 1 and is_unspaced(word):
        return (word, *vocabulary.terms_from(word))
    stems = dict.fromkeys(stem(word, language) for language in languages)
    return tuple(term for term in stems if term and vocabulary.knows_term(term))


def _corrected(position: int, word: str, languages: Sequence[str], vocabulary: Vocabulary, parsed: ParsedText) -> Word:
    correction = vocabulary.correction(fold(word)) if len(parsed.corrections) < _MAX_CORRECTIONS else None
    terms = _known_terms(correction, languages, vocabulary) if correction else ()
    if not (correction and terms):
        return Word(position, word, (stem(word, languages[0]),))
    parsed.corrections[word] = correction
    return Word(position, correction, terms)
