"""The pages of a site, from what its files say of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale

from govcms.content.models import (
    AgenciesPage,
    ContentPage,
    EventPage,
    GuidePage,
    HomePage,
    LatestNewsPage,
    ListingPage,
    NewsPage,
    OfficePage,
    PersonPage,
    PublicationPage,
    ServicePage,
    StandardPage,
    StepByStepPage,
)
from govcms.content.site_content.blocks import stored_form
from govcms.content.site_content.references import Resolver
from govcms.pages.bulk import NewPage
from govcms.pages.models import Topic
from tenants.errors import UserError
from tenants.models import Agency

PAGE_TYPES: Mapping[str, type[ContentPage]] = {
    "home": HomePage,
    "standard": StandardPage,
    "listing": ListingPage,
    "news": NewsPage,
    "guide": GuidePage,
    "service": ServicePage,
    "step_by_step": StepByStepPage,
    "publication": PublicationPage,
    "event": EventPage,
    "office": OfficePage,
    "person": PersonPage,
    "agencies": AgenciesPage,
    "latest_news": LatestNewsPage,
}
# Keys that go to a field of the same name as they are; the fields that a page type has of its own do as well.
_PLAIN_FIELDS = ("title", "summary", "show_in_menus", "owner_team", "seo_title")
_OTHER_KEYS = {"type", "slug", "order", "topics", "review_in_days", "published"}
# Days counted from the launch: what a demo announces is always yet to come.
_DAYS_FROM_NOW = "_in_days"
# An agency's morning: the day of a publication is the same in all zones around.
_PUBLISHING_TIME = datetime.time(9, 0)


def _own_fields(page_type: type[ContentPage]) -> tuple[Any, ...]:
    """What a page type has beyond other pages, but for references."""
    return tuple(field for field in page_type._meta.local_fields if not field.is_relation)


class PagePlan:
    """Unsaved pages in their order, by their path on the site.

    Those in another language than the first have a ``locale`` and are translations of ``sources``.
    """

    def __init__(
        self,
        agency: Agency,
        files: Mapping[str, Mapping[str, Any]],
        resolver: Resolver,
        *,
        locale: Locale | None = None,
        sources: Mapping[str, ContentPage] = MappingProxyType({}),
    ) -> None:
        if "/" not in files:
            raise UserError("The site has no home page: pages/index.toml is missing.")
        self._agency = agency
        self._resolver = resolver
        self._locale = locale
        self._sources = sources
        self._topics = {topic.key: topic for topic in Topic.objects.all()}
        self.by_path: dict[str, ContentPage] = {}
        self._nodes: dict[str, NewPage] = {}
        # The pages that fields of a page lead to, by path and field; which these are is known once all are written.
        self._links: dict[str, dict[str, str]] = {}
        for path in sorted(files, key=lambda path: (path.count("/"), files[path].get("order", 1_000), path)):
            self._add(path, files[path])

    @property
    def home(self) -> NewPage:
        """The home page with all pages below it."""
        return self._nodes["/"]

    def resolve_bodies(self) -> None:
        """Put the primary keys of the pages into the bodies that refer to them."""
        for path, page in self.by_path.items():
            try:
                for field in _own_fields(type(page)):
                    if isinstance(field, StreamField):
                        value = getattr(page, field.name).get_prep_value()
                        setattr(page, field.name, self._resolver.resolve(value))
                    elif isinstance(field, RichTextField):
                        setattr(page, field.name, self._resolver.resolve(getattr(page, field.name)))
                for name in self._links.get(path, {}):
                    setattr(page, f"{name}_id", self._resolver.resolve(self._links[path][name]))
            except UserError as error:
                raise UserError(f"Page {path}: {error}") from error

    def _add(self, path: str, file: Mapping[str, Any]) -> None:
        try:
            page = self._make(path, file)
        except UserError as error:
            raise UserError(f"Page {path}: {error}") from error
        if self._locale is not None:
            page.locale = self._locale
            if path not in self._sources:
                raise UserError(f"Page {path} is a translation of nothing: there is no page of this path.")
            page.translation_key = self._sources[path].translation_key
        self.by_path[path] = page
        self._nodes[path] = NewPage(page)
        if path != "/":
            parent = path[: path.rstrip("/").rindex("/") + 1]
            if parent not in self._nodes:
                raise UserError(f"Page {path} has no parent: {parent} is missing.")
            self._nodes[parent].children.append(self._nodes[path])

    def _make(self, path: str, file: Mapping[str, Any]) -> ContentPage:
        page_type = PAGE_TYPES.get(file.get("type", "standard"))
        if page_type is None:
            raise UserError(f"There is no page type “{file['type']}”; there are {', '.join(PAGE_TYPES)}.")
        own = {field.name: field for field in _own_fields(page_type)}
        days = {f"{name}{_DAYS_FROM_NOW}" for name, field in own.items() if isinstance(field, models.DateField)}
        known = _OTHER_KEYS | {*_PLAIN_FIELDS, *own, *days, *page_type.page_fields}
        if page_type.image_fields:
            known.add("image")
        unknown = set(file) - known
        if unknown or not file.get("title"):
            raise UserError(f"It cannot have “{min(unknown)}”." if unknown else "It has no title.")
        values = {
            name: self._resolver.resolve(file[name])
            for name in (*_PLAIN_FIELDS, *own)
            if name in file and not isinstance(own.get(name), StreamField)
        }
        # As it was written: a number with a point has more digits than that inside.
        values |= {name: str(value) for name, value in values.items() if isinstance(value, float)}
        for key in days.intersection(file):
            values[key.removesuffix(_DAYS_FROM_NOW)] = timezone.localdate() + datetime.timedelta(days=file[key])
        page = page_type(slug=file.get("slug") or path.rstrip("/").rpartition("/")[2] or "home", **values)
        if "image" in file:
            setattr(page, f"{page_type.image_fields[0]}_id", self._resolver.resolve(file["image"]))
        self._links[path] = {name: file[name] for name in page_type.page_fields if name in file}
        page.topics = [self._topics[key] for key in file.get("topics", ()) if key in self._topics]
        if "review_in_days" in file:
            page.review_by = timezone.localdate() + datetime.timedelta(days=file["review_in_days"])
        if "published" in file:
            page.first_published_at = self._moment(file["published"])
        elif "date" in file:
            page.first_published_at = min(self._moment(file["date"]), timezone.now())
        for name, field in own.items():
            if isinstance(field, StreamField):
                stored = stored_form(field.stream_block, self._resolver.resolve(file.get(name, [])))
                setattr(page, name, stored)
        return page

    def _moment(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, _PUBLISHING_TIME, tzinfo=ZoneInfo(self._agency.time_zone))
