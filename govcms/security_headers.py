"""What browsers may load and run on our pages.

Django 5.2 brings no Content-Security-Policy and django-csp knows one policy a project; here it depends on
the kind of host, so it is this one class. Django 6 brings its own: move there with the next LTS.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from govcms.content.pasting.picture_hosts import PICTURE_HOSTS
from govcms.content.videos import frame_origins

_PUBLIC = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Wagtail's admin writes scripts and styles into its pages and compiles none from text;
# its previews show public pages in a frame of the same host.
_ADMIN = {
    **_PUBLIC,
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    # Pictures of pasted documents are read by the editor's browser.
    "connect-src": " ".join(["'self'", *PICTURE_HOSTS]),
    "base-uri": "'self'",
}

# A preview is a public page on the host of the admin. Nothing in it may send a form or lead the editor away;
# the editor reads it for its checks, so it stays of the same origin, and the public policy runs no script of its text.
# The documents it links to are files to download.
_PREVIEW = {
    **_PUBLIC,
    "sandbox": "allow-same-origin allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads",
}


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


class SecurityHeadersMiddleware:
    """Add the content policy of the host's kind, and close browser features that no page here uses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Signing in at admin.<base> ends on the admin host of an agency, which form-action counts as another place.
        admin_hosts = f"{settings.SCHEME}://*.admin.{settings.BASE_HOST}:{settings.PORT}"
        sign_in = f"{settings.SCHEME}://admin.{settings.BASE_HOST}:{settings.PORT}"
        onwards = {"form-action": f"'self' {sign_in} {admin_hosts}"}
        # A video plays in a frame of its provider, once the reader has asked for it.
        players = {"frame-src": " ".join(["'self'", *frame_origins()])}
        self.policies = {
            "public": _written({**_PUBLIC, **players}),
            "preview": _written({**_PREVIEW, **players}),
            "admin": _written({**_ADMIN, **onwards}),
            # Where passwords are typed nothing of Wagtail's is shown, and no page needs script or style of its own.
            "start": _written({**_PUBLIC, **onwards, "frame-ancestors": "'none'"}),
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers; a view that set its own policy keeps it."""
        response = self.get_response(request)
        kind = "preview" if getattr(request, "is_dummy", False) else getattr(request, "host_kind", "public")
        policy = self.policies.get(kind, self.policies["public"])
        response.headers.setdefault("Content-Security-Policy", policy)
        if kind == "start":
            # Addresses there hold the tokens of links; not even the log of a proxy in front shall see them twice.
            response.headers["Referrer-Policy"] = "strict-origin"
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response
