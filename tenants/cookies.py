"""Cookies by kind of host.

Admin hosts share one sign-in, so their cookies name the domain ``admin.<base>``, below which no
site of an agency lies. Public hosts keep cookies of their own names and to themselves: a page
protected by a password needs a session too, and must never meet a colleague's sign-in.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tenants.hosts import HostKind

# Django's own names are those of the admin; these are what the two cookies are called elsewhere.
# Browsers keep a name that begins so to the one host that set it, over https alone.
_PREFIX = "__Host-" if settings.SCHEME == "https" else ""
PUBLIC_NAMES = {
    settings.SESSION_COOKIE_NAME: f"{_PREFIX}site_session",
    settings.CSRF_COOKIE_NAME: f"{_PREFIX}site_csrf",
}


def receive_cookies(request: HttpRequest, kind: HostKind) -> None:
    """Give Django the cookies of this kind of host under the names it looks for, and no others."""
    if kind is not HostKind.PUBLIC:
        return
    for name, public_name in PUBLIC_NAMES.items():
        request.COOKIES.pop(name, None)
        if public_name in request.COOKIES:
            request.COOKIES[name] = request.COOKIES.pop(public_name)


def send_cookies(response: HttpResponse, kind: HostKind) -> None:
    """Name and bound the cookies Django has set for this kind of host."""
    for name, public_name in PUBLIC_NAMES.items():
        morsel = response.cookies.get(name)
        if morsel is None:
            continue
        if kind is HostKind.PUBLIC:
            del response.cookies[name]
            response.cookies[public_name] = morsel.value
            response.cookies[public_name].update({key: value for key, value in morsel.items() if value})
        else:
            morsel["domain"] = f"admin.{settings.BASE_HOST}"
