"""The steps of signing in: the password, the second factor where there is one, and where it leads."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from govcms.identity.browsers import browser_name
from govcms.identity.devices import remember_device
from govcms.identity.models import User
from govcms.identity.places import is_own_admin_address, start_url, workplaces_of
from govcms.identity.second_factor import has_second_factor
from govcms.identity.sessions import prove
from govcms.identity.tasks import Notice, mail_notice

_BACKEND = "tenants.auth_backend.AgencyBackend"
_PENDING = "sign_in_pending"
# As long as it takes to find a telephone.
_PENDING_FOR_S = 10 * 60
# What is kept in a session is kept in the database; browsers make no longer ones.
_LONGEST_ADDRESS = 2_000


def after_password(request: HttpRequest, user: User, *, wanted: str) -> HttpResponse:
    """Sign in, or ask for the second factor first."""
    if not has_second_factor(user):
        return complete(request, user, wanted=wanted, by_second_factor=False)
    # What an earlier visitor left in this session is not hers.
    request.session.flush()
    request.session.set_expiry(_PENDING_FOR_S)
    request.session[_PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "wanted": wanted[:_LONGEST_ADDRESS],
    }
    return redirect("second_factor")


def pending_sign_in(request: HttpRequest) -> tuple[User, str] | None:
    """Who has given the right password in this session and nothing more yet, and where she wants to go."""
    pending: dict[str, Any] = request.session.get(_PENDING) or {}
    if not pending or time.time() - pending["at"] > _PENDING_FOR_S:
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    # A password that was changed meanwhile is not the one that was given.
    if user is None or not constant_time_compare(user.get_session_auth_hash(), pending["hash"]):
        return None
    return user, pending["wanted"]


def complete(request: HttpRequest, user: User, *, wanted: str, by_second_factor: bool) -> HttpResponse:
    """Sign in, know the browser from now on, and go on."""
    request.session.pop(_PENDING, None)
    request.session.set_expiry(None)
    user.withhold_superuser()
    is_familiar = user.last_login is not None
    login(request, user, backend=_BACKEND)
    prove(request.session, second_factor=by_second_factor)
    response = redirect(place_to_go(user, wanted))
    if remember_device(request, response, user=user) and is_familiar:
        mail_notice.enqueue(
            user_uid=str(user.uid),
            notice=Notice.NEW_DEVICE.value,
            language=get_language(),
            details=browser_name(request.META.get("HTTP_USER_AGENT", "")),
        )
    return response


def place_to_go(user: User, wanted: str) -> str:
    """The address asked for if it is hers, her agency if she has one, else the start page."""
    workplaces = workplaces_of(user)
    if is_own_admin_address(wanted, workplaces) or wanted == reverse("security"):
        return wanted
    return workplaces[0].admin_url if len(workplaces) == 1 else start_url() + "/"
