"""The RSS feed of a listing."""

from datetime import UTC, datetime, time

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from govcms.content.listings import open_children
from govcms.content.models import ListingPage
from govcms.content.serving import route, serve
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
        author_name=request.agency.name,
    )
    for page in open_children(listing)[:MAX_ITEMS]:
        published = page.first_published_at
        if page.day:
            published = datetime.combine(page.day, time(), tzinfo=UTC)
        rss.add_item(
            title=page.title,
            link=page.full_url,
            description=page.summary,
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
