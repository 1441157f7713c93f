"""From a question to a Tantivy query: which terms are looked for, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from search.analysis import base_language
from search.engine.words import ParsedText
from search.query import FILTERS, SearchQuery
from search.spelling import nearest_word

# A field repeated in the text counts so many times more than the body.
TITLE_WEIGHT = 5
SUMMARY_WEIGHT = 2

# Worth of a match relative to the same term in the weighted text.
TITLE_BOOST = 0.3
PHRASE_BOOST = 0.15
EXACT_TITLE_BOOST = 1.0
OTHER_LANGUAGE_BOOST = 0.5
# A page that has the word as it was typed comes before one that has only its stem: parking is not a park.
WHOLE_WORD_BOOST = 0.3

# Bounds on the work that one question can cause.
_MAX_NEIGHBOURS = 20_000
_MAX_PREFIX_EXPANSIONS = 30


class IndexVocabulary:
    """What the index knows of words: how often each occurs, and how corrections of unknown ones came out."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._corrections: dict[str, str | None] = {}
        codes = (code for code, _count in searcher.terms_with_prefix("language", ""))
        self.languages = tuple(dict.fromkeys(map(base_language, codes)))

    def knows_term(self, term: str) -> bool:
        """Whether any page has the term."""
        return self._searcher.doc_freq("text", term) > 0

    def correction(self, word: str) -> str | None:
        """The nearest known word."""
        if word not in self._corrections:
            self._corrections[word] = nearest_word(word, self._words_with_prefix)
        return self._corrections[word]

    def terms_from(self, prefix: str) -> list[str]:
        """Terms that begin so; a character of an unspaced script alone is the first of a pair in the index."""
        found = self._searcher.terms_with_prefix("text", prefix, limit=_MAX_PREFIX_EXPANSIONS)
        return [term for term, _count in found]

    def _words_with_prefix(self, prefix: str) -> Iterable[tuple[str, int]]:
        return self._searcher.terms_with_prefix("words", prefix, limit=_MAX_NEIGHBOURS)


def build_query(schema: tantivy.Schema, parsed: ParsedText) -> Query:
    """Any word may match; the more, the rarer and the closer together, the better."""
    clauses = [
        (Occur.Should, Query.term_query(schema, "words", word, index_option="basic")) for word in parsed.stop_words_only
    ]
    for word in parsed.different_words:
        for field_name, boost in (("text", 1.0), ("title", TITLE_BOOST)):
            clauses.append((Occur.Should, _any_form(schema, field_name, word.terms, boost)))
        whole = Query.term_query(schema, "words", word.whole, index_option="basic")
        clauses.append((Occur.Should, Query.boost_query(whole, WHOLE_WORD_BOOST)))
    for first, second in zip(parsed.words, parsed.words[1:], strict=False):
        pair: list[str | tuple[int, str]] = [(0, first.terms[0]), (second.position - first.position, second.terms[0])]
        if first.terms[0] != second.terms[0]:
            phrase = Query.phrase_query(schema, "text", pair)
            clauses.append((Occur.Should, Query.boost_query(phrase, PHRASE_BOOST)))
    if not clauses:
        return Query.empty_query()
    # The boost alone must not match: it would bring in pages by a title of stop words.
    exact = Query.boost_query(Query.term_query(schema, "exact_title", parsed.exact), EXACT_TITLE_BOOST)
    return Query.boolean_query([(Occur.Must, Query.boolean_query(clauses)), (Occur.Should, exact)])


def filtered(schema: tantivy.Schema, query: Query, asked: SearchQuery, *, but: str = "") -> Query:
    """``query`` within the filters asked for, except the filter named by ``but``."""
    chosen = dict(zip(FILTERS, (asked.agencies, asked.types, asked.topics, asked.languages), strict=True))
    clauses = [(Occur.Must, query)]
    for name, values in chosen.items():
        if values and name != but:
            condition = Query.term_set_query(schema, name, list(values))
            clauses.append((Occur.Must, Query.const_score_query(condition, 0.0)))
    return Query.boolean_query(clauses) if len(clauses) > 1 else query


def _any_form(schema: tantivy.Schema, field_name: str, terms: Sequence[str], boost: float) -> Query:
    """The best of a word's forms: it counts once, however many languages stem it differently."""
    first = Query.boost_query(Query.term_query(schema, field_name, terms[0]), boost)
    if len(terms) == 1:
        return first
    others = [
        Query.boost_query(Query.term_query(schema, field_name, term), boost * OTHER_LANGUAGE_BOOST)
        for term in terms[1:]
    ]
    return Query.disjunction_max_query([first, *others])
