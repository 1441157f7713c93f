"""The RSS feed of a listing."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from govcms.content.gathering import references_in_stream
from govcms.content.listings import open_children, typed
from govcms.content.models import ListingPage, NewsPage, PublicationPage
from govcms.content.serving import route, serve
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page
from tenants.addresses import root_url_of
from tenants.features import feature_enabled
from tenants.requests import AgencyRequest

FEEDS = "feeds"
# Readers of feeds ask often and remember what they have seen.
MAX_ITEMS = 30


def feed_address(listing: ListingPage) -> str:
    """The whole address of a listing's feed; empty while the listing has none itself, or the agency no feeds."""
    return f"{listing.full_url}feed/" if listing.full_url and feature_enabled(FEEDS) else ""


@require_safe
def feed(request: AgencyRequest, path: str) -> HttpResponse:
    """The newest pages of the listing at ``path``; a protected listing has no feed."""
    found = route(request, path)
    listing = found.page if found is not None else None
    if not isinstance(listing, ListingPage) or not feature_enabled(FEEDS):
        # Not a listing, or no feeds: somebody may have asked for a page called so; a 404 with words.
        return serve(request, f"{path}feed/")
    if listing.get_view_restrictions():
        raise Http404
    rss = Rss201rev2Feed(
        title=listing.title,
        link=listing.full_url,
        description=listing.summary or listing.title,
        feed_url=feed_address(listing),
        language=listing.locale.language_code,
        author_name=request.agency.name_for_readers,
    )
    pages = [typed(row) for row in open_children(listing)[:MAX_ITEMS]]
    files = _first_files(pages, request)
    for page in pages:
        published = page.first_published_at
        # An event is announced long before its day.
        if isinstance(page, NewsPage | PublicationPage):
            published = datetime.combine(page.date, time(), tzinfo=UTC)
        file = files.get(page.pk)
        rss.add_item(
            title=page.title,
            link=page.full_url,
            description=" – ".join(filter(None, [*page.facts_for_readers(), page.summary])),
            enclosures=[Enclosure(*file)] if file else [],
            pubdate=published,
            updateddate=page.updated_at,
            # The identity outlives a new address, so that nobody is told of the page twice.
            unique_id=page.uid.urn,
            unique_id_is_permalink=False,
        )
    response = HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    response.headers["Last-Modified"] = http_date(rss.latest_post_date().timestamp())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _first_files(pages: Sequence[Page], request: AgencyRequest) -> dict[int, tuple[str, str, str]]:
    """Address, size and kind of the first file of each publication, which is all that a feed can carry. One query."""
    first = {
        page.pk: pk
        for page in pages
        if isinstance(page, PublicationPage)
        and (pk := next((pk for kind, pk in references_in_stream(page.attachments) if kind == "documents"), None))
    }
    documents = AgencyDocument.objects.filter(agency=request.agency).in_bulk(set(first.values())) if first else {}
    root_url = root_url_of(request.agency_site.site.hostname)
    return {
        page_id: (f"{root_url}{document.url}", str(document.file_size or 0), document.content_type)
        for page_id, pk in first.items()
        if (document := documents.get(pk)) is not None
    }
