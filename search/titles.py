"""Titles searched in the database, for the time that the engine is down."""

from __future__ import annotations

from django.db.models import Case, Expression, Q, QuerySet, Value, When

from search.analysis import accented_word_analyser, fold, normalise
from search.models import Entry
from search.query import SearchQuery
from search.results import Hit, SearchResults
from tenants.models import Agency

_MAX_WORDS = 8


def search_titles(query: SearchQuery) -> SearchResults:
    """Entries with any of the words in their title, most words first; no counts beside filters."""
    words = list(dict.fromkeys(accented_word_analyser().analyze(normalise(query.text))))[:_MAX_WORDS]
    if not words:
        return SearchResults(is_complete=False)
    entries = _filtered(query).filter(_any_of(words)).annotate(matching_words=_count_of(words))
    page = entries.order_by("-matching_words", "title", "pk")[query.offset : query.offset + query.per_page]
    return SearchResults(
        hits=tuple(Hit(uid=uid, score=float(score)) for uid, score in page.values_list("uid", "matching_words")),
        total=entries.count(),
        terms={fold(word): number for number, word in enumerate(words)},
        is_complete=False,
    )


def _filtered(query: SearchQuery) -> QuerySet[Entry]:
    entries = Entry.objects.filter(agency__status=Agency.Status.LIVE)
    if query.agencies:
        entries = entries.filter(agency__uid__in=query.agencies)
    if query.types:
        entries = entries.filter(type__in=query.types)
    if query.languages:
        entries = entries.filter(language__in=query.languages)
    if query.topics:
        entries = entries.filter(page__topics__key__in=query.topics).distinct()
    return entries


def _any_of(words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition |= Q(title__icontains=word)
    return condition


def _count_of(words: list[str]) -> Expression:
    cases: list[Expression] = [Case(When(title__icontains=word, then=Value(1)), default=Value(0)) for word in words]
    total = cases[0]
    for case in cases[1:]:
        total = total + case
    return total
