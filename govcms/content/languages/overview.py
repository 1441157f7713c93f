"""Which pages of a site are missing in a language, and which say what their original no longer says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from govcms.content.models import Translation
from govcms.pages.models import Page
from tenants.addresses import address_map
from tenants.models import AgencySite, language_name


class State(models.TextChoices):
    """How a page stands in another language."""

    MISSING = "missing", _("Not translated")
    OUTDATED = "outdated", _("Original has changed")
    DRAFT = "draft", _("Draft")
    DONE = "done", _("Translated")


@dataclass(frozen=True, slots=True)
class Row:
    """An original, and how it stands in the language."""

    page_id: int
    title: str
    state: State
    translation_id: int | None = None
    depth: int = 0


@dataclass(slots=True)
class LanguageOfSite:
    """A site in one of its other languages."""

    agency_site: AgencySite
    language: str
    rows: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The language under its own name."""
        return language_name(self.language)

    @property
    def is_offered(self) -> bool:
        """Whether readers can choose it: its home page is open to them."""
        return any(row.depth == 3 and row.state in {State.DONE, State.OUTDATED} for row in self.rows)

    def count(self, *states: State) -> int:
        """How many pages are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def missing(self) -> int:
        """How many pages are not translated."""
        return self.count(State.MISSING)

    @property
    def outdated(self) -> int:
        """How many translations say what their original no longer says."""
        return self.count(State.OUTDATED)

    @property
    def drafts(self) -> int:
        """How many translations nobody can read yet."""
        return self.count(State.DRAFT)

    @property
    def done(self) -> int:
        """How many translations say what their original says."""
        return self.count(State.DONE)


def languages_of(agency_site: AgencySite, *, user: Any) -> list[LanguageOfSite]:
    """The other languages of a site, over the pages the person may look at. Three queries, however many pages."""
    others = [language for language in agency_site.languages if language != agency_site.default_language]
    home = agency_site.site.root_page
    seen = policy_registry.get_by_type(Page).explorable_instances(user)
    fields = ("pk", "translation_key", "title", "depth")
    originals = list(seen.filter(path__startswith=home.path, live=True).order_by("path").values_list(*fields))
    versions: dict[tuple[Any, str], tuple[int, bool]] = {}
    stored = Page.objects.filter(agency=agency_site.agency_id, locale__language_code__in=others)
    for pk, path, key, language, live in stored.values_list(
        "pk", "path", "translation_key", "locale__language_code", "live"
    ):
        address = address_map.get(path)
        if address is not None and address.agency_site_id == agency_site.pk:
            versions[key, language] = pk, live
    # The scoped manager knows whose they are.
    outdated = {row.page_id for row in Translation.objects.select_related("source") if row.is_outdated}
    return [
        LanguageOfSite(agency_site, language, list(_rows(originals, versions, outdated, language)))
        for language in others
    ]


def _rows(originals: Any, versions: Any, outdated: set[int], language: str) -> Iterator[Row]:
    for pk, key, title, depth in originals:
        translation_id, is_live = versions.get((key, language), (None, False))
        if translation_id is None:
            state = State.MISSING
        elif translation_id in outdated:
            state = State.OUTDATED
        else:
            state = State.DONE if is_live else State.DRAFT
        yield Row(pk, title, state, translation_id, depth)
