"""From a question to what Elasticsearch is asked, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from search.analysis import is_unspaced
from search.engine.elasticsearch_mapping import FACETS, language_field
from search.engine.ranking import (
    EXACT_TITLE_BOOST,
    OTHER_LANGUAGE_BOOST,
    PHRASE_BOOST,
    SUMMARY_WEIGHT,
    TITLE_BOOST,
    TITLE_WEIGHT,
    WHOLE_WORD_BOOST,
)
from search.engine.words import ParsedText, Word
from search.query import SearchQuery
from search.results import FacetCount
from search.spelling import FIXED_PREFIX, MIN_LENGTH, nearest_word

_MAX_FACET_VALUES = 2_000
_MAX_NEIGHBOURS = 20

_Json = dict[str, Any]


class Learned:
    """What the server's answers have told of the words of one question; a word that it says nothing of is known."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self._unknown_terms: set[str] = set()
        self._corrections: dict[str, str] = {}

    def knows_term(self, term: str) -> bool:
        """Whether any document may have the term."""
        return term not in self._unknown_terms

    def correction(self, word: str) -> str | None:
        """The nearest known word."""
        return self._corrections.get(word)

    def terms_from(self, prefix: str) -> list[str]:
        """None: the server looks for beginnings itself."""
        return []

    def learn(self, suggested: _Json, parsed: ParsedText, unknown: Callable[[dict[str, _Json]], set[str]]) -> bool:
        """Take the server's suggestions for words that no document has as they are; whether any is to be corrected.

        ``unknown`` is asked which words, each with a query for all its forms, are in no document in any form.
        """
        options = {each["text"]: each["options"] for each in suggested.get("spelling", ())}
        corrected: dict[Word, str] = {}
        for word in parsed.words:
            known = [(option["text"], option["freq"]) for option in options.get(word.whole, ())]
            if correction := nearest_word(word.whole, lambda _prefix, known=known: known):  # type: ignore[misc]
                corrected[word] = correction
        if corrected:
            of_none = unknown({word.typed: _any_form(word, parsed.languages) for word in corrected})
            for word, correction in corrected.items():
                if word.typed in of_none:
                    self._unknown_terms.update(word.terms)
                    self._corrections[word.whole] = correction
        return bool(self._corrections)


def request_body(parsed: ParsedText, asked: SearchQuery, *, suggest: bool = False) -> _Json:
    """Any word may match; the more, the rarer and the closer together, the better."""
    conditions = _conditions(asked)
    body: _Json = {
        "query": _query(parsed),
        "from_": asked.offset,
        "size": asked.per_page,
        "track_total_hits": True,
        # Equals stay in one order from page to page.
        "sort": ["_score", {"_doc": "asc"}],
        # Not part of the query, so that each filter's values are counted within the other filters.
        "post_filter": _all_of(conditions.values()),
        "aggs": {
            name: {
                "filter": _all_of(each for of, each in conditions.items() if of != name),
                "aggs": {"values": {"terms": {"field": name, "size": _MAX_FACET_VALUES}}},
            }
            for name in asked.counted
        },
    }
    words = " ".join(word.whole for word in parsed.words if len(word.whole) >= MIN_LENGTH)
    if suggest and words:
        term = {
            "field": "words",
            "suggest_mode": "missing",
            "prefix_length": FIXED_PREFIX,
            "min_word_length": MIN_LENGTH,
            "size": _MAX_NEIGHBOURS,
            "string_distance": "damerau_levenshtein",
        }
        body["suggest"] = {"spelling": {"text": words, "term": term}}
    return body


def facet_counts(answer: _Json) -> dict[str, tuple[FacetCount, ...]]:
    """The values of each filter, the most frequent first."""
    return {
        name: tuple(FacetCount(bucket["key"], bucket["doc_count"]) for bucket in counted["values"]["buckets"])
        for name, counted in answer.get("aggregations", {}).items()
    }


def _query(parsed: ParsedText) -> _Json:
    words = parsed.different_words
    clauses = [_in_words(" ".join((*parsed.stop_words_only, *(word.whole for word in words))), WHOLE_WORD_BOOST)]
    # A character of an unspaced script alone is the first of a pair in the index.
    clauses += [{"prefix": {"words": word.whole}} for word in words if len(word.whole) == 1 and is_unspaced(word.whole)]
    for number, field in enumerate(_fields(parsed.languages)):
        boost = OTHER_LANGUAGE_BOOST if number else 1.0
        text = " ".join(word.typed for word in words)
        clauses.append({"combined_fields": {"query": text, "fields": _weighted(field), "boost": boost}})
        clauses.append({"match": {f"title.{field}": {"query": text, "boost": boost * TITLE_BOOST}}})
        clauses += [
            {
                "multi_match": {
                    "query": f"{first.typed} {second.typed}",
                    "type": "phrase",
                    "fields": [f"{part}.{field}" for part in ("title", "summary", "body")],
                    "boost": PHRASE_BOOST,
                }
            }
            for first, second in zip(parsed.words, parsed.words[1:], strict=False)
            if second.position == first.position + 1 and first.terms[0] != second.terms[0]
        ]
    # The boost alone must not match: it would bring in pages by a title of stop words.
    exact = {"term": {"exact_title": {"value": parsed.exact, "boost": EXACT_TITLE_BOOST}}}
    return {"bool": {"must": [{"bool": {"should": clauses}}], "should": [exact]}}


def _weighted(field: str) -> list[str]:
    return [f"title.{field}^{TITLE_WEIGHT}", f"summary.{field}^{SUMMARY_WEIGHT}", f"address.{field}", f"body.{field}"]


def _any_form(word: Word, languages: Iterable[str]) -> _Json:
    """Documents that have a word in any form."""
    fields = [name for field in _fields(languages) for name in _weighted(field)]
    return {"multi_match": {"query": word.typed, "fields": [*fields, "words"], "type": "best_fields"}}


def _fields(languages: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(language_field(language) for language in languages))


def _in_words(text: str, boost: float) -> _Json:
    return {"match": {"words": {"query": text, "boost": boost}}}


def _conditions(asked: SearchQuery) -> dict[str, _Json]:
    chosen = dict(zip(FACETS, (asked.agencies, asked.types, asked.topics, asked.languages), strict=True))
    return {name: {"terms": {name: list(values)}} for name, values in chosen.items() if values}


def _all_of(conditions: Iterable[_Json]) -> _Json:
    return {"bool": {"filter": list(conditions)}}
