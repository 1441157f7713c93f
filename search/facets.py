"""The filters beside the results, with names for people and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from govcms.pages.models import Topic
from search.query import SearchQuery
from search.results import FacetCount, SearchResults
from tenants.models import Agency


@dataclass(frozen=True, slots=True)
class FilterOption:
    """A value that results can be narrowed to."""

    value: str
    title: str
    count: int | str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One filter, as components/filters.html shows it."""

    name: str
    title: str
    kind: str
    options: tuple[FilterOption, ...]

    def has_choice(self, total: int) -> bool:
        """Whether it can narrow ``total`` results, or does."""
        return any(option.value and (option.selected or option.count != total) for option in self.options)


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


def topic_names(results: SearchResults, keys: Iterable[str]) -> dict[str, str]:
    """The names of the topics that are counted or chosen."""
    counted = {facet.value for facet in results.facets.get("topic", ())}
    return dict(Topic.objects.filter(key__in=counted | set(keys)).values_list("key", "name"))


def type_names() -> dict[str, str]:
    """What readers call the page types, by the name that entries have them under."""
    return {
        str(model._meta.model_name): capfirst(str(getattr(model, "name_for_readers", model._meta.verbose_name)))
        for model in get_page_models()
    }


def language_name(code: str) -> str:
    """What a language calls itself."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


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
    uids = [UUID(uid) for uid in {*counts, *query.agencies}]
    options = [
        FilterOption(key, name, counts.get(str(uid), 0), str(uid) in query.agencies)
        for uid, key, name in Agency.objects.filter(uid__in=uids).order_by("name").values_list("uid", "key", "name")
    ]
    if not options:
        return ()
    return (FilterOption("", _("All agencies"), selected=not query.agencies), *options)
