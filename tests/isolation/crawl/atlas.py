"""Which ids, uids, names and keys there are, and whose: what the crawls put into addresses and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.models import Site

from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage, AgencyTag, Rendition
from govcms.pages.models import Page
from tests.isolation.canaries import Marks, Planted, rows_of
from tests.isolation.canaries.pages import page_types

# From here on ids are nobody's.
AFTER_ALL = 7_900_000
# An id that no row of any table has.
MISSING_ID = 7_999_999
MISSING_UID = "00000000-0000-4000-8000-000000000000"


# Rows that no address names; their tables are long, and their ids would be asked for at every URL.
UNADDRESSED = {
    "ModelLogEntry",
    "PageLogEntry",
    "ReferenceIndex",
    "IndexEntry",
    "SQLiteFTSIndexEntry",
    "OutboxRow",
    "GroupPagePermission",
    "GroupCollectionPermission",
}


@dataclass
class Atlas:
    """The ids of one agency, as somebody would who tries them all."""

    planted: Planted
    # How many ids at most of each table: all of them, or a few where another agency's are tried in full.
    most: int | None = None

    @property
    def marks(self) -> Marks:
        """The agency's marks."""
        return self.planted.marks

    @cached_property
    def ids_by_model(self) -> dict[type[models.Model], list[int]]:
        """The ids of its rows in every table that has numbers for ids."""
        found = {}
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                ids = sorted(pk for pk in rows_of(model, self.marks).values_list("pk", flat=True) if _is_number(pk))
                if ids:
                    found[model] = ids
        return found

    @cached_property
    def ids(self) -> list[int]:
        """All of its ids, whatever they are ids of."""
        tables = (ids for model, ids in self.ids_by_model.items() if model.__name__ not in UNADDRESSED)
        return sorted({pk for ids in tables for pk in ids[: self.most] if pk in self.marks.ids})

    @cached_property
    def page_ids(self) -> list[int]:
        """Some of its pages, each in another state."""
        return [self.planted.pages[name].pk for name in ("changed", "draft", "private", "locked")]

    @cached_property
    def some_ids(self) -> list[int]:
        """Ids that open screens of its own: pages in several states, and the first rows of every other table."""
        first = {pk for ids in self.ids_by_model.values() for pk in ids[:2]}
        return sorted({pk for pk in first if pk in self.marks.ids} | set(self.page_ids))

    @cached_property
    def uids_by_pk(self) -> dict[type[models.Model], dict[int, str]]:
        """The rows' own uids, by model and id."""
        return {
            model: {pk: str(uid) for pk, uid in rows_of(model, self.marks).values_list("pk", "uid")}
            for model in self.ids_by_model
            if any(each.name == "uid" for each in model._meta.concrete_fields)
        }

    @cached_property
    def all_uids(self) -> frozenset[str]:
        """The uids in all its rows."""
        found: set[str] = set()
        for model in self.ids_by_model:
            names = [each.attname for each in model._meta.concrete_fields if isinstance(each, models.UUIDField)]
            for name in names:
                found |= {str(uid) for uid in rows_of(model, self.marks).values_list(name, flat=True) if uid}
        # Wagtail's index has hashes of paths in the shape of uids, the same for everybody.
        found -= {uid for uid in found if uid[14] != "4"}
        return frozenset(found)

    @cached_property
    def uids(self) -> list[str]:
        """Its uids, or some of them."""
        return sorted(self.all_uids)[: self.most and 3 * self.most]

    @cached_property
    def some_uids(self) -> list[str]:
        """Uids that open screens of its own: those of the first rows of every table."""
        first = sorted(uid for uids in self.uids_by_pk.values() for _pk, uid in sorted(uids.items())[:2])
        return first[: self.most and 3 * self.most]

    @cached_property
    def keys(self) -> list[str]:
        """The keys of its files, of originals and of what the public sees."""
        models_of_files: Sequence[Any] = (AgencyImage, AgencyDocument, Rendition)
        return [row.file.name for model in models_of_files for row in rows_of(model, self.marks)]

    @cached_property
    def paths(self) -> list[str]:
        """Where its pages would be on a public host, drafts too."""
        root = self.planted.home.url_path
        found = Page.objects.filter(path__startswith=self.planted.home.path).values_list("url_path", "pk")
        paths = {path.removeprefix(root) for path, _pk in found}
        return sorted(path for path in paths if path)

    @cached_property
    def root_paths(self) -> list[str]:
        """The tree paths of its sites' homes: what the filter of Wagtail's page type report takes."""
        sites = Site.objects.filter(agency_site__agency=self.planted.agency).select_related("root_page")
        return [site.root_page.path for site in sites]


@dataclass(frozen=True)
class Kinds:
    """App and model names as they stand in addresses."""

    pages: list[tuple[str, str]] = field(default_factory=lambda: [_names(model) for model in [Page, *page_types()]])
    bulk: list[tuple[str, str]] = field(
        default_factory=lambda: [_names(model) for model in (Page, AgencyImage, AgencyDocument, User, AgencyTag)]
    )
    everything: list[tuple[str, str]] = field(
        default_factory=lambda: [_names(model) for model in apps.get_models() if not model._meta.proxy]
    )


def _names(model: type[models.Model]) -> tuple[str, str]:
    return model._meta.app_label, str(model._meta.model_name)


def _is_number(value: Any) -> bool:
    return isinstance(value, int)
