"""The pages of a site, from what its files say of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.models import Locale

from govcms.content.models import (
    AgenciesPage,
    ContentPage,
    HomePage,
    LatestNewsPage,
    ListingPage,
    NewsPage,
    StandardPage,
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
    "agencies": AgenciesPage,
    "latest_news": LatestNewsPage,
}
# Keys that go to a field of the same name as they are.
_PLAIN_FIELDS = ("title", "summary", "hero_title", "hero_text", "show_in_menus", "owner_team", "date", "seo_title")
_OTHER_KEYS = {"type", "slug", "order", "topics", "review_in_days", "published", "body"}
# An agency's morning: the day of a publication is the same in all zones around.
_PUBLISHING_TIME = datetime.time(9, 0)


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
                page.body = self._resolver.resolve(page.body.get_prep_value())
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
        fields = {field.name for field in page_type._meta.fields}
        known = _OTHER_KEYS | fields.intersection(_PLAIN_FIELDS)
        if fields & {"image", "hero_image"}:
            known.add("image")
        unknown = set(file) - known
        if unknown or not file.get("title"):
            raise UserError(f"It cannot have “{min(unknown)}”." if unknown else "It has no title.")
        values = {name: self._resolver.resolve(file[name]) for name in _PLAIN_FIELDS if name in file}
        page = page_type(slug=file.get("slug") or path.rstrip("/").rpartition("/")[2] or "home", **values)
        if "image" in file:
            setattr(page, "image_id" if "image" in fields else "hero_image_id", self._resolver.resolve(file["image"]))
        page.topics = [self._topics[key] for key in file.get("topics", ()) if key in self._topics]
        if "review_in_days" in file:
            page.review_by = timezone.localdate() + datetime.timedelta(days=file["review_in_days"])
        if "published" in file:
            page.first_published_at = self._moment(file["published"])
        elif "date" in file:
            page.first_published_at = min(self._moment(file["date"]), timezone.now())
        page.body = stored_form(page._meta.get_field("body").stream_block, self._resolver.resolve(file.get("body", [])))
        return page

    def _moment(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, _PUBLISHING_TIME, tzinfo=ZoneInfo(self._agency.time_zone))
