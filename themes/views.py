"""The stylesheet and the icon of a site, each at an address that names its content."""

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tenants.requests import AgencyRequest
from themes.look import look_of

A_YEAR_S = 365 * 24 * 60 * 60


@require_safe
def stylesheet(request: AgencyRequest, css_hash: str) -> HttpResponse:
    """Answer the custom properties of the host's own site; 404 for the hash of any other content."""
    look = look_of(request.agency_site)
    if css_hash != look.css_hash:
        raise Http404
    return _forever(HttpResponse(look.css, content_type="text/css; charset=utf-8"))


@require_safe
def icon(request: AgencyRequest, icon_hash: str) -> HttpResponse:
    """Answer the icon of the host's own site; 404 for the hash of any other content."""
    look = look_of(request.agency_site)
    if icon_hash != look.icon_hash:
        raise Http404
    return _forever(HttpResponse(look.icon, content_type="image/svg+xml"))


def _forever(response: HttpResponse) -> HttpResponse:
    # The address changes with the content, so nobody ever has to ask again.
    patch_cache_control(response, public=True, max_age=A_YEAR_S, immutable=True)
    return response
