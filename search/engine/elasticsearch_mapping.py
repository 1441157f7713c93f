"""The form of an index in Elasticsearch: its analysis per language, its fields, its settings."""

from __future__ import annotations

from typing import Any

from search.analysis import MAX_TERM_BYTES, STEMMERS, STOP_WORDS, base_language, normalise, word_analyser
from search.engine.base import Document

# Raise it when the mapping or the analysis changes: an index of another form is rebuilt.
FORM = 1
# The sub-field of languages without a stemmer; their words are only folded.
OTHER = "other"
# The parts of a page, each with a sub-field per language; the address is the path without its hyphens.
PARTS = ("title", "summary", "address", "body")
FACETS = ("agency", "type", "topic", "language")

_KEYWORD = {"type": "keyword", "ignore_above": 1_000}


def language_field(code: str) -> str:
    """The sub-field for text in a language."""
    language = base_language(code)
    return language if language in STEMMERS else OTHER


def index_body(*, shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mapping; where ``replicas`` is negative there is one as soon as there is a second machine."""
    languages = (*STEMMERS, OTHER)
    return {
        "settings": {
            "number_of_shards": shards,
            **({"auto_expand_replicas": "0-1"} if replicas < 0 else {"number_of_replicas": replicas}),
            # A removed entry is remembered so long, so that news of it that comes late does not bring it back.
            "gc_deletes": "1h",
            "analysis": _analysis(),
        },
        "mappings": {
            "dynamic": "strict",
            # What is shown of a hit comes from the corpus table.
            "_source": {"enabled": False},
            "properties": {
                **{part: {"properties": {each: _text(each) for each in languages}} for part in PARTS},
                # Whole words: what spelling is compared with.
                "words": {"type": "text", "analyzer": "words"},
                "exact_title": _KEYWORD,
                **dict.fromkeys(FACETS, _KEYWORD),
            },
        },
    }


def index_document(document: Document) -> dict[str, Any]:
    """A document as the mapping has it."""
    field = language_field(document.language)
    title, summary, body = normalise(document.title), normalise(document.summary), normalise(document.body)
    return {
        "title": {field: title},
        "summary": {field: summary},
        "address": {field: normalise(document.path.replace("-", " "))},
        "body": {field: body},
        "words": f"{title} {summary} {body}",
        "exact_title": " ".join(word_analyser().analyze(title)),
        "agency": document.agency,
        "type": document.type,
        "topic": document.topics,
        "language": document.language,
    }


def _text(language: str) -> dict[str, str]:
    return {"type": "text", "analyzer": "words" if language == OTHER else language}


def _analysis() -> dict[str, Any]:
    """The chains of search.analysis, in Elasticsearch's words."""
    filters: dict[str, Any] = {"not_too_long": {"type": "length", "max": MAX_TERM_BYTES}}
    analyzers: dict[str, Any] = {"words": _chain("asciifolding")}
    for code, name in STEMMERS.items():
        # Snowball's, as there; "stemmer" has other ones for some languages.
        filters[f"{code}_stem"] = {"type": "snowball", "language": name.capitalize()}
        stops = []
        if code in STOP_WORDS:
            stops = [f"{code}_stop"]
            filters[stops[0]] = {"type": "stop", "stopwords": f"_{name}_"}
        analyzers[code] = _chain(*stops, f"{code}_stem", "asciifolding")
    # Combining marks belong to the word: without them Tamil, Hindi and Thai words break at every vowel sign.
    tokenizer = {"type": "pattern", "pattern": r"[^\p{L}\p{M}\p{N}]+"}
    return {"tokenizer": {"word": tokenizer}, "filter": filters, "analyzer": analyzers}


def _chain(*filters: str) -> dict[str, Any]:
    return {"type": "custom", "tokenizer": "word", "filter": ["not_too_long", "lowercase", *filters]}
