"""The context of every page template: what readers see around and about a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _

from govcms.content.chrome import chrome_for
from govcms.content.gathering import gather
from govcms.content.languages.switcher import alternates_of, choices_for, versions_of
from govcms.content.linked import Destination, Linked, address_for, rendering_with
from govcms.content.models import ContentPage
from govcms.content.pictures import SHARING, picture_of
from govcms.pages.models import ChangeNote, Page
from govcms.pages.topics import names_for_readers
from tenants.prepared import Prepared

# More notes than this are history, not news.
MAX_CHANGE_NOTES = 50


@dataclass(slots=True)
class Meta:
    """What the head of a page says of it, for base.html."""

    title: str
    description: str = ""
    canonical_url: str = ""
    image_url: str = ""
    image_alt: str = ""
    type: str = "website"
    robots: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    feed_url: str = ""
    feed_title: str = ""
    alternates: list[dict[str, str]] = field(default_factory=list)


def page_context(page: ContentPage, request: HttpRequest) -> dict[str, Any]:
    """What the templates of all page types use."""
    agency_site = getattr(request, "agency_site", None)
    linked = gather(page, agency_site=agency_site)
    versions = versions_of(page, request)
    with rendering_with(linked):
        replacement = linked.pages.get(page.withdrawn_replacement_id or 0) if page.is_withdrawn else None
        topics, change_notes = _facts_of(page)
        return {
            "linked": linked,
            "meta": _meta_of(page, request, linked, versions),
            "languages": choices_for(chrome_for(request), versions),
            "breadcrumbs": [{"title": above.title, "url": address_for(above)} for above in trail_of(page)],
            "replacement": _link_to(replacement) if replacement else None,
            "topics": topics,
            "change_notes": change_notes,
        }


def _link_to(page: Destination) -> dict[str, str]:
    return {"title": page.title, "url": address_for(page), "language": page.language}


def add_listing(context: dict[str, Any], read: Callable[[], Any]) -> None:
    """Put a screen of a list into the context of a page; screens after the first have an address of their own."""
    with rendering_with(context["linked"]):
        listing = read()
    context["listing"] = listing
    if listing.number > 1:
        meta = context["meta"]
        meta.title = _("%(title)s (page %(number)d)") % {"title": meta.title, "number": listing.number}
        meta.canonical_url = f"{meta.canonical_url}?page={listing.number}"


def trail_of(page: ContentPage) -> Sequence[Page | Destination]:
    """The live pages from the home page down to the parent of ``page``."""
    known: Sequence[Page | Destination] | None = page.trail
    if known is None:
        # A page that is being written has its place in the tree, but may not be in it yet.
        known = list(Page.objects.filter(path__in=page.get_route_paths()[2:-1]).order_by("path")) if page.path else []
    return [above for above in known if above.live]


def _meta_of(page: ContentPage, request: HttpRequest, linked: Linked, versions: Mapping[str, str]) -> Meta:
    chrome = chrome_for(request)
    meta = Meta(
        title=page.seo_title or page.title,
        description=page.search_description or page.summary,
        canonical_url=page.full_url or "",
        published=page.first_published_at,
        modified=page.updated_at,
    )
    if getattr(request, "is_preview", False) or page.is_withdrawn:
        meta.robots = "noindex"
    own = linked.images.get(page.picture_id or 0)
    sharing = picture_of(own, SHARING) or (chrome.sharing_picture if chrome else None)
    if sharing is not None:
        root_url = chrome.root_url if chrome and sharing.src.startswith("/") else ""
        meta.image_url, meta.image_alt = root_url + sharing.src, sharing.alt
    if versions:
        meta.alternates = alternates_of(versions, request.agency_site.default_language)  # type: ignore[attr-defined]
    return meta


def _facts_of(page: ContentPage) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The topics and the change notes readers see, in one query unless the page is being written."""
    if page.trail is None:
        topics: Iterable[str] = [topic.name for topic in page.topics.all()] if page.pk else []
        notes = list(_notes_of(page.pk).values_list("text", "published_at")) if page.pk else []
    else:
        rows = _facts.rows([page.pk])
        topics = [words for words, moment in rows if moment is None]
        notes = [(words, moment) for words, moment in rows if moment is not None]
    notes.sort(key=lambda note: note[1], reverse=True)
    return (
        [{"title": name} for name in sorted(names_for_readers(topics).values())],
        [{"text": text, "date": moment} for text, moment in notes[:MAX_CHANGE_NOTES]],
    )


def _notes_of(page_id: int) -> Any:
    return ChangeNote.objects.filter(page_id=page_id, kind=Page.ChangeType.MAJOR).exclude(text="").order_by()


def _facts_query(page_ids: list[int]) -> Any:
    [page_id] = page_ids
    words = Cast(F("topic__name"), CharField(max_length=300))
    moment = Cast(Value(None), DateTimeField())
    topics = Page.topics.through.objects.filter(page_id=page_id).annotate(words=words, moment=moment)
    notes = _notes_of(page_id).values_list("text", "published_at")
    return topics.values_list("words", "moment").union(notes, all=True)


_facts = Prepared(_facts_query)
