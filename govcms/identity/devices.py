"""Browsers in which a person has signed in before.

Such a browser is not kept out by strangers who guess at her account, and signing in with another one is
told to her by mail. Its cookie holds a random token and says nothing of whose account it is.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from govcms.identity.models import KnownDevice, User

# Browsers keep a name that begins so to this one host, over https alone.
COOKIE_NAME = "__Host-known_device" if settings.SCHEME == "https" else "known_device"
# The longest that browsers keep a cookie.
KEPT_FOR = timedelta(days=400)


def device_token(request: HttpRequest, *, account: str) -> str:
    """The token of this browser where it is known to the account; empty for any other, and for no account."""
    token = request.COOKIES.get(COOKIE_NAME, "")
    known = KnownDevice.objects.filter(user__email=account.strip().lower(), token_digest=_digest(token))
    return token if token and known.exists() else ""


def remember_device(request: HttpRequest, response: HttpResponse, *, user: User) -> bool:
    """Know this browser from now on; False where it was known to the account before."""
    token = request.COOKIES.get(COOKIE_NAME, "")
    # What a browser sends is believed when it is known: another's cookie must not become everybody's.
    if not token or not KnownDevice.objects.filter(token_digest=_digest(token)).exists():
        token = secrets.token_urlsafe(32)
    _device, is_new = KnownDevice.objects.update_or_create(
        user=user, token_digest=_digest(token), defaults={"last_used_at": timezone.now()}
    )
    response.set_cookie(
        COOKIE_NAME,
        token,
        max_age=KEPT_FOR,
        secure=settings.SCHEME == "https",
        httponly=True,
        samesite="Lax",
    )
    return is_new


def forget_devices(*, user: User) -> int:
    """Treat every browser of this person as a stranger's; returns how many were known."""
    return user.known_devices.all().delete()[0]


def prune_devices() -> int:
    """Delete the browsers whose cookie has ended; returns how many."""
    return KnownDevice.objects.filter(last_used_at__lte=timezone.now() - KEPT_FOR).delete()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
