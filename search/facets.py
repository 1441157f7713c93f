"""The filters beside the results, with names for people and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from govcms.pages.models import Topic
from govcms.pages.topics import names_for_readers
from search.labels import agency_labels, language_name
from search.query import SearchQuery
from search.results import FacetCount, SearchResults
from tenants.prepared import Prepared
from themes.filters import FilterGroup, FilterOption


def filter_groups(
    query: SearchQuery,
    results: SearchResults,
    *,
    names_of_topics: Mapping[str, str],
    names_of_types: Mapping[str, str],
    with_agencies: bool,
) -> list[FilterGroup]:
    """The filters that leave a choice; agencies only where all of them are searched."""
    groups = [
        FilterGroup("type", _("Kind of page"), "checkboxes", _options(results, "type", query.types, names_of_types)),
        FilterGroup("topic", _("Topic"), "checkboxes", _options(results, "topic", query.topics, names_of_topics)),
        FilterGroup("language", _("Language"), "checkboxes", _language_options(query, results)),
    ]
    if with_agencies:
        groups.insert(0, FilterGroup("agency", _("Agency"), "select", _agency_options(query, results)))
    return [group for group in groups if group.has_choice(results.total)]


_topics = Prepared(lambda keys: Topic.objects.order_by().filter(key__in=keys).values_list("key", "name"))


def topic_names(results: SearchResults, keys: Iterable[str]) -> dict[str, str]:
    """The names of the topics that are counted or chosen."""
    counted = {facet.value for facet in results.facets.get("topic", ())}
    names: dict[str, str] = dict(_topics.rows(sorted(counted | set(keys))))
    told = names_for_readers(names.values())
    return {key: told[name] for key, name in names.items()}


def _options(
    results: SearchResults, name: str, chosen: Iterable[str], names: Mapping[str, str]
) -> tuple[FilterOption, ...]:
    """The counted values, and those chosen that no page has, so that they can be taken back."""
    counted = results.facets.get(name, ())
    missing = [FacetCount(value, 0) for value in chosen if value not in {facet.value for facet in counted}]
    return tuple(
        FilterOption(facet.value, names[facet.value], facet.count, facet.value in chosen)
        for facet in (*counted, *missing)
        if facet.value in names
    )


def _language_options(query: SearchQuery, results: SearchResults) -> tuple[FilterOption, ...]:
    codes = {*query.languages, *(facet.value for facet in results.facets.get("language", ()))}
    return _options(results, "language", query.languages, {code: language_name(code) for code in codes})


def _agency_options(query: SearchQuery, results: SearchResults) -> tuple[FilterOption, ...]:
    counts = {facet.value: facet.count for facet in results.facets.get("agency", ())}
    labels = agency_labels.of({*counts, *query.agencies})
    if not labels:
        return ()
    return (
        FilterOption("", _("All agencies"), selected=not query.agencies),
        *(FilterOption(key, name, counts.get(uid, 0), uid in query.agencies) for name, key, uid in labels),
    )
