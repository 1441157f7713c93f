"""Finding and answering with pages on public hosts.

Wagtail walks the tree with two queries a level; here one query brings the page, its ancestors and
whether any of them is protected. Everything after that is Wagtail's: hooks, methods, routable pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.models import PageViewRestriction
from wagtail.url_routing import RouteResult

from govcms.content.errors import too_many_attempts
from govcms.content.linked import Destination
from govcms.content.models import ContentPage
from govcms.identity.attempts import count_attempt, forgive_attempt, page_password_keys
from govcms.pages.models import Page
from tenants.addresses import SiteAddress, address_map
from tenants.prepared import Prepared
from tenants.requests import AgencyRequest
from tenants.visitor_address import visitor_address

# Nobody writes a path this deep; it would only make the query long.
MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Step(Destination):
    """A page along a path, live or not."""

    slug: str = ""
    content_type_id: int = 0
    alias_of_id: int | None = None
    is_protected: bool = False

    @property
    def page_type(self) -> type[Page]:
        """The class of the page; the base class where its app is gone."""
        model: Any = ContentType.objects.get_for_id(self.content_type_id).model_class()
        return model or Page


@dataclass(frozen=True, slots=True)
class Found:
    """The pages along a path, home first, and what is left of the path after the last of them."""

    trail: list[Step]
    rest: list[str]
    is_unrestricted: bool


def behind_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the platform that gives way to a page at its address: the page was there before the view."""

    @wraps(view)
    def answer(request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        path = request.path_info.lstrip("/")
        if request.method in {"GET", "HEAD"} and route(request, path) is not None:
            return serve(request, path)
        return view(request, *args, **kwargs)

    return answer


def serve(request: AgencyRequest, path: str) -> HttpResponse:
    """Answer with the page at ``path`` of the site and language of the request."""
    # Wagtail looks here before it walks the tree.
    request._wagtail_route_for_request = route(request, path)  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)


def route(request: AgencyRequest, path: str) -> RouteResult | None:
    """The page at ``path`` with the arguments of its view; None where no live page answers."""
    found = find(request, path)
    if found is None:
        return None
    for depth, page in enumerate(found.trail):
        is_wanted = depth == len(found.trail) - 1 and not found.rest
        # A page type with routes of its own decides what lies below it.
        if is_wanted or page.page_type.route is not Page.route:
            rest = [step.slug for step in found.trail[depth + 1 :]] + found.rest
            try:
                return _specific(request, found, depth).route(request, rest)
            except Http404:
                return None
    return None


def _specific(request: AgencyRequest, found: Found, depth: int) -> Any:
    step = found.trail[depth]
    if not step.live:
        # At once: a draft takes no longer to be denied than what does not exist.
        raise Http404
    # By its key there is one at most: no order, which first() would give it.
    page = next(iter(step.page_type._default_manager.order_by().filter(pk=step.pk, live=True)), None)
    if page is None:
        raise Http404
    if isinstance(page, ContentPage):
        page.trail = found.trail[:depth]
        page.is_known_unrestricted = found.is_unrestricted
        # That of its home page, which is the request's.
        page.agency = request.agency
    return page


def find(request: AgencyRequest, path: str) -> Found | None:
    """The pages along ``path``; None when the site has no home page in this language. One query."""
    home = home_of(request)
    if home is None:
        return None
    steps = [step for step in path.split("/") if step]
    if len(steps) > MAX_DEPTH or "\x00" in path:
        return None
    prefixes = [home.home_url_path]
    for step in steps:
        prefixes.append(f"{prefixes[-1]}{step}/")
    pages = _pages_at(home, prefixes)
    trail: list[Step] = []
    for prefix in prefixes:
        page = pages.get(prefix)
        if page is None:
            break
        trail.append(page)
    if not trail:
        return None
    root = pages.get(_parent_path(home.home_url_path))
    # An alias is protected with the page it mirrors, which this query did not read.
    is_unrestricted = root is not None and not any(page.is_protected or page.alias_of_id for page in [root, *trail])
    return Found(trail=trail, rest=steps[len(trail) - 1 :], is_unrestricted=is_unrestricted)


def home_of(request: AgencyRequest) -> SiteAddress | None:
    """The home page of the request's site in the language of the request."""
    agency_site = request.agency_site
    return address_map.home_of(agency_site.pk, get_language() or agency_site.default_language)


def _parent_path(url_path: str) -> str:
    return url_path.rstrip("/").rsplit("/", 1)[0] + "/"


def _pages_at(home: SiteAddress, prefixes: list[str]) -> dict[str, Step]:
    paths = [_parent_path(home.home_url_path), *prefixes]
    slugs = [path.rstrip("/").rsplit("/", 1)[-1] for path in paths]
    return {step.url_path: step for step in (Step(*row) for row in _steps.rows([home.agency_id], slugs, paths))}


def _steps_query(agency_ids: list[int], slugs: list[str], paths: list[str]) -> QuerySet[Page, Any]:
    [agency_id] = agency_ids
    protected = Exists(PageViewRestriction.objects.filter(page_id=OuterRef("pk")))
    # The index is on (agency, slug): an address is unique only over its whole length, which no index holds.
    return (
        Page.objects.order_by()
        .filter(agency_id=agency_id, slug__in=slugs, url_path__in=paths)
        .values_list(
            "pk", "path", "url_path", "title", "summary", "live", "slug", "content_type_id", "alias_of_id", protected
        )
    )


_steps = Prepared(_steps_query)


def authenticate(request: AgencyRequest, restriction_id: int, page_id: int) -> HttpResponse:
    """Unlock a protected page of this site with its password; anything else is 404.

    Wagtail's own view takes any restriction and any page together, of whatever site.
    """
    page = Page.objects.filter(pk=page_id, agency=request.agency, live=True).first()
    address = page and page.site_address
    if page is None or address is None or address.agency_site_id != request.agency_site.pk:
        raise Http404
    if not any(restriction.pk == restriction_id for restriction in page.get_view_restrictions()):
        raise Http404
    if request.method != "POST":
        return _ask_for_password(request, restriction_id, page_id)
    keys = page_password_keys(restriction_id=restriction_id, address=visitor_address(request))
    if wait_s := count_attempt(keys):
        return too_many_attempts(request, wait_s=wait_s)
    response = _ask_for_password(request, restriction_id, page_id)
    if response.status_code == HTTPStatus.FOUND:
        forgive_attempt(keys)
    return response


def _ask_for_password(request: AgencyRequest, restriction_id: int, page_id: int) -> HttpResponse:
    response: HttpResponse = wagtail_views.authenticate_with_password(request, restriction_id, page_id)
    return response
