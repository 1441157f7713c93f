"""What public hosts answer at an address that no page has."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.http.response import HttpResponsePermanentRedirect

from govcms.content.models.redirect import Redirect, clean_path
from govcms.content.serving import route
from govcms.pages.models import Page


def answer_at_old_address(request: HttpRequest) -> HttpResponse | None:
    """Where an address without a page leads now; None where nobody has said so. One query, asked after a 404 only.

    What answered below a page that moved is led below its new address.
    """
    agency_site = getattr(request, "agency_site", None)
    if agency_site is None or request.method not in {"GET", "HEAD"} or "\x00" in request.path:
        return None
    path = clean_path(request.path)
    above, _slash, last = path.rpartition("/")
    rows = Redirect.objects.filter(agency_site=agency_site, old_path__in={path, above}).select_related("page")
    redirects = {row.old_path: row for row in rows}
    redirect = redirects.get(path) or redirects.get(above)
    target = redirect.target if redirect is not None else ""
    if redirect is not None and redirect.old_path != path:
        target = f"{target}{quote(last)}/" if target and _went_with_its_parts(redirect, request) else ""
    if redirect is None or not target or _leads_here(target, request):
        return None
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    response = kind(target)
    # A page may come back to its address, from the bin or moved again: a browser asks again, or it would never see it.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _went_with_its_parts(redirect: Redirect, request: HttpRequest) -> bool:
    """Whether what answers below the old address of a page, as parts of a guide do, answers below the new one."""
    page = redirect.page
    if page is None or redirect.part or page.specific_class.route is Page.route:
        return False
    # A page that stands at the old address now has parts of its own, or none.
    return route(request, request.path_info.strip("/").rpartition("/")[0]) is None  # type: ignore[arg-type]


def _leads_here(target: str, request: HttpRequest) -> bool:
    """Whether the target is what was asked for: a page that came back to its old address and is hidden there."""
    return urlsplit(target).hostname == split_domain_port(request.get_host())[0] and clean_path(target) == clean_path(
        request.path
    )
