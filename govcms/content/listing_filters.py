"""What the pages below a listing are in common narrowed by: topics and years, and what their types know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from govcms.content.models import EventPage, NewsPage, OfficePage, PersonPage, PublicationPage
from govcms.content.models.publication import PublicationKind
from govcms.pages.models import Page
from govcms.pages.topics import names_for_readers
from themes.filters import FilterGroup, FilterOption

# More values than this in an address are nobody's choice.
_MAX_VALUES = 20
_MAX_CHARS = 160


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a listing, with what the address chooses."""

    name: str
    title: str
    # The look-up whose values it offers.
    column: str
    chosen: tuple[Any, ...] = ()
    # What readers call the values; without, they are called what they are.
    labels: Mapping[Any, Any] = field(default_factory=dict)
    # The first option of a select; without one there are checkboxes.
    every: str = ""

    @property
    def condition(self) -> Q:
        """What narrows the pages to what is chosen."""
        return Q(**{f"{self.column}__in": self.chosen}) if self.chosen else Q()

    def group(self, pages: QuerySet[Page]) -> list[FilterGroup]:
        """The values that ``pages`` have, with how many; nothing where there is no choice. One query."""
        rows = pages.order_by().values(self.column).annotate(total=Count("pk", distinct=True)).order_by(self.column)
        found = [(row[self.column], row["total"]) for row in rows if row[self.column] not in (None, "")]
        options = self._options(found)
        if not options or (self.every and len(options) < 2 and not self.chosen):
            return []
        if not self.every:
            return [FilterGroup(self.name, self.title, "checkboxes", options)]
        every = FilterOption("", self.every, selected=not self.chosen)
        return [FilterGroup(self.name, self.title, "select", (every, *options))]

    def _options(self, found: Iterable[tuple[Any, int]]) -> tuple[FilterOption, ...]:
        return tuple(
            FilterOption(str(value), str(self.labels.get(value, value)), total, value in self.chosen)
            for value, total in found
        )


@dataclass(frozen=True, slots=True)
class TopicFilter(Filter):
    """The topics, which have names beside their keys."""

    @property
    def condition(self) -> Q:
        """What narrows the pages to those with any of the topics; a page with two is there once."""
        links = Page.topics.through.objects.filter(topic__key__in=self.chosen)
        return Q(pk__in=links.values("page_id")) if self.chosen else Q()

    def group(self, pages: QuerySet[Page]) -> list[FilterGroup]:
        """The topics of ``pages`` by name."""
        counts = pages.order_by().values("topics__key", "topics__name").annotate(total=Count("pk", distinct=True))
        rows = [row for row in counts.order_by("topics__name") if row["topics__key"]]
        labels = {row["topics__key"]: row["topics__name"] for row in rows}
        told = names_for_readers(labels.values())
        options = tuple(
            FilterOption(key, told[labels[key]], row["total"], key in self.chosen)
            for row in rows
            for key in [row["topics__key"]]
        )
        return [FilterGroup(self.name, self.title, "checkboxes", options)] if options else []


@dataclass(frozen=True, slots=True)
class YearFilter(Filter):
    """The years of the days that pages are listed by, the latest first."""

    @property
    def condition(self) -> Q:
        """What narrows the pages to the year."""
        return Q(day__year=self.chosen[0]) if self.chosen else Q()

    def group(self, pages: QuerySet[Page]) -> list[FilterGroup]:
        """The years of ``pages``."""
        dated = pages.order_by().filter(day__isnull=False).annotate(year=ExtractYear("day")).values("year")
        counts = dated.annotate(total=Count("pk", distinct=True)).order_by("-year")
        options = self._options((row["year"], row["total"]) for row in counts)
        if len(options) < 2 and not self.chosen:
            return []
        every = FilterOption("", self.every, selected=not self.chosen)
        return [FilterGroup(self.name, self.title, "select", (every, *options))]


def narrow(pages: QuerySet[Page], filters: Sequence[Filter]) -> tuple[QuerySet[Page], list[FilterGroup]]:
    """The pages that are chosen, and each filter with what it would leave under the choices of the others."""
    groups: list[FilterGroup] = []
    for one in filters:
        groups += one.group(pages.filter(*(other.condition for other in filters if other is not one)))
    return pages.filter(*(one.condition for one in filters)), groups


def filters_of(pages: QuerySet[Page], query: QueryDict) -> list[Filter]:
    """The filters that the types among ``pages`` have, with the choices of the address. One query."""
    ids = set(pages.order_by().values_list("content_type_id", flat=True).distinct())
    types = {ContentType.objects.get_for_id(pk).model_class() for pk in ids}
    filters: list[Filter] = []
    if EventPage in types:
        labels = {"upcoming": _("Upcoming"), "past": _("Past")}
        when = tuple(value for value in _values(query, "when")[:1] if value in labels)
        filters.append(Filter("when", _("When"), "when", when, labels, every=_("Any time")))
    if PublicationPage in types:
        kinds = dict(PublicationKind.choices)
        filters.append(Filter("kind", _("Kind"), "publicationpage__kind", _values(query, "kind"), kinds))
    for page_type, name, title, every in (
        (OfficePage, "town", _("Town"), _("Any town")),
        (PersonPage, "unit", pgettext("organisation", "Unit"), _("Any unit")),
        (PersonPage, "role", pgettext("office held", "Role"), _("Any role")),
    ):
        if page_type in types:
            column = f"{page_type._meta.model_name}__{name}"
            filters.append(Filter(name, title, column, _values(query, name)[:1], every=every))
    filters.append(TopicFilter("topic", _("Topic"), "topics__key", _values(query, "topic")))
    if types & {NewsPage, PublicationPage, EventPage}:
        filters.append(YearFilter("year", _("Year"), "day", _year(query), every=_("Any year")))
    return filters


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    values = query.getlist(name)[:_MAX_VALUES]
    return tuple(value for value in values if value and len(value) <= _MAX_CHARS and "\x00" not in value)


def _year(query: QueryDict) -> tuple[int, ...]:
    raw = query.get("year", "")
    return (int(raw),) if len(raw) == 4 and raw.isascii() and raw.isdigit() and int(raw) else ()
