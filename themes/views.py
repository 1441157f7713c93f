"""The stylesheet and the icon of a site, each at an address that names its content."""

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tenants.models import AgencySite
from tenants.requests import AgencyRequest
from themes.look import Look, look_of

A_YEAR_S = 365 * 24 * 60 * 60


@require_safe
def stylesheet(request: AgencyRequest, css_hash: str) -> HttpResponse:
    """Answer the custom properties of the host's own site; 404 for the hash of any other content."""
    for look in _looks_here(request):
        if css_hash == look.css_hash:
            return _forever(HttpResponse(look.css, content_type="text/css; charset=utf-8"))
    raise Http404


@require_safe
def icon(request: AgencyRequest, icon_hash: str) -> HttpResponse:
    """Answer the icon of the host's own site; 404 for the hash of any other content."""
    for look in _looks_here(request):
        if icon_hash == look.icon_hash:
            return _forever(HttpResponse(look.icon, content_type="image/svg+xml"))
    raise Http404


def _looks_here(request: AgencyRequest) -> list[Look]:
    # The admin host previews pages of each site of its agency.
    sites = [request.agency_site] if request.agency_site else AgencySite.objects.filter(agency=request.agency)
    return [look_of(site) for site in sites]


def _forever(response: HttpResponse) -> HttpResponse:
    # The address changes with the content, so nobody ever has to ask again.
    patch_cache_control(response, public=True, max_age=A_YEAR_S, immutable=True)
    return response
