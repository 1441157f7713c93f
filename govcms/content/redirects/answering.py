"""What public hosts answer at an address that no page has."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.http.response import HttpResponsePermanentRedirect

from govcms.content.models.redirect import Redirect, clean_path


def answer_at_old_address(request: HttpRequest) -> HttpResponse | None:
    """Where an address without a page leads now; None where nobody has said so. One query, asked after a 404 only."""
    agency_site = getattr(request, "agency_site", None)
    if agency_site is None or request.method not in {"GET", "HEAD"} or "\x00" in request.path:
        return None
    found = Redirect.objects.filter(agency_site=agency_site, old_path=clean_path(request.path)).select_related("page")
    redirect = found.first()
    if redirect is None or not redirect.target or _leads_here(redirect.target, request):
        return None
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    response = kind(redirect.target)
    # A page may come back to its address, from the bin or moved again: a browser asks again, or it would never see it.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _leads_here(target: str, request: HttpRequest) -> bool:
    """Whether the target is what was asked for: a page that came back to its old address and is hidden there."""
    return urlsplit(target).hostname == split_domain_port(request.get_host())[0] and clean_path(target) == clean_path(
        request.path
    )
