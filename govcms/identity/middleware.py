"""What is asked of a signed-in session before it is believed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import translation

from govcms.identity.models import SignInPolicy
from govcms.identity.places import security_url
from govcms.identity.sessions import has_timed_out, is_proved_by_second_factor, note_use
from tenants.fences.refusals import expects_data
from tenants.hosts import HostKind
from tenants.languages import language_for
from tenants.models import PLATFORM_KEY
from tenants.requests import AgencyRequest

# An open editor asks for these by itself, for as long as it stands open on an empty desk.
_ASKED_BY_CLOCKWORK = ("/admin/editing-sessions/", "/admin/session/")


class SessionLimitsMiddleware:
    """Ends sessions that were not used for too long, or have lasted too long."""

    def __init__(self, get_response: Callable[[AgencyRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Sign out, or note that the session is used."""
        if request.host_kind is not HostKind.PUBLIC and request.user.is_authenticated:
            if has_timed_out(request.session):
                logout(request)
            elif not request.path.startswith(_ASKED_BY_CLOCKWORK):
                note_use(request.session)
        return self.get_response(request)


class InterfaceLanguageMiddleware:
    """Speaks to each person in her language, on all hosts but the public ones, where the address names it."""

    def __init__(self, get_response: Callable[[AgencyRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Answer in her language."""
        if request.host_kind is HostKind.PUBLIC:
            return self.get_response(request)
        with translation.override(language_for(request)):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Leads members without a second factor to set one up, where the agency or the platform asks for it.

    After MembersOnlyMiddleware: to strangers an agency does not even say what it asks for.
    """

    def __init__(self, get_response: Callable[[AgencyRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AgencyRequest) -> HttpResponse:
        """Let in who has shown more than her password, or where that is enough."""
        if (
            request.host_kind is not HostKind.ADMIN
            or is_proved_by_second_factor(request.session)
            or request.path == "/admin/logout/"
            or not _is_asked_for(request)
        ):
            return self.get_response(request)
        where = security_url(asked_by=request.agency)
        return JsonResponse({"sign_in": where}, status=401) if expects_data(request) else redirect(where)


def _is_asked_for(request: AgencyRequest) -> bool:
    if settings.SECOND_FACTOR == "required":
        return True
    asking = Q(agency=request.agency)
    if request.membership.is_platform_entry:
        # Somebody of the platform who is here for a while brings the platform's rule along.
        asking |= Q(agency__key=PLATFORM_KEY)
    # Not the scoped manager, which would leave the platform's row out.
    return SignInPolicy._base_manager.filter(asking, requires_second_factor=True).exists()
